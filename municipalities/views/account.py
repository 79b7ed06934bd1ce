"""What allauth lacks of sign-in: log-out that empties the browser, a closed account, and one's own account."""

from http import HTTPStatus

from allauth.account import views as allauth_views
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.providers.saml import views as saml
from allauth.socialaccount.providers.saml.utils import get_app_or_404
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from municipalities.actions import people as actions
from municipalities.forms.people import PersonForm
from municipalities.middleware import SECOND_FACTORS


# Open, so that it also ends a log-in that waits for its second step, or a session that has expired meanwhile.
@login_not_required
@require_POST
def account_logout(request):
    """Log out, and let the browser forget pages and answers waiting to be saved. The cookies end by themselves."""
    response = allauth_views.logout(request)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_not_required
@require_safe
def account_inactive(request):
    return render(request, "account/account_inactive.html", status=403)


@login_not_required
def saml_finish_acs(request, organization_slug):
    """Take a workplace's answer, or say that it proves nothing.

    allauth would meet what is no XML, or declares entities, with a server error (SyntaxError, ValueError), and an
    answer to no open question of this browser, such as a used one, with words about roles (PermissionDenied).
    """
    try:
        return saml.finish_acs(request, organization_slug)
    except (SyntaxError, ValueError, PermissionDenied):
        return _nothing_proved(request)


@login_not_required
@require_safe
def saml_sls(request, organization_slug):
    """End the session when the workplace says so, and only then.

    allauth takes an unsigned message too: a link would log people out, and lead them on to any site in its RelayState.
    """
    get_app_or_404(request, organization_slug)
    if not request.GET.get("Signature"):
        return _nothing_proved(request)
    try:
        answer = saml.sls(request, organization_slug)
    except (SyntaxError, ValueError):
        return _nothing_proved(request)
    return _nothing_proved(request) if answer.status_code == HTTPStatus.BAD_REQUEST else answer


def _nothing_proved(request):
    return render(request, "socialaccount/authentication_error.html", status=401)


@require_safe
def account_show(request):
    """A person's own account: every signed-in person has one, whatever the role."""
    context = {
        "roles": request.user.roles.current().select_related("municipality", "partnership"),
        "has_second_factor": is_mfa_enabled(request.user, SECOND_FACTORS),
        "session_count": len(UserSession.objects.purge_and_list(request.user)),
    }
    return render(request, "municipalities/account_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request):
    """One's own name and job title."""
    form = PersonForm(request.POST or None, initial={"name": request.user.name, "title": request.user.title})
    if form.is_valid():
        actions.edit_person(person=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your name and job title are saved."))
        return redirect("municipalities:account_show")
    return render(request, "municipalities/account_edit.html", {"form": form})
