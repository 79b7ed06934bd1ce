"""Forms for a municipality's part of a survey: whom to invite, and why it is reopened."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from vignettes import addresses
from vignettes.models import RespondentRole

MOST_AT_ONCE = 200
MOST_BYTES = 200_000
SHOWN_OF_A_LINE = 60
MOST_CHARACTERS = 400_000
WRONG = {
    addresses.LETTERS: _("Line %(line)s: correct “%(text)s”. Before the @ only the letters a–z can stand"),
    addresses.INVISIBLE: _("Line %(line)s: type “%(text)s” anew. The address holds invisible characters"),
    addresses.LENGTH: _("Line %(line)s: correct “%(text)s”. The address is too long"),
}


class InviteForm(InstructiveErrors, forms.Form):
    """Addresses, pasted or in a CSV file, and one role for all of them. Valid when at least one can be read."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_(
            "One on each line, or parted by comma or semicolon. “Name &lt;address&gt;” works too. At most 200 at once."
        ),
        required=False,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    addresses.depends = True
    file = forms.FileField(
        label=_("Or a file with addresses"),
        help_text=_("A CSV file, with one person on each line. Other columns are left out."),
        required=False,
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    role = forms.ChoiceField(
        label=_("Their role"), choices=RespondentRole.choices, widget=forms.RadioSelect, help_text=_("For all of them")
    )

    def clean_addresses(self):
        pasted = self.cleaned_data["addresses"]
        if len(pasted) > MOST_CHARACTERS:
            raise ValidationError(_("Paste at most 200 addresses at once"))
        return self._usable(addresses.read(pasted))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return addresses.Pasted((), ())
        if file.size > MOST_BYTES:
            raise ValidationError(_("Choose a smaller file. It may hold at most 200 addresses"))
        try:
            return self._usable(addresses.read_table(file.read()))
        except ValueError:
            raise ValidationError(_("Save the list as CSV and choose that file. This one is no text")) from None

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.invited():
            self.add_error("addresses", _("Paste at least one e-mail address"))
        return cleaned

    def invited(self):
        """The addresses of both, each once."""
        both = (*self.cleaned_data["addresses"].addresses, *self.cleaned_data["file"].addresses)
        return tuple(dict.fromkeys(both))

    def _usable(self, pasted):
        if (count := len(pasted.addresses) + len(pasted.unreadable)) > MOST_AT_ONCE:
            text = _("Paste at most %(most)s addresses at once. Here are %(count)s.")
            raise ValidationError(
                text, params={"most": MOST_AT_ONCE, "count": number_format(count, force_grouping=True)}
            )
        if pasted.unreadable and not pasted.addresses:
            raise ValidationError([_complaint(piece) for piece in pasted.unreadable])
        return pasted

    def rest(self):
        """A form with what could not be read, for correction; its errors name the lines. None if nothing is left."""
        left = (*self.cleaned_data["addresses"].unreadable, *self.cleaned_data["file"].unreadable)
        typed = {"addresses": "\n".join(piece.text for piece in left), "role": self.cleaned_data["role"]}
        return InviteForm(typed) if left else None


class ReopenForm(InstructiveErrors, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "The contact person gets it by mail, and everybody who follows the survey in the municipality can read it"
        ),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


class CloseForm(InstructiveErrors, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The contact persons get it by mail, and everybody who follows the survey can read it"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


class ReopenSurveyForm(CloseForm):
    closes_on = DateField(
        label=_("Last day to answer"), required=False, help_text=_("Leave it empty if no day is decided.")
    )

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day"))
        return day


def _complaint(piece):
    text = WRONG.get(piece.reason, _("Line %(line)s: correct “%(text)s” to an address like name@municipality.dk"))
    return ValidationError(text, params={"line": piece.line, "text": Truncator(piece.text).chars(SHOWN_OF_A_LINE)})
