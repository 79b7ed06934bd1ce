"""The budget proposal (METHODS C): the municipality's lines in 1,000 kr. for the four budget years.

As in a Danish budget, spending is positive and income or savings are negative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Actor, Basis, ControlArea, Line, Posting, Purse, Yearly, postings, summed
from businesscases.economics.prices import Index

BUDGET_YEARS = 4  # the budget year and three estimate years
_THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class Row:
    """Whole 1,000 kr. of the budget year and BO1–BO3 on one account of one administration."""

    administration: str
    account: str
    area: ControlArea
    amounts: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """`lasting` changes and `one_off` amounts apart; every table's rows add up to its total, and both to `total`.

    `years` are calendar years, `price_level` the year of "p/l". `earlier_kr` is what falls before the budget year, and
    `later_kr` what falls after BO3 within the horizon: in kr., positive where it is spent.
    """

    years: tuple[int, ...]
    price_level: int
    lasting: tuple[Row, ...]
    one_off: tuple[Row, ...]
    lasting_total: tuple[int, ...]
    one_off_total: tuple[int, ...]
    total: tuple[int, ...]
    earlier_kr: Decimal
    later_kr: Decimal


def proposal(lines: Sequence[Line], basis: Basis, *, decision_year: int, budget_year: int) -> Proposal:
    """The municipality's lines as a budget proposal; `decision_year` is the calendar year of t = 0.

    A line is a *lasting* change where it runs in more than one year, without a gap, up to BO3 or beyond; everything
    else is *one-off*. Each year's grand total is rounded to 1,000 kr.; the rows are rounded down and what is left over
    goes to the rows with the largest remainders, so that every row is less than 1,000 kr. from its exact amount.
    InvalidInput where the basis converts with another index than the pay-and-price estimate (without any, all prices
    must be of its level), and unless it reaches from before BO1 to BO3.
    """
    first = budget_year - decision_year
    if basis.level.series is not None and basis.level.series.index is not Index.PAY_AND_PRICE:
        raise InvalidInput("a budget proposal is brought to its prices by the pay-and-price estimate (PL) alone")
    if first < 0 or first + BUDGET_YEARS - 1 > basis.horizon_years:
        raise InvalidInput("the calculation must reach from the decision year, at the latest the budget year, to BO3")
    parts = [part for part in postings(lines, basis) if part.purse.actor is Actor.MUNICIPALITY]
    rows = _rows(summed(parts, lambda part: (_lasts(part.line, first + BUDGET_YEARS - 1), part.purse)), first)
    lasting, one_off = ([row for lasts, row in rows if lasts is wanted] for wanted in (True, False))
    return Proposal(
        years=tuple(range(budget_year, budget_year + BUDGET_YEARS)),
        price_level=basis.level.year,
        lasting=tuple(lasting),
        one_off=tuple(one_off),
        lasting_total=_added(lasting),
        one_off_total=_added(one_off),
        total=_added(lasting + one_off),
        earlier_kr=_spent(parts, slice(0, first)),
        later_kr=_spent(parts, slice(first + BUDGET_YEARS, None)),
    )


def _lasts(line: Line, last: int) -> bool:
    """More than one year, and every one from its first to BO3."""
    return len(line.years) > 1 and set(range(min(line.years), last + 1)) <= set(line.years) and max(line.years) >= last


def _spent(parts: Sequence[Posting], years: slice) -> Decimal:
    return -sum((kr for part in parts for kr in part.yearly[years]), Decimal(0))


def _rows(accounts: Mapping[tuple[bool, Purse], Yearly], first: int) -> list[tuple[bool, Row]]:
    """Rows by administration, account and control area, without those that are 0 in all four years."""
    order = sorted(accounts, key=lambda place: (place[1].administration, place[1].account, place[1].area))
    exact = [[-kr / _THOUSAND for kr in accounts[place][first : first + BUDGET_YEARS]] for place in order]
    used = [(place, row) for place, row in zip(order, exact, strict=True) if any(row)]
    columns = [rounded_parts([row[year] for _, row in used]) for year in range(BUDGET_YEARS)]
    return [
        (lasts, Row(purse.administration, purse.account, purse.area, tuple(column[at] for column in columns)))
        for at, ((lasts, purse), _) in enumerate(used)
    ]


def rounded_parts(exact: Sequence[Decimal]) -> list[int]:
    """Whole numbers that add up to the rounded sum: the largest remainders are rounded up, the first of equal ones."""
    floors = [kr.to_integral_value(ROUND_FLOOR) for kr in exact]
    missing = int(sum(exact, Decimal(0)).to_integral_value(ROUND_HALF_EVEN) - sum(floors, Decimal(0)))
    up = sorted(range(len(exact)), key=lambda at: floors[at] - exact[at])[:missing]
    return [int(floor) + (at in up) for at, floor in enumerate(floors)]


def _added(rows: Sequence[Row]) -> tuple[int, ...]:
    return tuple(sum(row.amounts[year] for row in rows) for year in range(BUDGET_YEARS))
