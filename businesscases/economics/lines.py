"""The lines of a case, of which every figure is a view (METHODS C, "Line"): who pays or gains what, in which years."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from typing import TypeVar

from businesscases.economics.flows import InvalidInput
from businesscases.economics.prices import Index, PriceLevel

Key = TypeVar("Key", bound=Hashable)
Yearly = tuple[Decimal, ...]

_AMOUNT = Context(prec=28)
# Amounts have at most 28 digits, so with 60 a sum of them loses none: what the purses have is exactly the total.
_SUM = Context(prec=60)
_NONE = Decimal(0)
# Enough for every schedule in use, and too few for a calendar year to pass as a number of years.
MOST_YEARS = 200


class Kind(StrEnum):
    COST = "cost"
    GAIN = "gain"
    TRANSFER = "transfer"


class Actor(StrEnum):
    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"
    CITIZEN = "citizen"
    INVESTOR = "investor"


class ControlArea(StrEnum):
    """Which agreement with the state steers the money; OUTSIDE is everybody's but the municipality's."""

    SERVICE_FRAME = "service_frame"
    TRANSFERS = "transfers"
    CAPITAL = "capital"
    FINANCING = "financing"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Purse:
    """Where money comes from or goes to. InvalidInput where actor and control area do not belong together."""

    actor: Actor
    area: ControlArea
    administration: str = ""
    account: str = ""

    def __post_init__(self) -> None:
        if (self.actor is Actor.MUNICIPALITY) is (self.area is ControlArea.OUTSIDE):
            raise InvalidInput("the municipality's money has a control area, everybody else's lies outside")


@dataclass(frozen=True)
class Line:
    """Quantity times unit price, kr. in the prices of `price_year`, in each of `years` (t, the decision year is 0).

    A cost leaves the purse, a gain comes into it, a transfer goes from `purse` to `to` and changes no total. `shares`
    gives for each year the part of the quantity that falls in it, such as a drop-off; empty is all of it every year.
    `unit_price` is the most likely price, `low` and `high` its range. `index` binds the line to one price world; None
    follows the calculation. InvalidInput for anything that does not fit.
    """

    name: str
    kind: Kind
    purse: Purse
    years: tuple[int, ...]
    price_year: int
    quantity: Decimal
    unit_price: Decimal
    to: Purse | None = None
    shares: tuple[Decimal, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    index: Index | None = None
    unit: str = ""
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for problem, sentence in self._problems():
            if problem:
                raise InvalidInput(f"{self.name}: {sentence}")

    def _problems(self) -> tuple[tuple[bool, str], ...]:
        numbers = [self.quantity, self.unit_price, *self.shares, *(x for x in (self.low, self.high) if x is not None)]
        exact = all(isinstance(number, Decimal) and number.is_finite() for number in numbers)
        return (
            (not exact, "amounts are decimal numbers, none missing or infinite"),
            (
                exact and any(number < 0 for number in numbers),
                "amounts are not negative; the kind says which way they go",
            ),
            (
                not self.years or len(set(self.years)) < len(self.years) or not all(map(_is_year, self.years)),
                f"give each year once, counted from the decision year, 0–{MOST_YEARS}",
            ),
            (bool(self.shares) and len(self.shares) != len(self.years), "give one share for each year"),
            (exact and not self._in_range(), "the unit price lies between the low and the high one"),
            ((self.kind is Kind.TRANSFER) is (self.to is None), "a transfer, and only a transfer, has a receiver"),
            (self.to == self.purse, "a transfer goes to another purse"),
        )

    def _in_range(self) -> bool:
        low = self.unit_price if self.low is None else self.low
        high = self.unit_price if self.high is None else self.high
        return low <= self.unit_price <= high


@dataclass(frozen=True)
class Basis:
    """What a calculation is made on: years 0..`horizon_years` and the price level. Later years do not count."""

    horizon_years: int
    level: PriceLevel

    def __post_init__(self) -> None:
        if not _is_year(self.horizon_years):
            raise InvalidInput(f"the number of years is a whole number, 0–{MOST_YEARS}")


@dataclass(frozen=True)
class Posting:
    """What a line does to one purse: kr. over t = 0..horizon in the prices of the basis, payments negative."""

    line: Line
    purse: Purse
    yearly: Yearly

    def comes_in(self) -> bool:
        return self.line.kind is Kind.GAIN or self.purse == self.line.to


def _is_year(year: object) -> bool:
    return isinstance(year, int) and not isinstance(year, bool) and 0 <= year <= MOST_YEARS


def own_basis(lines: Sequence[Line]) -> Basis:
    """All years of the lines, in the one price year they have. InvalidInput where price years are mixed, or no line."""
    price_years = {line.price_year for line in lines}
    if len(price_years) != 1:
        raise InvalidInput("choose a price level: the lines are in the prices of different years, or there is none")
    return Basis(max(max(line.years) for line in lines), PriceLevel(price_years.pop()))


def postings(lines: Sequence[Line], basis: Basis | None = None) -> tuple[Posting, ...]:
    """Every line's effect on every purse: one posting for a cost or a gain, two for a transfer.

    Without a basis `own_basis` is used. InvalidInput where a price year is not in the table of the price level.
    """
    made: list[Posting] = []
    chosen = basis or own_basis(lines)
    with localcontext(_AMOUNT):
        for line in lines:
            received = _amounts(line, chosen)
            paid = tuple(-amount if amount else amount for amount in received)
            if line.to is not None:
                made += [Posting(line, line.purse, paid), Posting(line, line.to, received)]
            else:
                made.append(Posting(line, line.purse, received if line.kind is Kind.GAIN else paid))
    return tuple(made)


def summed(parts: Sequence[Posting], key: Callable[[Posting], Key]) -> dict[Key, Yearly]:
    """Postings added exactly, by what `key` tells of each, in the order in which the keys come up."""
    totals: dict[Key, Yearly] = {}
    with localcontext(_SUM):
        for part in parts:
            told = key(part)
            known = totals.get(told)
            totals[told] = part.yearly if known is None else tuple(map(Decimal.__add__, known, part.yearly))
    return totals


def total(parts: Sequence[Posting]) -> Yearly:
    """All postings of each year, exactly; empty without any."""
    return summed(parts, lambda part: None).get(None, ())


def _amounts(line: Line, basis: Basis) -> Yearly:
    """Kr. of each year 0..horizon, unsigned, in the prices of the basis."""
    each = basis.level.converted(line.quantity * line.unit_price, line.price_year, line.index)
    falling = {
        year: each * share
        for year, share in zip(line.years, line.shares or (Decimal(1),) * len(line.years), strict=True)
    }
    return tuple(falling.get(year, _NONE) for year in range(basis.horizon_years + 1))
