"""Invitations: sent, sent again, withdrawn, accepted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.actions import invitations as actions
from municipalities.forms import carried_out
from municipalities.forms.people import AcceptForm, InviteForm
from municipalities.models import Invitation

PER_PAGE = 25


@require_safe
@requires(Action.PEOPLE_MANAGE)
def invitation_list(request):
    invitations = Invitation.objects.within(request.reach).unanswered()
    invitations = invitations.select_related("municipality", "partnership", "invited_by")
    page = Paginator(invitations, PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "municipalities/invitation_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PEOPLE_MANAGE)
def person_invite(request):
    form = InviteForm(request.POST or None, by=request.user, reach=request.reach)
    if form.is_valid() and carried_out(form, actions.invite, by=request.user, **form.cleaned_data):
        messages.success(
            request, _("An invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}
        )
        return redirect("municipalities:invitation_list")
    return render(request, "municipalities/person_invite.html", {"form": form})


@require_POST
@requires(Action.PEOPLE_MANAGE)
def invitation_resend(request, pk):
    invitation = get_object_or_404(Invitation.objects.within(request.reach), pk=pk)
    done = _("A new link is on its way to %(email)s. The old one no longer works.") % {"email": invitation.email}
    return _answered(request, actions.resend, invitation, done)


@require_POST
@requires(Action.PEOPLE_MANAGE)
def invitation_revoke(request, pk):
    invitation = get_object_or_404(Invitation.objects.within(request.reach), pk=pk)
    done = _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email}
    return _answered(request, actions.revoke, invitation, done)


def _answered(request, action, invitation, done):
    try:
        action(invitation=invitation, by=request.user)
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("municipalities:invitation_list")


# Public: the secret in the link is the key, and who gets the link usually has no account yet.
@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request, token):
    invitation = Invitation.objects.filter(token_hash=actions.hashed(token)).first()
    if invitation is None:
        return _page(request, "_invitation_unknown.html", status=404)
    if not invitation.is_open:
        return _page(request, "_invitation_over.html", status=410)
    account = actions.account_of(invitation)
    if request.user.is_authenticated:
        return _accept_signed_in(request, invitation, is_theirs=account == request.user)
    if account:
        return _page(request, "_invitation_log_in.html", invitation=invitation)
    return _accept_as_new(request, invitation)


def _accept_signed_in(request, invitation, *, is_theirs):
    if not is_theirs:
        status = 403 if request.method == "POST" else 200
        return _page(request, "_invitation_foreign.html", status=status)
    if request.method == "POST":
        return _finish(request, actions.accept, "home", invitation=invitation, by=request.user)
    return _page(request, "_invitation_confirm.html", invitation=invitation)


def _accept_as_new(request, invitation):
    form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if form.is_valid():
        person = {"name": form.cleaned_data["name"], "password": form.cleaned_data["password"]}
        return _finish(request, actions.accept_as_new, "account_login", invitation=invitation, **person)
    return _page(request, "_invitation_new.html", invitation=invitation, form=form)


def _finish(request, action, destination, **values):
    """Accept; whoever comes second with the same link in the same moment sees that it is used."""
    try:
        action(**values)
    except Refused:
        return _page(request, "_invitation_over.html", status=410)
    messages.success(request, _("Welcome. Your access is ready."))
    return redirect(destination)


def _page(request, part, *, status=200, **context):
    """One page with changing content, since one address answers for every state of a link."""
    context["part"] = f"municipalities/{part}"
    return render(request, "municipalities/invitation_accept.html", context, status=status)
