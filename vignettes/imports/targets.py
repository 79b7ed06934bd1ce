"""What a column of a foreign file may mean: a fact of the respondent, a place in the order, or an answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vignettes.exports.columns import Column
from vignettes.exports.naming import Names

LEAVE_OUT = "-"


class Fact(StrEnum):
    """The columns that every row of our own exports begins with, and that are read again."""

    KEY = "respondent"
    MUNICIPALITY = "municipality"
    ROLE = "respondent_role"
    VERSION = "instrument_version"
    STATUS = "status"
    STARTED = "started_at"
    SUBMITTED = "submitted_at"
    SEED = "order_seed"
    DECK = "deck"


FACTS = frozenset(Fact)


@dataclass(frozen=True)
class Targets:
    """`columns` has every column of the wide table that can be filled, by its name; `ignored` those that cannot.

    `positions` are the places of the vignettes in the order. Their levels stand in the instrument, and when a page was
    seen is not imported.
    """

    columns: Mapping[str, Column]
    positions: frozenset[str]
    ignored: frozenset[str]
    _by_label: Mapping[str, str]

    def suggested(self, name: str) -> str:
        """The target that a column of the file is meant for by its name; LEAVE_OUT, or "" where nobody knows."""
        plain = _plain(name)
        if plain in self.columns:
            return plain
        return LEAVE_OUT if plain in self.ignored else self._by_label.get(_folded(name), "")


def targets_of(columns: Sequence[Column]) -> Targets:
    """`columns` are those of `exports.wide.Wide`, so that what it writes needs no work by hand.

    Of what it says about a vignette the place in the order comes first. A label that two columns have means neither.
    """
    first = {one.vignette.code: one.name for one in reversed(columns) if one.vignette and not one.question}
    positions = frozenset(first.values())
    filled = {one.name: one for one in columns if one.question or one.name in FACTS | positions}
    counts = Counter(_folded(one.label) for one in columns)
    by_label = {_folded(one.label): name for name, one in filled.items() if counts[_folded(one.label)] == 1}
    return Targets(filled, positions, frozenset(one.name for one in columns if one.name not in filled), by_label)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _plain(name: str) -> str:
    """As exports name things: `V1 Risk` is v1_risk."""
    return Names().give(name) if name else ""
