"""The sheets `survey` and `choices`: questions with their options, sections and conditions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vignettes.drafts import BACKGROUND, BATTERY, Row
from vignettes.instrument import SILENT_KINDS
from vignettes.sheets import expressions, layout
from vignettes.sheets.cells import Record
from vignettes.sheets.layout import KINDS, LISTED
from vignettes.sheets.places import Rows, SheetFault

_PARAMETER = re.compile(r"([a-z_]+)\s*=\s*([^\s;,]+)[\s;,]*", re.IGNORECASE)
_SPELLED = re.compile(r"(begin|end)\s+(group|repeat)")


@dataclass
class Lists:
    """The lists of the sheet `choices`, each option with the record that it was read from."""

    by_name: dict[str, list[tuple[Row, Record]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def options(self, name: str, record: Record) -> list[tuple[Row, Record]]:
        self.used.add(name)
        if name not in self.by_name:
            record.refuse(SheetFault.LIST_MISSING, name)
        return self.by_name.get(name, [])


def lists(records: Sequence[Record]) -> Lists:
    found = Lists()
    for record in records:
        row: Row = {"code": record.word("name"), "label": record.text("label"), "step": record.whole("step")}
        row |= {name: True for name in ("missing", "pinned") if record.flag(name)}
        name = record.word("list_name") or ""
        found.by_name.setdefault(name, []).append((_filled(row), record))
    return found


def refuse_unused(found: Lists, asked: Sequence[Record]) -> None:
    """Where a type cannot be read, nobody knows which list it would have used."""
    if any(one.fault == SheetFault.TYPE_UNKNOWN for record in asked for one in record.faults):
        return
    for name, options in found.by_name.items():
        if name not in found.used:
            options[0][1].refuse(SheetFault.LIST_UNUSED, name)


class Questions:
    """Reads the rows of `survey` one by one: what stands in the repeat is asked about each case."""

    def __init__(self, found: Lists, rows: Rows) -> None:
        self.by_section: dict[str, list[Row]] = {BACKGROUND: [], BATTERY: []}
        self._lists, self._rows = found, rows
        self._group: Record | None = None
        self._repeat: Record | None = None
        self._has_repeated = self._has_grouped = False

    def read(self, records: Sequence[Record]) -> None:
        for record in records:
            self._row(record)
        for left in (self._group, self._repeat):
            if left:
                left.refuse(SheetFault.NOT_CLOSED)
        if records and not self._has_repeated:
            records[-1].refuse(SheetFault.REPEAT_MISSING)

    def _row(self, record: Record) -> None:
        told = _SPELLED.sub(r"\1_\2", (record.word("type") or "").casefold())
        marks = {
            layout.BEGIN_REPEAT: self._begin_repeat,
            layout.END_REPEAT: self._end_repeat,
            layout.END_GROUP: self._end_group,
        }
        if told in marks:
            marks[told](record)
            return
        if told == layout.BEGIN_GROUP:
            if self._group:
                record.refuse(SheetFault.NESTED)
            self._group, self._has_grouped = record, True
        elif self._has_grouped and not self._group:
            record.refuse(SheetFault.OUTSIDE)
        if self._has_repeated and not self._repeat:
            record.refuse(SheetFault.AFTER_REPEAT)
        self._question(record)

    def _begin_repeat(self, record: Record) -> None:
        if self._has_repeated:
            record.refuse(SheetFault.REPEAT_TWICE)
        if self._group:
            record.refuse(SheetFault.NESTED)
        self._repeat, self._has_repeated = record, True
        self._group, self._has_grouped = None, False

    def _end_repeat(self, record: Record) -> None:
        if not self._repeat or self._group:
            record.refuse(SheetFault.NOT_OPEN)
        self._repeat, self._group, self._has_grouped = None, None, False

    def _end_group(self, record: Record) -> None:
        if not self._group:
            record.refuse(SheetFault.NOT_OPEN)
        self._group = None

    def _question(self, record: Record) -> None:
        section = BATTERY if self._has_repeated else BACKGROUND
        index = len(self.by_section[section])
        self._rows.put((section, index, None), record.sheet, record.row)
        row, options = question(record, self._lists)
        for number, (_option, source) in enumerate(options):
            self._rows.put((section, index, number), source.sheet, source.row)
        self.by_section[section].append(row)


def question(record: Record, found: Lists) -> tuple[Row, list[tuple[Row, Record]]]:
    """The row of the document, and its options with the records that they stand in."""
    kind, named = _kind(record)
    parameters = _parameters(record)
    list_name = named or parameters.get(layout.MISSING)
    options = found.options(list_name, record) if list_name else []
    required = record.flag("required")
    row: Row = {
        "code": record.word("name"),
        "text": record.text("label"),
        "kind": kind,
        "required": required or (None if kind in SILENT_KINDS else False),
        "help_text": record.text("hint"),
        "body": record.text("body"),
        "unit": record.text("unit"),
        "options": [option for option, _source in options] or None,
        "show_if": _condition(record),
    }
    return _filled(row | _measures(record, parameters, found)), options


def _kind(record: Record) -> tuple[str | None, str]:
    """The kind, and the name of its list."""
    kind, _blank, named = (record.word("type") or "").partition(" ")
    appearance = (record.word("appearance") or "").casefold()
    kind = kind.casefold()
    if kind not in layout.TYPES or bool(named) != (kind in LISTED):
        record.refuse(SheetFault.TYPE_UNKNOWN, record.word("type") or "")
        return None, ""
    if (kind, appearance) not in KINDS:
        record.refuse(SheetFault.APPEARANCE, appearance)
        return None, named.strip()
    return KINDS[kind, appearance], named.strip()


def _parameters(record: Record) -> dict[str, str]:
    told = record.word("parameters") or ""
    found = {name.casefold(): value for name, value in _PARAMETER.findall(told)}
    if _PARAMETER.sub("", told) or not found.keys() <= set(layout.PARAMETERS):
        record.refuse(SheetFault.PARAMETER, told)
        return {}
    return found


def _measures(record: Record, parameters: Mapping[str, str], found: Lists) -> Row:
    """Bounds, places, shuffling and the rows of a matrix."""
    row: Row = {}
    names = {layout.START: "minimum", layout.END: "maximum", layout.PLACES: "places"}
    for name in names.keys() & parameters.keys():
        try:
            row[names[name]] = int(parameters[name])
        except ValueError:
            record.refuse(SheetFault.PARAMETER, f"{name}={parameters[name]}")
    shuffled = parameters.get(layout.RANDOMIZE, "false").casefold()
    if shuffled not in ("true", "false"):
        record.refuse(SheetFault.PARAMETER, f"{layout.RANDOMIZE}={shuffled}")
    row["random_order"] = True if shuffled == "true" else None
    if layout.ROWS in parameters:
        row["rows"] = [option for option, _source in found.options(parameters[layout.ROWS], record)]
    return row


def _condition(record: Record) -> Row | None:
    told = record.text("relevant")
    if told is None:
        return None
    try:
        return expressions.read(told)
    except expressions.BadExpression as bad:
        record.refuse(SheetFault.EXPRESSION, str(bad))
        return None


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
