"""How allauth behaves here: nobody signs up by themselves, and a municipality's own log-in vouches only for its own."""

import base64
import hashlib
import time

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipalities.models import User

WRONG_CODE = _("The code or the passkey does not fit. Try again.")
TOO_MANY = _("You have tried too many times. Wait five minutes, then try again.")
REAUTHENTICATE_WITH = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is wrong. Try again, or get a new password."),
        "enter_current_password": _("Your current password is wrong. Try again."),
        "incorrect_password": _("The password is wrong. Try again."),
        "incorrect_code": WRONG_CODE,
        "duplicate_email": _("You use this address already. Enter another one."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def confirm_email(self, request, email_address):
        """Refuse an address that somebody else has taken while the link was on its way."""
        if User.objects.exclude(pk=email_address.user_id).filter(email__iexact=email_address.email).exists():
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False
        return super().confirm_email(request, email_address)

    def send_mail(self, template_prefix, email, context):
        """Every mail can say where to choose a new password."""
        url = self.request.build_absolute_uri(reverse("account_reset_password"))
        super().send_mail(template_prefix, email, context | {"new_password_url": url})

    def get_password_change_redirect_url(self, request):
        return reverse("municipalities:account_show")

    def get_email_verification_redirect_url(self, email_address):
        return reverse("municipalities:account_show")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever has logged in within the last minutes has just proved who they are."""
        proofs = get_authentication_records(self.request, self.request.user)
        oldest = time.time() - account_settings.REAUTHENTICATION_TIMEOUT
        fresh = any(proof["at"] > oldest for proof in proofs)
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": REAUTHENTICATE_WITH[method["id"]]} for method in methods]


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect and SAML, configured by the environment alone.

    A provider lists the mail domains it vouches for in its setting `verified_email`; without such a list nobody gets
    in by it. The first log-in finds the invited person by the address, later ones by the provider's own identifier.
    """

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, sociallogin):
        for address in sociallogin.email_addresses:
            user = User.objects.filter(email__iexact=address.email, is_active=True).first()
            if user and self._vouches_for(sociallogin.provider, address.email):
                _keep_as_proved(user)
                return user, user.email
        return None

    def _vouches_for(self, provider, email):
        return isinstance(provider.app.settings.get("verified_email"), list) and self.is_email_verified(provider, email)

    def pre_social_login(self, request, sociallogin):
        """Let known people log in and nothing else: no new accounts, no connecting while somebody is logged in."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN or not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "socialaccount/no_account.html", status=403))

    def list_apps(self, request, provider=None, client_id=None):
        """Providers come from the environment; a row that somebody puts into the database opens no door."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        return [app for app in apps if app.pk is None]


def _keep_as_proved(user):
    """The invitation has proved the address; allauth would wipe the password if it did not know."""
    proved = {"verified": True, "primary": True}
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=proved)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are encrypted, so that a stolen database opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):  # noqa: A002 (allauth's name)
        return ""


def _cipher():
    """Keys derived from SECRET_KEY, the newest first; older ones (SECRET_KEY_FALLBACKS) still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.sha256(b"second factors" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
