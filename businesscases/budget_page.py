"""The budget proposal of a case as tables, or what is needed before there can be one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from businesscases.amounts import money, thousands
from businesscases.calculation.comparing import Counted, counted
from businesscases.calculation.figures import budget_proposal
from businesscases.calculation.inputs import Inputs
from businesscases.economics.budget import BUDGET_YEARS, Proposal, Row
from businesscases.economics.flows import InvalidInput
from businesscases.headline import raised
from businesscases.models import ControlArea
from businesscases.result_tables import Table


@dataclass(frozen=True)
class Budget:
    """Either `instruction` says what is missing, or there are tables, with what they do not show in `notes`."""

    instruction: str = ""
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def budget_of(inputs: Inputs) -> Budget:
    """The budget proposal as it stands. Never raises."""
    if missing := _missing(inputs):
        return Budget(missing)
    part = counted(inputs)
    if part.worked is None or part.found is None:
        return Budget(_("Write what the intervention costs and what it saves: then the budget proposal comes here."))
    try:
        found = budget_proposal(part.inputs, part.worked)
    except InvalidInput:
        return Budget(
            _(
                "A line has prices of another year than the budget proposal, and no PL estimate has both years. Choose "
                "a PL estimate among the assumptions; the secretariat enters each year's."
            )
        )
    left_out = len(inputs.lines) - len(part.inputs.lines)
    return Budget(tables=tuple(_tables(found)), notes=tuple(_notes(found, left_out, part)))


def _missing(inputs: Inputs) -> str:
    if inputs.budget_year is None:
        return _("Choose a budget year among the assumptions: then the budget proposal comes here.")
    last = inputs.budget_year + BUDGET_YEARS - 1
    if inputs.budget_year < inputs.decision_year or last > inputs.decision_year + inputs.horizon_years:
        years = {"first": inputs.decision_year, "last": last, "budget": inputs.budget_year}
        return (
            _(
                "Let the calculation reach from %(first)s to %(last)s, three years after the budget year %(budget)s: "
                "make the horizon longer, or choose another budget year that is not before %(first)s."
            )
            % years
        )
    return ""


def _tables(found: Proposal):
    parts = (
        (_("Lasting changes"), found.lasting, found.lasting_total),
        (_("One-off"), found.one_off, found.one_off_total),
    )
    head = (_("Administration, account function and control area"), *_heads(found))
    unit = _("1,000 kr., %(year)s p/l") % {"year": found.price_level}
    for name, rows, total in parts:
        if rows:
            foot = (_("In all"), *_amounts(total))
            yield Table(f"{name}, {unit}", head, tuple((_place(row), *_amounts(row.amounts)) for row in rows), foot)
    whole = ((_("Lasting changes and one-off"), *_amounts(found.total)),)
    yield Table(_("In all, %(unit)s") % {"unit": unit}, (_("Net spending"), *_heads(found)), whole)


def unadjusted(inputs: Inputs):
    """What amounts in the prices of another year than the budget's have to say of themselves."""
    if inputs.budget_level != inputs.budget_year:
        yield _(
            "The amounts are in the prices of %(year)s and not brought to the budget year: no PL estimate is chosen."
        ) % {"year": inputs.budget_level}


def _heads(found: Proposal) -> tuple[str, ...]:
    return str(found.years[0]), *(f"BO{place} {year}" for place, year in enumerate(found.years[1:], start=1))


def _place(row: Row) -> str:
    return " · ".join(filter(None, (row.administration, row.account, str(ControlArea(row.area).label))))


def _amounts(numbers: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(thousands(number * 1000) for number in numbers)


def _notes(found: Proposal, left_out: int, part: Counted):
    yield _("Spending is positive; income and savings are negative, as in a budget.")
    yield from unadjusted(part.inputs)
    yield from raised(part.inputs)
    if part.found and part.found.refund:
        yield _("State refund is taken off the amounts: see the result for what it comes to in each year.")
    if found.earlier_kr:
        yield _("Before %(year)s: %(kr)s, which are not in the tables.") % {
            "year": found.years[0],
            "kr": money(found.earlier_kr),
        }
    if found.later_kr:
        yield _("After %(year)s: %(kr)s, which are not in the tables.") % {
            "year": found.years[-1],
            "kr": money(found.later_kr),
        }
    if left_out:
        yield _("Lines that cannot be counted are left out. See the result.")
