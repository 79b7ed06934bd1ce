"""A file of rows as a sheet: the names of its columns, and every row that holds something."""

from collections import Counter
from collections.abc import Mapping

from spreadsheets import comma, workbooks
from spreadsheets.sheet import Limits, Sheet, Table, Unreadable


def read(raw: bytes, limits: Limits, *, has_comma: bool = False) -> Sheet:
    """A workbook by its content, everything else as CSV. Raises Unreadable."""
    return gathered(opened(raw, limits, has_comma=has_comma), limits)


def opened(raw: bytes, limits: Limits, *, has_comma: bool = False) -> Table:
    """Raises Unreadable."""
    if len(raw) > limits.size_bytes:
        raise Unreadable("size")
    return workbooks.read(raw, limits, has_comma=has_comma) if raw.startswith(b"PK\x03\x04") else comma.read(raw)


def gathered(table: Table, limits: Limits, labels: Mapping[str, Mapping[str, str]] | None = None) -> Sheet:
    """Raises Unreadable."""
    names = _names(next(table, (0, []))[1])
    _check_names(names, limits)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, row in table:
        if any(row):
            _check_room(len(rows) + 1, row, names, line, limits)
            rows.append(tuple(row[: len(names)]) + ("",) * (len(names) - len(row)))
            lines.append(line)
    if not rows:
        raise Unreadable("empty")
    return Sheet(names, tuple(rows), tuple(lines), labels or {})


def _names(head: list[str]) -> tuple[str, ...]:
    """Without the empty ones that a spreadsheet drags along on the right."""
    last = max((place for place, name in enumerate(head, start=1) if name), default=0)
    return tuple(head[:last])


def _check_names(names: tuple[str, ...], limits: Limits) -> None:
    if not any(names):
        raise Unreadable("empty")
    if len(names) > limits.columns:
        raise Unreadable("columns", about=str(limits.columns))
    twice = [name for name, count in Counter(name.lower() for name in names if name).items() if count > 1]
    if twice or "" in names:
        raise Unreadable("names", 1, ", ".join(twice))


def _check_room(count: int, row: list[str], names: tuple[str, ...], line: int, limits: Limits) -> None:
    if count > limits.rows:
        raise Unreadable("rows", about=str(limits.rows))
    if count * len(names) > limits.cells:
        raise Unreadable("cells", about=str(limits.cells))
    if any(row[len(names) :]):
        raise Unreadable("width", line, str(len(row)))
