"""One sheet as records by heading, each cell as the kind of value that is asked for; every mistake is noted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vignettes.sheets import layout
from vignettes.sheets.places import Found, SheetFault
from vignettes.sheets.workbook import MOST_COLUMNS, MOST_ROWS, Formula, Sheet

_TRUE, _FALSE = {"yes", "true", "true()", "ja"}, {"no", "false", "false()", "nej"}


@dataclass
class Record:
    """One row under its headings."""

    sheet: str
    row: int
    values: dict[str, Any]
    faults: list[Found] = field(default_factory=list)

    def refuse(self, fault: SheetFault, name: str = "") -> None:
        self.faults.append(Found(self.sheet, self.row, fault, name))

    def text(self, column: str) -> str | None:
        """None where nothing stands; a whole number that was meant as text is one."""
        value = self.values.get(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self.refuse(SheetFault.FORMULA if isinstance(value, Formula) else SheetFault.NOT_TEXT, column)
        return None

    def word(self, column: str) -> str | None:
        """As `text`, without the blanks around it: codes and names."""
        found = self.text(column)
        return found if found is None else found.strip()

    def whole(self, column: str) -> int | None:
        value = self.values.get(column)
        try:
            if value is None:
                return None
            if isinstance(value, bool) or not isinstance(value, (str, int, float)) or int(value) != float(value):
                raise ValueError(value)
            return int(value)
        except (ValueError, OverflowError):
            self.refuse(SheetFault.FORMULA if isinstance(value, Formula) else SheetFault.WHOLE, column)
            return None

    def flag(self, column: str) -> bool | None:
        value = self.values.get(column)
        told = value.strip().casefold() if isinstance(value, str) else value
        if told is None or isinstance(told, bool):
            return told
        if told in _TRUE or told in _FALSE:
            return told in _TRUE
        self.refuse(SheetFault.FORMULA if isinstance(value, Formula) else SheetFault.YES_NO, column)
        return None

    def prefixed(self, prefix: str) -> Iterator[tuple[str, str]]:
        """(rest of the heading, words) of the columns whose headings begin with `prefix`."""
        for column in self.values:
            if column.startswith(prefix) and (words := self.text(column)) is not None:
                yield column.removeprefix(prefix), words


@dataclass
class Table:
    """A sheet's records, and what is wrong with its headings."""

    records: list[Record]
    faults: list[Found]


def table(name: str, sheet: Sheet) -> Table:
    if not sheet.rows:
        return Table([], [])
    (head_row, heads), *rows = sheet.rows
    columns, faults = _columns(name, head_row, heads)
    if sheet.is_cut:
        faults.append(Found(name, 0, SheetFault.TOO_MANY, f"{MOST_ROWS} × {MOST_COLUMNS}"))
    records = []
    for number, cells in rows:
        values = {column: value for column, value in zip(columns, cells, strict=False) if column and value is not None}
        stray = any(value is not None for value in cells[len(columns) :]) or any(
            value is not None for column, value in zip(columns, cells, strict=False) if not column
        )
        if stray:
            faults.append(Found(name, number, SheetFault.COLUMN_MISSING))
        records.append(Record(name, number, values))
    return Table(records, faults)


def _columns(name: str, row: int, heads: tuple[Any, ...]) -> tuple[list[str], list[Found]]:
    """The heading of each place, "" where there is none that is known."""
    columns: list[str] = []
    faults: list[Found] = []
    for head in heads:
        column = head.strip() if isinstance(head, str) else "" if head is None else str(head)
        known = _known(name, column)
        if column and not known:
            faults.append(Found(name, row, SheetFault.COLUMN_UNKNOWN, column[:60]))
        elif known and known in columns:
            faults.append(Found(name, row, SheetFault.COLUMN_TWICE, column))
        columns.append(known or column)
    return columns, faults


def _known(name: str, column: str) -> str:
    """The heading as it is written here; large and small letters count only behind a prefix."""
    if column.casefold() in layout.COLUMNS[name]:
        return column.casefold()
    prefix = layout.OPEN_ENDED.get(name, "")
    begins = prefix and column.casefold().startswith(prefix) and len(column) > len(prefix)
    return prefix + column[len(prefix) :] if begins else ""
