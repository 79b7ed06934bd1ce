"""The words of allauth's forms: labels, hints and errors as a colleague would say them."""

import time

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors

EMAIL = (_("E-mail address"), "")
PASSWORD = (_("Password"), "")
NEW = _("New password")
NEW_HINT = _("At least 12 characters. A sentence that only you would write is easy to remember.")
AGAIN = (_("New password again"), "")
CODE_HINT = _("The six digits in your authenticator app, or one of your recovery codes.")
RESET_SECONDS = 0.3
NO_PASSKEY = _("Your passkey was not used. Try again, and follow what your browser says.")


class Worded(InstructiveErrors):
    """`words` gives each field its label and its hint. Placeholders go: they vanish when one begins to write."""

    words: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.words.get(name, (field.label, ""))
            field.widget.attrs.pop("placeholder", None)
            if name == "credential":
                field.error_messages["required"] = field.error_messages["invalid"] = NO_PASSKEY


class LogInForm(Worded, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    """Only a known address gets a mail, which takes time to write: both answers wait until the same moment."""

    words = {"email": EMAIL}

    def save(self, request, **kwargs):
        answer_at = time.monotonic() + RESET_SECONDS
        email = super().save(request, **kwargs)
        time.sleep(max(0, answer_at - time.monotonic()))
        return email


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    words = {"password1": (NEW, NEW_HINT), "password2": AGAIN}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    words = {"oldpassword": (_("Current password"), ""), "password1": (NEW, NEW_HINT), "password2": AGAIN}


class SetPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": (NEW, NEW_HINT), "password2": AGAIN}


class ChangeEmailForm(Worded, account.AddEmailForm):
    words = {"email": (_("New e-mail address"), _("We send a link to the new address. You change when you open it."))}


class OneTimeCode(Worded):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class CodeForm(OneTimeCode, codes.AuthenticateForm):
    words = {"code": (_("Code"), CODE_HINT)}


class CodeAgainForm(OneTimeCode, codes.ReauthenticateForm):
    words = {"code": (_("Code"), CODE_HINT)}


class ActivateAppForm(OneTimeCode, totp.ActivateTOTPForm):
    words = {"code": (_("Code"), _("The six digits that the app shows now."))}


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):
    """Every passkey here can sign in alone; whether it may is no question to ask."""

    words = {"name": (_("Name of the passkey"), _("For instance “Work computer”. You see the name in your account."))}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].required = True
        self.fields["name"].max_length = 60


class PasskeyForm(Worded, webauthn.AuthenticateWebAuthnForm):
    """The second step with a passkey."""


class PasskeyAgainForm(Worded, webauthn.ReauthenticateWebAuthnForm):
    """A passkey before something important."""


class PasskeyLogInForm(Worded, webauthn.LoginWebAuthnForm):
    """A passkey instead of e-mail address and password."""
