"""What somebody pastes from SØM, and what the table itself does not say."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.forms.lines import FIRST_PRICE_YEAR, LAST_PRICE_YEAR, OWN_AREAS
from businesscases.models import ControlArea
from businesscases.pasting import MOST_ROWS
from municipalities.fields import InstructiveErrors

LONGEST = 100_000


class PasteForm(InstructiveErrors, forms.Form):
    """`batch` makes a second click of two harmless."""

    text = forms.CharField(
        label=_("The table from SØM"),
        help_text=_(
            "Mark the table of results in SØM with its years and headings, copy it, and paste it here. Region, state "
            "and municipality have to stand in the rows, the years above them."
        ),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        error_messages={"required": _("Paste the table from SØM")},
    )
    first_year = forms.TypedChoiceField(
        label=_("Which year is “År 1” in the table?"), coerce=int, widget=forms.RadioSelect, choices=()
    )
    price_year = forms.IntegerField(
        label=_("Price year"),
        help_text=_("If you leave it empty, it is the year that the table names, or else the price level of the case."),
        required=False,
        min_value=FIRST_PRICE_YEAR,
        max_value=LAST_PRICE_YEAR,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-width-s"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a year like 2026")),
    )
    administration = forms.CharField(
        label=_("Administration of the municipality's rows"), max_length=80, required=False
    )
    area = forms.ChoiceField(
        label=_("Control area of the municipality's rows"), choices=OWN_AREAS, initial=ControlArea.SERVICE_FRAME
    )
    taken = forms.TypedMultipleChoiceField(
        label=_("Rows that look like sums of the rows above them"),
        help_text=_("They are not taken, so that nothing counts twice. Tick a row if it is money of its own."),
        coerce=int,
        choices=[(number, "") for number in range(1, MOST_ROWS + 1)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, decision_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_year"].choices = [
            (0, _("%(year)s, the decision year") % {"year": decision_year}),
            (1, _("%(year)s, the year after") % {"year": decision_year + 1}),
        ]
        self.fields["first_year"].initial = 0

    def offer_sums(self, rows):
        """Ask about these rows, (number, text) each; without any there is nothing to ask."""
        self.fields["taken"].choices = rows
        if not rows:
            del self.fields["taken"]
