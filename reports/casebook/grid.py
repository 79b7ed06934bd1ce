"""Cells of a workbook that calculates: what somebody may change, what follows from it, and how both look.

A formula is written with the value it has, so that a viewer that does not calculate shows figures too. Only functions
that Excel and LibreOffice both have are used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from vignettes.exports.harmless import LIKE_A_FORMULA, literal

Value = str | int | float | Decimal | None
KR, FINE, SHARE, FACTOR, WHOLE = "#,##0", "#,##0.00", "0.0%", "0.000000", "0"
_LONGEST = 32_767  # characters that a cell can hold
_PRINTED = 60  # per cent
_LINE, _MOST_LINES = 15, 12
_PAPER = {"changed": "#FFF8DC", "head": "#E8EDF2"}


@dataclass(frozen=True)
class Block:
    """Where a table stands on its sheet: rows `first`..`last` (counted from 0), columns by their key."""

    sheet: str
    first: int
    last: int
    columns: dict[str, int]

    def column(self, key: str) -> str:
        """The whole column, to be used from any sheet."""
        return self.area(self.columns[key])

    def area(self, column: int) -> str:
        top, bottom = (xl_rowcol_to_cell(row, column, True, True) for row in (self.first, self.last))
        return f"'{self.sheet}'!{top}:{bottom}"

    def years(self, count: int) -> str:
        """The first `count` years of all lines, which stand to the right of the columns."""
        first = len(self.columns)
        top = xl_rowcol_to_cell(self.first, first, True, True)
        return f"'{self.sheet}'!{top}:{xl_rowcol_to_cell(self.last, first + count - 1, True, True)}"

    def cell(self, key: str, row: int) -> str:
        """One cell, with its column fixed, for formulas of the same sheet."""
        return xl_rowcol_to_cell(row, self.columns[key], False, True)

    def cells(self, row: int) -> dict[str, str]:
        return {key: self.cell(key, row) for key in self.columns}


class Book:
    """An xlsxwriter workbook with its formats, each made once."""

    def __init__(self, book):
        self.book, self._formats = book, {}

    def sheet(self, name: str, *, is_wide: bool = True) -> "Sheet":
        """A wide one goes on over several pages when it is printed, with its first two columns on each."""
        page = self.book.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)  # A4
        if is_wide:
            page.set_print_scale(_PRINTED)
            page.repeat_columns(0, 1)
        else:
            page.fit_to_pages(1, 0)
        return Sheet(self, page, name)

    def name(self, name: str, address: str) -> None:
        """Give a cell or an area a name that formulas can use."""
        self.book.define_name(name, f"={address}")

    def format(self, **look):
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top"} | look)
        return self._formats[key]


class Sheet:
    """One page of the workbook."""

    def __init__(self, book: Book, page, name: str):
        self.book, self.page, self.name = book, page, name
        self._widths: dict[int, float] = {}
        self._lines: dict[int, int] = {}

    def title(self, text: str, *explained: str) -> int:
        """Heading and sentences below it; the first row that is free."""
        self.page.write_string(0, 0, literal(text), self.book.format(bold=True, font_size=16))
        self.page.set_row(0, 24)
        for row, sentence in enumerate(explained, start=1):
            self.page.write_string(row, 0, sentence, self.book.format(italic=True))
        return len(explained) + 2

    def heading(self, row: int, text: str, column: int = 0) -> int:
        """The heading of a table; the row below it."""
        self.page.write_string(row, column, text, self.book.format(bold=True, font_size=12))
        return row + 1

    def heads(self, row: int, texts: Sequence[str], first: int = 0) -> None:
        """Names of columns; years stand to the right, as the amounts below them."""
        style = self.book.format(bold=True, text_wrap=True, bottom=2, bg_color=_PAPER["head"])
        years = self.book.format(bold=True, align="right", bottom=2, bg_color=_PAPER["head"])
        for column, text in enumerate(texts, start=first):
            self._make_room(row, column, f"{text}  ")
            self.page.write_string(row, column, text, years if text.isdigit() else style)

    def put(self, row: int, column: int, value: Value, form: str = "General", *, is_input: bool = False) -> None:
        """A value that nothing computes. An input is coloured: it is there to be changed."""
        look = {"bg_color": _PAPER["changed"]} if is_input else {}
        if isinstance(value, str) and value:
            quoted = {"quote_prefix": True} if value.startswith(LIKE_A_FORMULA) else {}
            style = self.book.format(text_wrap=True, indent=int(column > 0), **look, **quoted)
            self._make_room(row, column, value)
            self.page.write_string(row, column, literal(value[:_LONGEST]), style)
        elif value is None or value == "":
            if is_input:
                self.page.write_blank(row, column, None, self.book.format(num_format=form, **look))
        else:
            self.page.write_number(row, column, float(value), self.book.format(num_format=form, **look))

    def calc(self, row: int, column: int, formula: str, value: Value, form: str = KR, *, is_bold: bool = False) -> None:
        """A formula with the value it has now."""
        look = {"align": "right"} | ({"bold": True} if is_bold else {})
        known = value if isinstance(value, str) else float(value or 0)
        self.page.write_formula(row, column, f"={formula}", self.book.format(num_format=form, **look), known)

    def address(self, row: int, column: int) -> str:
        """The cell, to be used from any sheet."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, True, True)}"

    def across(self, row: int, first: int, count: int) -> str:
        """`count` cells of one row, to be used from any sheet."""
        return self.area(row, first, 1, count)

    def down(self, first: int, column: int, count: int) -> str:
        """`count` cells of one column, to be used from any sheet."""
        return self.area(first, column, count, 1)

    def area(self, row: int, column: int, rows: int, columns: int) -> str:
        """A rectangle of cells, to be used from any sheet."""
        top = xl_rowcol_to_cell(row, column, True, True)
        return f"'{self.name}'!{top}:{xl_rowcol_to_cell(row + rows - 1, column + columns - 1, True, True)}"

    def folded(self, first: int, last: int) -> None:
        """Rows that only help: shown when somebody unfolds them."""
        for row in range(first, last + 1):
            self.page.set_row(row, None, None, {"level": 1, "hidden": True})
        self.page.set_row(last + 1, None, None, {"collapsed": True})

    def widths(self, *widths: float) -> None:
        for column, width in enumerate(widths):
            self._widths[column] = width
            self.page.set_column(column, column, width)

    def _make_room(self, row: int, column: int, text: str) -> None:
        """A row is as high as its longest text: a program that opens the file does not see to it."""
        width = self._widths.get(column, 13)
        lines = sum(1 + int(len(part) * 1.1 // width) for part in text.splitlines())
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            self.page.set_row(row, _LINE * min(lines, _MOST_LINES))

    def choices(self, row: int, column: int, allowed: Sequence[str], last: int | None = None) -> None:
        """Let a cell, or a column of them, offer what it may hold."""
        rule = {"validate": "list", "source": list(allowed), "ignore_blank": True}
        self.page.data_validation(row, column, row if last is None else last, column, rule)


def letters(column: int) -> str:
    return xl_col_to_name(column)


def quoted(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'
