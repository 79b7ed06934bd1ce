"""A file of rows once it is read: a sheet of texts, its limits, and what is wrong with one that cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Table = Iterator[tuple[int, list[str]]]  # (line of the file, texts), that of the names first


@dataclass(frozen=True)
class Limits:
    """How much of a file is read. `unpacked_bytes` are those of all parts of a workbook together."""

    size_bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cells: int


class Unreadable(ValueError):
    """`reason` is one of size, kind, encoding, damaged, empty, names, width, rows, columns, cells, formula; `line`
    counts from 1. `about` has the names or the number that the sentence needs.
    """

    def __init__(self, reason: str, line: int = 0, about: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.about = reason, line, about


@dataclass(frozen=True)
class Sheet:
    """Texts, "" where nothing stands; `lines` has the line of the file that each row comes from.

    `labels` has what the file itself says that a text of a column means.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def told(value: object) -> str:
    """A value as text: numbers without a decimal that says nothing, times to the second, blank for nothing.

    Without zero bytes, which PostgreSQL refuses.
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\0", "").strip()
