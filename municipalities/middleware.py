"""Multi-factor authentication is compulsory for the secretariat."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from municipalities.models.people import SECRETARIAT_ROLES

_SETTING_UP = ("account_", "mfa_", "livez", "readyz", "metrics", "accessibility_statement")


def compulsory_mfa(get_response):
    """Send secretariat staff without a second factor to the page where they set one up."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        name = request.resolver_match.url_name or ""
        if name.startswith(_SETTING_UP) or not _must_have(request.user) or is_mfa_enabled(request.user):
            return None
        return redirect("mfa_index")

    middleware.process_view = process_view
    return middleware


def _must_have(user):
    return (
        settings.MFA_COMPULSORY
        and user.is_authenticated
        and user.roles.current().filter(kind__in=SECRETARIAT_ROLES).exists()
    )
