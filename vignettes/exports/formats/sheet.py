"""XLSX, written row by row: the table, and two sheets that say what its variables and values mean.

No cell holds a formula; a text that looks like one is marked as text, also for whoever edits the cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from vignettes.exports.coded import Batch, Value
from vignettes.exports.columns import Column, Type
from vignettes.exports.harmless import LIKE_A_FORMULA, literal
from vignettes.exports.limits import Limits

LIMITS = Limits(text=32_767, value_label=32_767, variable_label=32_767)
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class TooBig(ValueError):
    """The table has more columns than a sheet."""


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch]) -> None:
    """Rows that one sheet has no room for stand on the next. Raises TooBig for too many columns."""
    if len(columns) > MOST_COLUMNS:
        raise TooBig(len(columns))
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        rows = (row for batch in batches for row in zip(*(cells.told() for cells in batch), strict=True))
        writer = _Writer(book, columns)
        writer.data(rows)
        writer.variables()
        writer.values()


class _Writer:
    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self._book, self._columns = book, columns
        self._head = book.add_format({"bold": True})
        forms = {Type.TIME: "yyyy-mm-dd hh:mm", Type.DAY: "yyyy-mm-dd"}
        self._dated = {kind: book.add_format({"num_format": form}) for kind, form in forms.items()}
        self._as_text = book.add_format({"quote_prefix": True})

    def data(self, rows: Iterator[tuple[Value, ...]]) -> None:
        names = [column.name for column in self._columns]
        sheet, line = self._sheet(_("Data"), names), 1
        dated = {place: self._dated.get(column.type) for place, column in enumerate(self._columns)}
        for row in rows:
            if line == MOST_ROWS:
                sheet, line = self._sheet(f"{_('Data')} {len(self._book.worksheets()) + 1}", names), 1
            for place, value in enumerate(row):
                if dated[place] and value is not None:
                    sheet.write_datetime(line, place, value, dated[place])
                else:
                    self._write(sheet, line, place, value)
            line += 1

    def variables(self) -> None:
        heads = [_("Name"), _("Label"), _("Vignette"), _("Question"), _("Option"), _("Codes of no answer")]
        sheet = self._sheet(_("Variables"), heads)
        for line, column in enumerate(self._columns, start=1):
            about = [part.code if part else None for part in (column.vignette, column.question, column.option)]
            missing = " ".join(str(number) for number in column.missing) or None
            for place, value in enumerate([column.name, column.label, *about, missing]):
                self._write(sheet, line, place, value)

    def values(self) -> None:
        sheet = self._sheet(_("Values"), [_("Name"), _("Value"), _("Label")])
        told: list[tuple[Value, ...]] = [
            (column.name, value, label) for column in self._columns for value, label in column.labels
        ]
        for line, row in enumerate(told, start=1):
            for place, value in enumerate(row):
                self._write(sheet, line, place, value)

    def _sheet(self, name: str, heads: Sequence[str]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, self._head)
        return sheet

    def _write(self, sheet: Any, line: int, place: int, value: Value) -> None:
        if isinstance(value, str):
            if value:
                style = self._as_text if value.startswith(LIKE_A_FORMULA) else None
                sheet.write_string(line, place, literal(value), style)
        elif value is not None:
            sheet.write_number(line, place, value)
