"""Tables as a workbook (XLSX): typed cells, one table to a sheet, and a first sheet that says how to read them.

No cell holds a formula. Text that a spreadsheet could take for one is marked as text, so that it stays text even when
somebody edits the cell. The same sheets give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from reports.numbers import NO_FIGURE
from vignettes.exports.harmless import LIKE_A_FORMULA, literal

Value = str | int | float | None
LANGUAGE = "da-DK"
COUNT, FIGURE, FINE, SHARE = "0", "0.00", "0.000", "0.0 %"
_LONGEST = 32_767  # characters that a cell can hold
_NARROW, _BROAD = 30, 110


@dataclass(frozen=True)
class Column:
    """`meaning` stands on the first sheet; `form` is the number format of the figures."""

    head: str
    meaning: str
    form: str = COUNT
    width: int = 13


@dataclass(frozen=True)
class Sheet:
    """One table. A value that is None is a figure that there is none of: it is written as a dash."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Note:
    """A line on the first sheet: a heading alone, or words with what they mean."""

    label: str
    text: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.text


def workbook(title: str, created: datetime, notes: Sequence[Note], sheets: Sequence[Sheet]) -> bytes:
    """The whole file. `notes` come before the explanation of the sheets, which is made of their columns."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": _("The secretariat"), "created": created})
        book.set_custom_property("Language", LANGUAGE)
        _Writer(book).write(title, [*notes, *_explained(sheets)], sheets)
    return target.getvalue()


def _explained(sheets):
    for sheet in sheets:
        yield Note(_("Sheet “%(name)s”") % {"name": sheet.name})
        yield Note(_("What it shows"), sheet.about)
        for column in sheet.columns:
            yield Note(column.head, column.meaning)


class _Writer:
    """The formats of one workbook, and what is written with them."""

    def __init__(self, book):
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.heading = book.add_format({"bold": True, "font_size": 12, "top": 1})
        self.label = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        self.styles = {}

    def write(self, title, notes, sheets):
        self._notes(title, notes)
        for number, sheet in enumerate(sheets, start=1):
            self._table(sheet, f"tabel_{number}")

    def _notes(self, title, notes):
        page = self.book.add_worksheet(_("Read me"))
        page.set_column(0, 0, _NARROW)
        page.set_column(1, 1, _BROAD)
        page.hide_gridlines(2)
        page.write_string(0, 0, literal(title), self.title)
        for row, note in enumerate(notes, start=2):
            if note.is_heading:
                page.set_row(row, 24)
            self._write(page, row, 0, note.label, self.heading if note.is_heading else self.label)
            self._write(page, row, 1, note.text, self.heading if note.is_heading else self._style(text=True))
        _printable(page)

    def _table(self, sheet, name):
        page = self.book.add_worksheet(sheet.name)
        heads = [{"header": column.head, "header_format": self.head} for column in sheet.columns]
        area = (0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.add_table(*area, {"columns": heads, "name": name, "style": "Table Style Light 1"})
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
        for row, values in enumerate(sheet.rows, start=1):
            for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
                self._write(page, row, place, value, self._style(column.form, isinstance(value, str)))
        _printable(page)

    def _write(self, page, row, place, value, style):
        if value is None:
            page.write_string(row, place, NO_FIGURE, self._style(right=True))
        elif isinstance(value, str):
            quoted = self._style(text=True, quoted=True) if value.startswith(LIKE_A_FORMULA) else style
            page.write_string(row, place, literal(value[:_LONGEST]), quoted)
        else:
            page.write_number(row, place, value, style)

    def _style(self, form="", text=False, right=False, quoted=False):
        """One format for each look that is used, made once."""
        look = {"text_wrap": True, "valign": "top"} if text else {"valign": "top", "num_format": form or "General"}
        look |= {"align": "right"} if right else {}
        look |= {"quote_prefix": True} if quoted else {}
        key = tuple(sorted(look.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format(look)
        return self.styles[key]


def _printable(page):
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
