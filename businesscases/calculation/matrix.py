"""Who pays and who gains in every year, in whole 1,000 kr. that add up both ways."""

from dataclasses import dataclass
from decimal import Decimal

from businesscases.calculation.figures import Place, Results
from businesscases.economics.budget import rounded_parts
from businesscases.economics.lines import Actor

_THOUSAND = Decimal(1000)
_ACTORS = list(Actor)


@dataclass(frozen=True)
class Matrix:
    """`cells` has a row for each year with a number for each place, 1,000 kr., undiscounted.

    Every year's cells add up to its total, which is rounded itself; `sums` and `total` add the rounded numbers, so that
    they are less than 1,000 kr. a year from the exact ones.
    """

    places: tuple[Place, ...]
    years: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """Of each year."""
        return tuple(sum(row) for row in self.cells)

    @property
    def sums(self) -> tuple[int, ...]:
        """Of each place."""
        return tuple(sum(column) for column in zip(*self.cells, strict=True))

    @property
    def total(self) -> int:
        return sum(self.totals)


def matrix(found: Results) -> Matrix:
    """The administrations of each actor by year, the municipality's first."""
    places = tuple(sorted(found.administrations, key=lambda place: _ACTORS.index(place[0])))
    yearly = zip(*(found.administrations[place].flows for place in places), strict=True)
    return Matrix(
        places=places,
        years=found.years,
        cells=tuple(tuple(rounded_parts([kr / _THOUSAND for kr in row])) for row in yearly),
    )
