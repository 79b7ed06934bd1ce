"""Forms for a municipality's part of a survey: whom to invite, and why it is reopened."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes import addresses
from vignettes.models import RespondentRole

MOST_AT_ONCE = 200
SHOWN_OF_A_LINE = 60


class InviteForm(InstructiveErrors, forms.Form):
    """Pasted addresses and one role for all of them. Valid when at least one address can be read."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_(
            "One on each line, or parted by comma or semicolon. “Name &lt;address&gt;” works too. At most 200 at once."
        ),
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste at least one e-mail address")},
    )
    role = forms.ChoiceField(
        label=_("Their role"), choices=RespondentRole.choices, widget=forms.RadioSelect, help_text=_("For all of them")
    )

    def clean_addresses(self):
        pasted = addresses.read(self.cleaned_data["addresses"])
        if (count := len(pasted.addresses) + len(pasted.unreadable)) > MOST_AT_ONCE:
            text = _("Paste at most %(most)s addresses at once. Here are %(count)s.")
            raise ValidationError(
                text, params={"most": MOST_AT_ONCE, "count": number_format(count, force_grouping=True)}
            )
        if not pasted.addresses:
            raise ValidationError([_complaint(piece) for piece in pasted.unreadable])
        return pasted

    def rest(self):
        """A form with what could not be read, for correction; its errors name the lines. None if nothing is left."""
        left = self.cleaned_data["addresses"].unreadable
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


def _complaint(piece):
    text = _("Line %(line)s: correct “%(text)s” to an address like name@municipality.dk")
    return ValidationError(text, params={"line": piece.line, "text": Truncator(piece.text).chars(SHOWN_OF_A_LINE)})
