"""The three kinds of public tables, by the word in their address."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from businesscases.forms.tables import RuleForm, ScheduleForm, SeriesForm, TableForm
from businesscases.models import (
    Calculation,
    DiscountSchedule,
    DiscountStep,
    IndexLevel,
    IndexSeries,
    Line,
    RefundBand,
    RefundRule,
)


@dataclass(frozen=True)
class TableKind:
    """`row` is the model of its rows, which hang on it by `of` and have two numbers, `first` and `second`."""

    model: type
    form: type[TableForm]
    row: type
    of: str
    first: str
    second: str
    title: str
    new: str
    headings: tuple[str, str]
    is_used: Callable[[object], bool]
    in_per_cent: bool

    def rows_of(self, table):
        rows = self.row.objects.filter(**{self.of: table}).order_by(self.first)
        return tuple(rows.values_list(self.first, self.second))

    def shown(self, table):
        """The rows as a page shows them."""
        share = Decimal(100 if self.in_per_cent else 1)
        return [(first, (second * share).normalize()) for first, second in self.rows_of(table)]


def _series_is_used(table):
    uses = Calculation.objects.filter(series=table) | Calculation.objects.filter(budget_series=table)
    return uses.exists()


KINDS = {
    "prisindeks": TableKind(
        IndexSeries,
        SeriesForm,
        IndexLevel,
        "series",
        "year",
        "level",
        _("Price indices"),
        _("New price index"),
        (_("Year"), _("Level")),
        _series_is_used,
        in_per_cent=False,
    ),
    "diskonteringsrenter": TableKind(
        DiscountSchedule,
        ScheduleForm,
        DiscountStep,
        "schedule",
        "first_year",
        "rate",
        _("Discount rates"),
        _("New discount rate"),
        (_("From year"), _("Rate in per cent")),
        lambda table: Calculation.objects.filter(schedule=table).exists(),
        in_per_cent=True,
    ),
    "refusion": TableKind(
        RefundRule,
        RuleForm,
        RefundBand,
        "rule",
        "threshold_dkk",
        "share",
        _("State refund of expensive single cases"),
        _("New rule of state refund"),
        (_("From yearly cost in kr."), _("Share in per cent")),
        lambda table: Line.objects.filter(refund=table).exists(),
        in_per_cent=True,
    ),
}
