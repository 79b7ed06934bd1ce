"""The one tick that stands before forgetting somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors


class EraseForm(InstructiveErrors, forms.Form):
    is_sure = forms.BooleanField(label=_("I know that it cannot be undone"))
