"""The first sheet of a workbook (XLSX), cell by cell: what formulas last came to, never the formulas."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from spreadsheets.safety import BadWorkbook, holds, loaded, refuse_bombs, unescaped
from spreadsheets.sheet import Limits, Table, Unreadable, told

_FORMULA = (b"<f>", b"<f ")
_LAST_ROW = 1_048_576  # of the format
_PLACES = 4  # for each cell there may be: empty ones, which formatted rows drag along to the right


def read(raw: bytes, limits: Limits, *, has_comma: bool = False) -> Table:
    """`has_comma` writes the decimals of numbers after a comma, as people type them. Raises Unreadable."""
    try:
        refuse_bombs(raw, limits.unpacked_bytes)
        calculated = _rows(raw, limits, data_only=True)
        written = _rows(raw, limits, data_only=False) if _has_formulas(raw) else None
        for line, row in enumerate(calculated, start=1):
            if written:
                _refuse_uncalculated(line, row, next(written))
            yield line, _texts(row, "," if has_comma else ".")
    except Unreadable:
        raise
    except BadWorkbook as error:
        raise Unreadable("size" if error.reason == "unpacked" else "damaged") from error
    except Exception as error:  # openpyxl raises whatever the damage in a part leads to
        raise Unreadable("damaged") from error


def _rows(raw: bytes, limits: Limits, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    """What a sheet says of its own size is not believed."""
    sheet = loaded(raw, data_only=data_only).worksheets[0]
    sheet.reset_dimensions()
    places = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        places += len(row)
        if line > _LAST_ROW:
            raise Unreadable("rows", about=str(limits.rows))
        if places > _PLACES * limits.cells:
            raise Unreadable("cells", about=str(limits.cells))
        yield row


def _has_formulas(raw: bytes) -> bool:
    with ZipFile(io.BytesIO(raw)) as parts:
        return any(holds(parts, name, _FORMULA) for name in parts.namelist() if "worksheets/" in name)


def _refuse_uncalculated(line: int, calculated: tuple[Any, ...], written: tuple[Any, ...]) -> None:
    """A program that writes formulas does not work them out; the cell would be blank."""
    for result, cell in zip(calculated, written, strict=True):
        if cell.data_type == "f" and result.value is None:
            raise Unreadable("formula", line, cell.column_letter)


def _texts(row: tuple[Any, ...], point: str) -> list[str]:
    """Without the empty cells that a sheet drags along on the right."""
    width = next((place for place in range(len(row), 0, -1) if row[place - 1].value is not None), 0)
    return [_text(cell, point) for cell in row[:width]]


def _text(cell: Any, point: str) -> str:
    """As it is shown: 0.4 in a cell of per cent is 40 %."""
    value = cell.value
    if isinstance(value, str):
        return told(unescaped(value))
    if isinstance(value, (int, float)) and "%" in (cell.number_format or ""):
        return f"{told(round(value * 100, 6)).replace('.', point)} %"
    return told(value).replace(".", point) if isinstance(value, float) else told(value)
