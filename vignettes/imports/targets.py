"""What a column of a foreign file may mean: a fact of the respondent, a place in the order, or an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vignettes.exports.columns import Column
from vignettes.exports.naming import Names

LEAVE_OUT = "-"


class Fact(StrEnum):
    """The columns that every row of our own exports begins with, and that are read again."""

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

    The key of a respondent is new in each export, and the levels of a vignette stand in the instrument.
    """

    columns: dict[str, Column]
    ignored: frozenset[str]

    @property
    def names(self) -> Iterable[str]:
        return self.columns

    def suggested(self, name: str) -> str:
        """The target that a column of the file is meant for by its name; LEAVE_OUT, or "" where nobody knows."""
        plain = _plain(name)
        if plain in self.columns:
            return plain
        return LEAVE_OUT if plain in self.ignored else ""


def targets_of(columns: Sequence[Column]) -> Targets:
    """`columns` are those of `exports.wide.Wide`, so that what it writes needs no work by hand."""
    filled = {column.name: column for column in columns if column.name in FACTS or _is_filled(column)}
    return Targets(filled, frozenset(column.name for column in columns if column.name not in filled))


def is_position(column: Column) -> bool:
    return column.question is None and column.vignette is not None and not column.labels


def _is_filled(column: Column) -> bool:
    return column.question is not None or is_position(column)


def _plain(name: str) -> str:
    """As exports name things: `V1 Risk` is v1_risk."""
    return Names().give(name) if name else ""
