"""Multi-factor authentication is compulsory for the secretariat."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from municipalities.models.people import SECRETARIAT_ROLES

# What somebody without a second factor needs to set one up, and what is open to everybody anyway.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "accessibility_statement",
        "was",
        "livez",
        "readyz",
        "metrics",
    }
)
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def compulsory_mfa(get_response):
    """Send secretariat staff without a second factor to the page where they set one up."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        must_have = request.must_have_second_factor = _must_have(request.user)
        request.lacks_second_factor = must_have and not is_mfa_enabled(request.user, SECOND_FACTORS)
        if request.lacks_second_factor and request.resolver_match.view_name not in SETTING_UP:
            return redirect("mfa_index")
        return None

    middleware.process_view = process_view
    return middleware


def _must_have(user):
    return (
        settings.MFA_COMPULSORY
        and user.is_authenticated
        and user.roles.current().filter(kind__in=SECRETARIAT_ROLES).exists()
    )
