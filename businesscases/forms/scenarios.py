"""A scenario: a name, and other values for some of the inputs of the case."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.models import Scenario
from businesscases.result_tables import value_label
from businesscases.scenarios import digest
from municipalities.fields import DecimalField, InstructiveErrors, MoneyField, PercentField


class ScenarioForm(InstructiveErrors, forms.ModelForm):
    """A field for each of `inputs` (businesscases.scenarios.Input), empty where the expected value stands.

    `over` says which scenario it was written over.
    """

    over = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Scenario
        fields = ["name", "note"]
        labels = {"name": _("What do you call the scenario?"), "note": _("Why these values?")}
        help_texts = {"name": _("For example: Half as many take part")}

    def __init__(self, *args, inputs, values=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.inputs, self.standing = tuple(inputs), values or {}
        self.fields["note"].widget.attrs["rows"] = 3
        self.fields["over"].initial = digest(self.instance, self.standing)
        for number, one in enumerate(self.inputs):
            self.fields[f"value{number}"] = _field(one, self.standing.get(one.key))

    @property
    def values(self):
        """What was typed, by the key of its input."""
        typed = {one.key: self.cleaned_data[f"value{number}"] for number, one in enumerate(self.inputs)}
        return {key: value for key, value in typed.items() if value is not None}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.values:
            self.add_error(None, _("Enter another value for at least one input, otherwise the scenario is the case."))
        return cleaned


def _field(one, value):
    expected = _("Expected: %(value)s") % {"value": _with_unit(one)}
    shared = {"label": one.name, "help_text": expected, "required": False, "initial": value}
    if one.is_share:
        limits = {"min_value": Decimal("0.000001"), "max_value": 1}
        return PercentField(error_messages=_said(_("Enter a percentage above 0 and at most 100")), **limits, **shared)
    if one.is_people:
        limits = {"min_value": Decimal("0.01"), "max_digits": 9, "decimal_places": 2}
        return DecimalField(error_messages=_said(_("Enter a number of people above 0")), **limits, **_bared(shared))
    too_much = dict.fromkeys(("max_digits", "max_whole_digits"), _("Enter an amount below 10 billion kr."))
    said = {"min_value": _("Enter an amount of 0 kr. or more")} | too_much
    return MoneyField(min_value=0, max_digits=12, error_messages=said, **shared)


def _said(instruction):
    """One instruction for everything that is wrong with a number."""
    return dict.fromkeys(
        ["min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"], instruction
    )


def _with_unit(one):
    label = value_label(one.key, one.estimate.mode)
    return f"{label} {one.unit}".strip()


def _bared(shared):
    value = shared["initial"]
    return shared | {"initial": value if value is None else _bare(value)}


def _bare(value):
    """A decimal without the zeros at its end, never in powers of ten."""
    return Decimal(format(value.normalize(), "f"))
