"""The file: cells written as what they are, and read with care for what somebody's file may be.

No cell holds a formula: a text that looks like one is written as text and marked as such, and a formula that is read is
a fault. A file is judged by its content, never by its name, and unpacked only as far as the limits.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import xlsxwriter

from vignettes.sheets.tables import Cell, Tables

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPACKED_LIMIT = 20_000_000  # bytes of all parts together
MOST_PARTS, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 200, 20, 5_000, 60
LAST_ROW = 20_000
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_GROWS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"label": 60, "title": 40, "text": 80, "hint": 40, "relevant": 40, "introduction": 80, "body": 40, "type": 24}
_USUAL_WIDTH = 16
# How a workbook writes what XML has no room for
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|FFF[EF])_")


class BadWorkbook(ValueError):
    """`reason` is one of old_workbook (or locked by a password), workbook (unreadable), unpacked (too big)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Formula:
    """Stands where a cell holds a formula: nobody works it out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that hold something, each with its number as the spreadsheet counts; `is_cut` where there were too many."""

    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    is_cut: bool = False


def is_workbook(raw: bytes) -> bool:
    return raw.startswith((_ZIP, _OLD))


def written(tables: Tables) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(rows[0]):
                sheet.set_column(place, place, _WIDTHS.get(str(column), _USUAL_WIDTH), plain)
                sheet.write_string(0, place, column, head)
            for line, row in enumerate(rows[1:], start=1):
                for place, value in enumerate(row):
                    _write(sheet, line, place, value, {False: plain, True: quoted})
    return target.getvalue()


def _write(sheet: Any, line: int, place: int, value: Cell, formats: Mapping[bool, Any]) -> None:
    if isinstance(value, str) and value:
        sheet.write_string(line, place, value, formats[value.startswith(_LIKE_A_FORMULA)])
    elif isinstance(value, int):
        sheet.write_number(line, place, value, formats[False])


def opened(raw: bytes) -> dict[str, Sheet]:
    """Every sheet by its name, in their order. Raises BadWorkbook."""
    if raw.startswith(_OLD):
        raise BadWorkbook("old_workbook")
    try:
        _refuse_bombs(raw)
        book = openpyxl.load_workbook(BytesIO(raw), read_only=True, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise BadWorkbook("unpacked")
        return {sheet.title.strip(): _sheet(sheet) for sheet in book.worksheets}
    except BadWorkbook:
        raise
    except Exception as error:  # openpyxl raises whatever the damage in a part leads to
        raise BadWorkbook("workbook") from error


def _refuse_bombs(raw: bytes) -> None:
    """What unpacks to more than the limit, and definitions of entities, which grow when they are read."""
    with ZipFile(BytesIO(raw)) as parts:
        names = parts.infolist()
        if len(names) > MOST_PARTS or sum(part.file_size for part in names) > UNPACKED_LIMIT:
            raise BadWorkbook("unpacked")
        for part in names:
            if any(mark in parts.read(part) for mark in _GROWS):
                raise BadWorkbook("workbook")


def _sheet(sheet: Any) -> Sheet:
    """Reads to the first row too many; what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    rows: list[tuple[int, tuple[Any, ...]]] = []
    present = (one for one in enumerate(sheet.iter_rows(), start=1) if one[1] or one[0] > LAST_ROW)
    for count, (number, row) in enumerate(present, start=1):
        if count > MOST_ROWS or number > LAST_ROW or any(_value(cell) is not None for cell in row[MOST_COLUMNS:]):
            return Sheet(tuple(rows), is_cut=True)
        cells = tuple(map(_value, row[:MOST_COLUMNS]))
        if any(value is not None for value in cells):
            rows.append((number, cells))
    return Sheet(tuple(rows))


def _value(cell: Any) -> Any:
    """Text, number, truth, date, formula, or None for what is empty or only blank."""
    if cell.data_type == "f":
        return Formula()
    value = cell.value
    if not isinstance(value, str):
        return value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if value.strip() else None
