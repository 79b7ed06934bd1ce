"""Amounts of one year in the prices of another (METHODS C): two price worlds, never mixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from businesscases.economics.flows import InvalidInput

Amount = TypeVar("Amount", Decimal, float)
Levels = Mapping[int, Decimal] | Mapping[int, float] | Mapping[int, int]


class Index(StrEnum):
    """The net price index is for SØM-style analysis, KL's pay-and-price estimate (PL) for budget proposals."""

    NET_PRICE = "net_price"
    PAY_AND_PRICE = "pay_and_price"


@dataclass(frozen=True)
class IndexSeries:
    """The level of an index per year, and where it is published. InvalidInput for a level that is not above 0."""

    index: Index
    levels: Levels
    source: str

    def __post_init__(self) -> None:
        for year in self.levels:
            _level(self.levels, year)


@dataclass(frozen=True)
class PriceLevel:
    """The prices that a calculation is made in: a year, and the one series that all its amounts are converted with.

    Without a series only amounts that already are in the prices of the year can be used.
    """

    year: int
    series: IndexSeries | None = None

    def converted(self, amount: Decimal, from_year: int, index: Index | None = None) -> Decimal:
        """`amount` in the prices of this level. InvalidInput where `index` names another world than the series'."""
        if self.series is not None and index not in (None, self.series.index):
            raise InvalidInput("amounts of two price indices cannot be mixed in one calculation")
        if from_year == self.year:
            return amount
        if self.series is None:
            raise InvalidInput(f"choose an index that brings prices of {from_year} to {self.year}")
        return convert(amount, from_year, self.year, self.series)


def convert(amount: Amount, from_year: int, to_year: int, series: IndexSeries | Levels) -> Amount:
    """`amount` · level of `to_year` ÷ level of `from_year`; a Decimal stays one, anything else gives a float.

    InvalidInput for a year outside the table, also where both years are the same, and for a missing amount.
    """
    levels = series.levels if isinstance(series, IndexSeries) else series
    before, after = _level(levels, from_year), _level(levels, to_year)
    if isinstance(amount, Decimal):
        if not amount.is_finite():
            raise InvalidInput("an amount is missing or infinite")
        return amount * after / before
    return float(convert(Decimal(str(float(amount))), from_year, to_year, levels))


def _level(levels: Levels, year: int) -> Decimal:
    if year not in levels:
        table = f"the table goes from {min(levels)} to {max(levels)}" if levels else "the table is empty"
        raise InvalidInput(f"the index has no level for {year}: {table}")
    level = Decimal(str(levels[year]))
    if not level.is_finite() or level <= 0:
        raise InvalidInput(f"the level of {year} must be above 0")
    return level
