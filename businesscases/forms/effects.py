"""An effect: how often the intervention succeeds, what of that is its own, and how one knows."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.forms.ranges import check_order
from businesscases.forms.versioned import VersionedForm
from businesscases.models import Effect, Grade
from businesscases.models.calculations import LONGEST_HORIZON
from municipalities.fields import PercentField

TOO_MUCH = _("Enter at most 100 per cent: of 100 participants no more than 100 can succeed")
TOO_LITTLE = _("Enter a percentage above 0, for example 15, when 15 of 100 succeed because of the intervention")
SMALLEST = Decimal("0.000001")


def _share(label, help_text):
    limits = {"min_value": _("Enter a percentage from 0 to 100"), "max_value": _("Enter a percentage from 0 to 100")}
    return PercentField(
        label=label, help_text=help_text, min_value=Decimal(0), max_value=Decimal(1), error_messages=limits, initial=0
    )


def _bound(label):
    limits = {"min_value": _("Enter a percentage from −100 to 100"), "max_value": TOO_MUCH}
    return PercentField(label=label, required=False, min_value=Decimal(-1), max_value=Decimal(1), error_messages=limits)


class EffectForm(VersionedForm):
    rate = PercentField(
        label=_("How many per cent succeed?"),
        help_text=_(
            "Of 100 participants: how many more reach it than without the intervention? The most likely value."
        ),
        min_value=SMALLEST,
        max_value=Decimal(1),
        error_messages={"min_value": TOO_LITTLE, "max_value": TOO_MUCH},
    )
    rate_low = _bound(_("At least"))
    rate_high = _bound(_("At most"))
    first_year = forms.IntegerField(
        label=_("In which year is it first seen?"),
        help_text=_(
            "Counted from the year of the decision, which is year 0. Most effects are first seen in year 1 or later."
        ),
        min_value=0,
        max_value=LONGEST_HORIZON,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}),
        error_messages={
            "invalid": _("Enter a whole year, for example 1"),
            "min_value": _("Enter a year from 0 to 100"),
            "max_value": _("Enter a year from 0 to 100"),
        },
    )
    deadweight = _share(
        _("How much of it would have happened anyway?"),
        _("Enter 0 if the success rate counts against the basis alternative already, so that it is taken away once."),
    )
    attribution = _share(
        _("How much of it did others cause?"),
        _("The share that school, family, health care or another intervention deserves the credit for. Not your own."),
    )
    displacement = _share(
        _("How much is only moved?"),
        _("For example, when a young person gets a job that another would have got."),
    )
    drop_off = _share(
        _("How much is lost from year to year?"),
        _("Few effects last for ever. With 20 % a fifth of what is left is lost every year after the first."),
    )

    field_order = [
        *("name", "rate", "rate_low", "rate_high", "first_year", "deadweight"),
        *("attribution", "displacement", "drop_off", "grade", "source", "version"),
    ]

    class Meta:
        model = Effect
        fields = [
            *("name", "rate", "rate_low", "rate_high", "first_year", "deadweight"),
            *("attribution", "displacement", "drop_off", "grade", "source"),
        ]
        labels = {"name": _("What happens?"), "grade": _("How do you know?"), "source": _("Source")}
        help_texts = {
            "name": _("One thing that can be counted, for example: the child stays at home instead of in foster care."),
            "source": _("Author, title, year and page or link, so that a colleague can look it up."),
        }
        widgets = {"source": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        super().clean()
        check_order(self, "rate_low", "rate", "rate_high")
        if self.cleaned_data.get("grade") not in (None, Grade.ASSUMPTION) and not self.cleaned_data.get("source"):
            self.add_error("source", _("Enter the source, or choose “Assumption, not documented” above"))
        return self.cleaned_data
