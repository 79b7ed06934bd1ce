"""How long answers stay linked to people, and a postponement with its reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from vignettes.models import FEWEST_DAYS, MOST_DAYS


class RetentionForm(InstructiveErrors, forms.Form):
    days = forms.IntegerField(
        label=_("Days from closing to anonymisation"),
        help_text=_("From 30 to 1825. Unless somebody decides otherwise, it is 180 days."),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        widget=forms.NumberInput({"class": "input-width-s"}),
    )


class PostponementForm(InstructiveErrors, forms.Form):
    to = DateField(
        label=_("New day of anonymisation"), help_text=_("For example 14.1.2027, and at most a year from now.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands here and in the audit trail. Say what the link to the people is needed for."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
