"""A person's own data: the signed-in person's, and what an administrator does because a person asked."""

from allauth.account.decorators import reauthentication_required
from auditlog.signals import accessed
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import User
from municipalities.personal import FILE_NAME, packed
from partnership import erasure, own_data
from partnership.forms import AddressForm
from vignettes.forms.own_data import EraseForm


@require_safe
def personal_show(request):
    respondents = erasure.respondents_of(user=request.user)
    return render(request, "personal_show.html", {"respondents": respondents})


@require_safe
def personal_download(request):
    return _file(own_data.of_account(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def personal_erase(request):
    """Forget the account of the person who asks; afterwards nobody is signed in."""
    form = EraseForm(request.POST or None)
    if form.is_valid():
        try:
            erasure.erase_account(user=request.user, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            logout(request)
            response = render(request, "personal_erased.html")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
            return response
    return render(request, "personal_erase.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@requires(Action.SECRETARIAT_MANAGE)
def request_find(request):
    """What there is about an address that somebody has asked about."""
    form = AddressForm(request.GET if "email" in request.GET else None)
    context = {"form": form}
    if form.is_valid():
        email = form.cleaned_data["email"]
        user = _account_of(email)
        found = list(erasure.respondents_of(user=user, email=email))
        context |= {"email": email, "person": user, "survey_count": len(found), "is_asked": True}
    return render(request, "request_find.html", context)


@require_POST
@requires(Action.SECRETARIAT_MANAGE)
def request_copy(request):
    """The file for the person, without answers: those the person takes out alone."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return redirect("request_find")
    if user := _account_of(form.cleaned_data["email"]):
        accessed.send(User, instance=user)
        return _file(own_data.of_account(user, has_answers=False))
    return _file(own_data.of_address(form.cleaned_data["email"]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SECRETARIAT_MANAGE)
def request_erase(request):
    address = AddressForm(request.POST or request.GET)
    if not address.is_valid():
        return redirect("request_find")
    email = address.cleaned_data["email"]
    form = EraseForm(request.POST or None)
    if form.is_valid() and _erased(form, email, request.user):
        messages.success(request, _("The person is forgotten. Tell the person that it has been done."))
        return redirect("request_find")
    context = {"form": form, "email": email, "person": _account_of(email)}
    return render(request, "request_erase.html", context, status=422 if form.errors else 200)


def _erased(form, email, by):
    user = _account_of(email)
    try:
        if user:
            erasure.erase_account(user=user, by=by)
        else:
            erasure.erase_address(email=email, by=by)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _account_of(email):
    by_address = User.objects.filter(emailaddress__email__iexact=email)
    return User.objects.filter(email__iexact=email).first() or by_address.first()


def _file(sections):
    named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(packed(sections), content_type="application/zip", headers=named)
