"""Which rows of a pasted table are sums of the rows above them, though no word of theirs says so. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from businesscases.economics.lines import Actor, Kind

MOST_PARTS = 50


@dataclass(frozen=True)
class Read:
    """A row: kr. by year of the case, without zeros. `says_only_who` where no word is its own."""

    name: str
    kind: Kind | None
    actor: Actor
    amounts: Mapping[int, Decimal]
    says_only_who: bool


def is_sum(row: Read, above: Sequence[Read]) -> bool:
    """Is a row that says only whose money it is the sum of the last rows of that purse and kind, in every year?

    Of a single row it is a sum where that one says what the money is for; two rows that say only who are two payments.
    """
    if not row.says_only_who or not row.amounts:
        return False
    alike = [one for one in above if (one.actor, one.kind) == (row.actor, row.kind)]
    total: dict[int, Decimal] = {}
    for number, part in enumerate(reversed(alike[-MOST_PARTS:]), start=1):
        for year, kr in part.amounts.items():
            total[year] = total.get(year, Decimal(0)) + kr
        is_enough = number > 1 or not part.says_only_who
        if is_enough and {year: kr for year, kr in total.items() if kr} == row.amounts:
            return True
    return False
