"""When a price is too old to be used without looking: one rule for price list, lines and checklist."""

from collections.abc import Hashable, Iterable
from enum import StrEnum

OLD_AFTER_YEARS = 5


class Vintage(StrEnum):
    REPLACED = "replaced"  # the catalogue has a newer price year of the same measure
    OLD = "old"  # more than OLD_AFTER_YEARS before the price level of the case


def vintage_of(price_year: int, level_year: int, newest_year: int | None = None) -> Vintage | None:
    """Why the price of `price_year` needs a look, None where it does not.

    `level_year` is the price level of the case, or this year where no case is asked about. `newest_year` is the newest
    price year of the same measure in the catalogue, None for a price that is from no catalogue. A replaced price can be
    mended at once, so that is said first. A price newer than the level is neither: it is converted back.
    """
    if newest_year is not None and newest_year > price_year:
        return Vintage.REPLACED
    return Vintage.OLD if level_year - price_year > OLD_AFTER_YEARS else None


def is_old(price_year: int, level_year: int, newest_year: int | None = None) -> bool:
    return vintage_of(price_year, level_year, newest_year) is not None


def newest_years(prices: Iterable[tuple[Hashable, str, int]]) -> dict[tuple[Hashable, str], int]:
    """(catalogue, measure, price year) of many → the newest price year of each measure in its catalogue."""
    newest: dict[tuple[Hashable, str], int] = {}
    for catalogue, measure, year in prices:
        newest[catalogue, measure] = max(year, newest.get((catalogue, measure), year))
    return newest
