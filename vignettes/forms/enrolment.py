"""Forms of enrolment: the contact person makes a link, a colleague uses it."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from vignettes import addresses
from vignettes.models import RespondentRole
from vignettes.models.enrolment import MOST_PLACES

LONGEST = timedelta(days=365)


class EnrolmentForm(InstructiveErrors, forms.Form):
    """`survey` decides how long a link may live."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=RespondentRole.choices,
        widget=forms.RadioSelect,
        help_text=_("Everybody who uses the link is counted in this role"),
    )
    limit = forms.IntegerField(
        label=_("Places"),
        help_text=_("So many colleagues can enrol. Count roughly how many will get the link."),
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}),
        error_messages={"invalid": _("Enter a whole number like 40")},
    )
    expires_on = DateField(
        label=_("Last day the link works"), help_text=_("Those who have enrolled keep their personal link.")
    )

    def __init__(self, *args, survey, **kwargs):
        last = timezone.localdate() + timedelta(days=30)
        usual = min(last, survey.closes_on) if survey.closes_on else last
        super().__init__(*args, initial={"expires_on": usual}, **kwargs)
        self.survey = survey

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if day < today:
            raise ValidationError(_("Choose today or a later day"))
        if self.survey.closes_on and day > self.survey.closes_on:
            raise ValidationError(_("Choose a day no later than the survey's deadline"))
        if day > today + LONGEST:
            raise ValidationError(_("Choose a day within a year"))
        return day


class UseForm(InstructiveErrors, forms.Form):
    """The address that the personal link goes to."""

    email = forms.CharField(
        label=_("Your e-mail address at work"),
        help_text=_("For example name@municipality.dk"),
        max_length=addresses.LONGEST,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_email(self):
        read = addresses.read(self.cleaned_data["email"])
        if len(read.addresses) != 1 or read.unreadable:
            raise ValidationError(_("Enter an e-mail address like name@municipality.dk"))
        return read.addresses[0]
