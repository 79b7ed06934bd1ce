"""Rows of cells as a document, with everything that is wrong with them and the row it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass

from vignettes.drafts import VIGNETTES, Content, Row
from vignettes.faults import MOST_SHOWN, faults
from vignettes.sheets import layout
from vignettes.sheets.cells import Record, Table, table
from vignettes.sheets.places import Found, Rows, SheetFault
from vignettes.sheets.questions import Questions, lists, refuse_unused
from vignettes.sheets.workbook import Sheet

NEEDED = (layout.SURVEY, layout.SETTINGS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, which is one only if nothing is `found` that is wrong."""

    content: Content
    found: tuple[Found, ...]


def read(sheets: Mapping[str, Sheet]) -> Reading:
    """All faults in the order of the sheets and their rows, the first 200."""
    named = {name.casefold(): sheet for name, sheet in sheets.items()}
    wrong = [
        Found(name, 0, SheetFault.SHEET_UNKNOWN, name)
        for name, sheet in sheets.items()
        if sheet.rows and name.casefold() not in layout.SHEETS
    ]
    wrong += [Found(name, 0, SheetFault.SHEET_MISSING, name) for name in NEEDED if name not in named]
    tables = {name: table(name, named.get(name, Sheet(()))) for name in layout.SHEETS}
    rows = Rows()
    content = _content(tables, rows)
    for found in tables.values():
        wrong += [*found.faults, *(fault for record in found.records for fault in record.faults)]
    told = {(one.sheet, one.row) for one in wrong}
    missing = {one.sheet for one in wrong if one.fault == SheetFault.SHEET_MISSING}
    for fault in faults(content):
        sheet, row = rows.of(fault)
        if (sheet, row) not in told and sheet not in missing:
            wrong.append(Found(sheet, row, fault))
    return Reading(content, tuple(sorted(wrong, key=_order)[:MOST_SHOWN]))


def _order(found: Found) -> tuple[int, int]:
    name = found.sheet.casefold()
    return (layout.SHEETS.index(name) if name in layout.SHEETS else -1, found.row)


def _content(tables: Mapping[str, Table], rows: Rows) -> Content:
    choices = lists(tables[layout.CHOICES].records)
    questions = Questions(choices, rows)
    questions.read(tables[layout.SURVEY].records)
    refuse_unused(choices, tables[layout.SURVEY].records)
    content = _settings(tables[layout.SETTINGS], rows) | questions.by_section
    content[VIGNETTES] = _cases(tables[layout.CASES], rows)
    if dimensions := _dimensions(tables, rows):
        content["dimensions"] = dimensions
    design = _design(tables, rows)
    return content | ({"design": design} if design else {})


def _only(found: Table) -> Record | None:
    """The one row of a sheet that has one."""
    for record in found.records[1:]:
        record.refuse(SheetFault.ONE_ROW)
    return found.records[0] if found.records else None


def _settings(found: Table, rows: Rows) -> Row:
    record = _only(found)
    if record is None:
        return {}
    rows.put(("", None, None), record.sheet, record.row)
    texts = {"title": "form_title", "introduction": "introduction"}
    return _filled({"code": record.word("form_id")} | {name: record.text(column) for name, column in texts.items()})


def _cases(found: Table, rows: Rows) -> list[Row]:
    cases = []
    for index, record in enumerate(found.records):
        rows.put((VIGNETTES, index, None), record.sheet, record.row)
        texts = {"title": record.text("title"), "text": record.text("text")}
        cases.append(_filled({"code": record.word("name")} | texts))
    return cases


def _dimensions(tables: Mapping[str, Table], rows: Rows) -> list[Row]:
    dimensions: list[Row] = []
    for index, record in enumerate(tables[layout.DIMENSIONS].records):
        rows.put(("dimensions", index, None), record.sheet, record.row)
        dimensions.append(_filled({"code": record.word("name"), "label": record.text("label")}) | {"levels": []})
    places = {row["code"]: place for place, row in reversed(list(enumerate(dimensions))) if "code" in row}
    for record in tables[layout.LEVELS].records:
        place = places.get(record.word("dimension") or "")
        if place is None:
            record.refuse(SheetFault.DIMENSION_UNKNOWN, record.word("dimension") or "")
            continue
        levels = dimensions[place]["levels"]
        rows.put(("dimensions", place, len(levels)), record.sheet, record.row)
        forms = dict(record.prefixed(layout.FORM))
        texts = {"label": record.text("label"), "text": record.text("text"), "forms": forms or None}
        levels.append(_filled({"code": record.word("name")} | texts))
    return dimensions


def _design(tables: Mapping[str, Table], rows: Rows) -> Row | None:
    record = _only(tables[layout.DESIGN])
    exclusions, drawn = tables[layout.EXCLUSIONS].records, tables[layout.DRAWN].records
    if record is None:
        for left in (*exclusions, *drawn):
            left.refuse(SheetFault.SHEET_MISSING, layout.DESIGN)
        return None
    rows.put(("design", None, None), record.sheet, record.row)
    rows.exclusions = [one.row for one in exclusions]
    design: Row = {"title": record.text("title"), "text": record.text("text"), "effects": record.word("effects")}
    design |= {name: record.whole(name) for name in ("size", "deck_count", "seed")}
    design |= {"exclusions": [_exclusion(one) for one in exclusions], "repeat": record.word("repeat") or ""}
    design["cases"] = [_drawn(index, one, rows) for index, one in enumerate(drawn)]
    return _filled(design)


def _exclusion(record: Record) -> Row:
    return {name: words.replace(",", " ").split() for name, words in record.prefixed(layout.LEVEL)}


def _drawn(index: int, record: Record, rows: Rows) -> Row:
    rows.put(("design", index, None), record.sheet, record.row)
    levels = {name: words.strip() for name, words in record.prefixed(layout.LEVEL)}
    return _filled({"code": record.word("name"), "deck": record.whole("deck")}) | {"levels": levels}


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
