"""The address that somebody has asked about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors


class AddressForm(InstructiveErrors, forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Make sure that it is the person who asks, for instance by calling back."),
    )
