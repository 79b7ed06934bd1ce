"""The file: cells written as what they are, and read with care for what somebody's file may be.

No cell holds a formula: a text that looks like one is written as text and marked as such, and a formula that is read is
a fault. A file is judged by its content, never by its name, and unpacked only as far as the limits.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from spreadsheets.safety import BadWorkbook, loaded, refuse_bombs, unescaped
from vignettes.sheets.tables import Cell, Tables

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPACKED_LIMIT = 20_000_000  # bytes of all parts together
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 20, 5_000, 60
LAST_ROW, MOST_PLACES = 20_000, 2_000_000  # places of a sheet that may be empty: formatted rows reach far to the right
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"label": 60, "title": 40, "text": 80, "hint": 40, "relevant": 40, "introduction": 80, "body": 40, "type": 24}
_USUAL_WIDTH = 16
# What XML has no room for, and the beginning of what only looks like the code that a workbook writes for it
_NO_ROOM = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


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
    target, book = BytesIO(), Workbook(write_only=True)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(rows[0], start=1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(str(column), _USUAL_WIDTH)
        sheet.append([_heading(sheet, column) for column in rows[0]])
        for row in rows[1:]:
            sheet.append([_written(sheet, value) for value in row])
    book.save(target)
    return target.getvalue()


def _heading(sheet: Any, column: Cell) -> Any:
    cell = _written(sheet, column)
    cell.font, cell.border = Font(bold=True), Border(bottom=Side("thin"))
    return cell


def _written(sheet: Any, value: Cell) -> Any:
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, _NO_ROOM.sub(lambda found: f"_x{ord(found[0]):04X}_", value or "") or None)
        cell.data_type = "s"  # also what begins with "="
        cell.quotePrefix = (value or "").startswith(_LIKE_A_FORMULA)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def opened(raw: bytes) -> dict[str, Sheet]:
    """Every sheet by its name, in their order. Raises BadWorkbook."""
    if raw.startswith(_OLD):
        raise BadWorkbook("old_workbook")
    try:
        refuse_bombs(raw, UNPACKED_LIMIT)
        book = loaded(raw)
        if len(book.worksheets) > MOST_SHEETS:
            raise BadWorkbook("unpacked")
        return {sheet.title.strip(): _sheet(sheet) for sheet in book.worksheets}
    except BadWorkbook:
        raise
    except Exception as error:  # openpyxl raises whatever the damage in a part leads to
        raise BadWorkbook("workbook") from error


def _sheet(sheet: Any) -> Sheet:
    """Reads to the first row too many; what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    rows: list[tuple[int, tuple[Any, ...]]] = []
    present = (one for one in enumerate(sheet.iter_rows(), start=1) if one[1] or one[0] > LAST_ROW)
    places = 0
    for count, (number, row) in enumerate(present, start=1):
        places += len(row)
        if count > MOST_ROWS or number > LAST_ROW or places > MOST_PLACES:
            return Sheet(tuple(rows), is_cut=True)
        if any(_value(cell) is not None for cell in row[MOST_COLUMNS:]):
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
    return unescaped(value) if value.strip() else None
