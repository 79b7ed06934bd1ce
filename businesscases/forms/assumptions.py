"""What a case is calculated from."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from businesscases.amounts import listed
from businesscases.forms.ranges import check_order
from businesscases.forms.versioned import VersionedForm
from businesscases.models import Calculation, DiscountSchedule, Index, IndexSeries
from businesscases.models.calculations import LONGEST_HORIZON
from municipalities.fields import DecimalField, PercentField

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _whole(label, help_text, least, most, wrong, required=True):
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}),
    )


def _year(label, help_text, required=True):
    return _whole(label, help_text, FIRST_YEAR, LAST_YEAR, _("Enter a year like 2027"), required)


def _people(label, help_text="", required=False):
    wrong = _("Enter a number of people, 0 or more")
    return People(
        label=label,
        help_text=help_text,
        required=required,
        min_value=Decimal(0),
        max_digits=9,
        decimal_places=2,
        error_messages={"min_value": wrong},
    )


class People(DecimalField):
    """A number of people, perhaps an average: shown without decimals that say nothing."""

    widget = forms.TextInput(attrs={"class": "input-width-s"})

    def prepare_value(self, value):
        shown = super().prepare_value(value)
        return shown.removesuffix(",00") if isinstance(value, Decimal) else shown


class Schedules(forms.ModelChoiceField):
    """Discount rates, each with what is not confirmed about it."""

    def label_from_instance(self, row):
        if row.unverified_from is None:
            return str(row)
        years = {"schedule": row, "year": row.unverified_from - 1}
        return gettext("%(schedule)s – not confirmed after year %(year)s") % years


class AssumptionsForm(VersionedForm):
    participants = _people(
        _("How many take part?"),
        _("Everybody who takes part, each counted once. The most likely number."),
        required=True,
    )
    participants_low = _people(_("At least"))
    participants_high = _people(_("At most"))
    decision_year = _year(
        _("In which year is it decided?"),
        _("This is year 0. All other years are counted from it, and money in it is not discounted."),
    )
    horizon_years = _whole(
        _("How many years do you look ahead?"),
        _("Long enough for the gains to show, and no longer than you dare to believe in the effect."),
        *(1, LONGEST_HORIZON, _("Enter a number of years from 1 to 100")),
    )
    price_year = _year(
        _("Which year's prices shall the result be in?"),
        _("Amounts from other years are converted to this one with the price index."),
    )
    schedule = Schedules(
        DiscountSchedule.objects.all(),
        label=_("Which discount rate?"),
        help_text=_(
            "A krone later is worth less than a krone now. The Ministry of Finance sets by how much, as a rule."
        ),
    )
    optimism_bias = PercentField(
        label=_("How much do costs usually run over?"),
        help_text=_("All costs are raised by this, because plans are nearly always too bright. 0 if you add nothing."),
        min_value=Decimal(0),
        max_value=Decimal(9),
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Enter a percentage from 0 to 900")),
    )
    mitigation = PercentField(
        label=_("How much of that have you already guarded against?"),
        help_text=_("For example by a fixed price or a trial. With 50 % only half of it is added."),
        min_value=Decimal(0),
        max_value=Decimal(1),
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Enter a percentage from 0 to 100")),
    )
    budget_year = _year(
        _("Which budget year is the proposal for?"), _("Three estimate years follow it."), required=False
    )

    class Meta:
        model = Calculation
        fields = [
            *("participants", "participants_low", "participants_high", "decision_year", "horizon_years", "timing"),
            *("price_year", "series", "schedule", "optimism_bias", "mitigation", "distribution"),
            *("budget_year", "budget_series"),
        ]
        labels = {
            "timing": _("When in the year does money fall?"),
            "series": _("Which price index?"),
            "distribution": _("What shape do the ranges have?"),
            "budget_series": _("Which pay-and-price estimate (PL)?"),
        }
        help_texts = {
            "series": _(
                "The net price index, as in SØM. Without one all amounts must be in the prices of the same year."
            ),
            "timing": _("It moves all years by up to one, and is the same for costs and gains."),
            "distribution": _("It says how the values between lowest and highest are drawn when chances are computed."),
            "budget_series": _(
                "KL's estimate brings the budget proposal to the prices of the budget year; the secretariat enters each"
                " year's. Without one the proposal is in the prices of the case."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, index in (("series", Index.NET_PRICE), ("budget_series", Index.PAY_AND_PRICE)):
            self.fields[name].queryset = IndexSeries.objects.filter(index=index)

    def clean(self):
        super().clean()
        check_order(self, "participants_low", "participants", "participants_high")
        self._check_level("series", "price_year")
        self._check_level("budget_series", "budget_year")
        return self.cleaned_data

    def _check_level(self, name, year_name):
        series, year = self.cleaned_data.get(name), self.cleaned_data.get(year_name)
        if series is None or year is None:
            return
        years = sorted(level.year for level in series.levels.all())
        if year not in years:
            words = gettext("%(series)s has no %(year)s. Choose one of its years (%(years)s), or another price index.")
            self.add_error(year_name, words % {"series": series, "year": year, "years": _spans(years)})


def _spans(years):
    """Years in a row as one: 2015, 2016, 2017, 2020 → "2015–2017 og 2020"."""
    spans = []
    for year in years:
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return listed(f"{first}–{last}" if first < last else first for first, last in spans)
