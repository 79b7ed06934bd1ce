"""What differs between two versions of a case, row by row and cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from businesscases.dossier.cells import Row, Value, assumptions_of, effects_of, lines_of, scenarios_of, theory_of
from businesscases.dossier.document import Dossier


class Fate(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Cell:
    """One value that is another. `name` is that of the model's field."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class RowChange:
    """A row that is new, gone or changed, with all its cells where it is new or gone, "" on the other side.

    `name` is what it is called now, or was; `kind` of a line is its kind.
    """

    key: str
    name: str
    kind: str
    fate: Fate
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Differences:
    texts: tuple[Cell, ...] = ()
    assumptions: tuple[Cell, ...] = ()
    theory: tuple[RowChange, ...] = ()
    effects: tuple[RowChange, ...] = ()
    lines: tuple[RowChange, ...] = ()
    scenarios: tuple[RowChange, ...] = ()
    is_reordered: bool = False

    @property
    def is_none(self) -> bool:
        return self == Differences()


def differences(before: Dossier, after: Dossier) -> Differences:
    """Rows are told apart by their keys, so that a new name is a change and no other row. Mirrored both ways round."""
    lines = lines_of(before.calculation), lines_of(after.calculation)
    return Differences(
        texts=_cells(before.texts, after.texts),
        assumptions=_cells(assumptions_of(before.calculation), assumptions_of(after.calculation)),
        theory=_rows(theory_of(before), theory_of(after)),
        effects=_rows(effects_of(before), effects_of(after)),
        lines=_rows(*lines),
        scenarios=_rows(scenarios_of(before), scenarios_of(after)),
        is_reordered=_kept(lines[0], lines[1]) != _kept(lines[1], lines[0]),
    )


def _kept(rows: Mapping[str, Row], others: Mapping[str, Row]) -> list[str]:
    return [key for key in rows if key in others]


def _cells(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[Cell, ...]:
    """What differs, by name; what one side does not have is ""."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in sorted({*before, *after}))
    return tuple(Cell(name, old, new) for name, old, new in pairs if old != new)


def _rows(before: Mapping[str, Row], after: Mapping[str, Row]) -> tuple[RowChange, ...]:
    gone = [
        _change(key, row, Fate.REMOVED, _cells(_filled(row), {})) for key, row in before.items() if key not in after
    ]
    new = [_change(key, row, Fate.ADDED, _cells({}, _filled(row))) for key, row in after.items() if key not in before]
    both = ((key, row, _cells(before[key].cells, row.cells)) for key, row in after.items() if key in before)
    changed = [_change(key, row, Fate.CHANGED, cells) for key, row, cells in both if cells]
    return (*gone, *new, *changed)


def _change(key: str, row: Row, fate: Fate, cells: tuple[Cell, ...]) -> RowChange:
    return RowChange(key, row.name, row.kind, fate, cells)


def _filled(row: Row) -> dict[str, Value]:
    return {name: value for name, value in row.cells.items() if value not in ("", None, ())}
