"""A file of prices: its columns, what is wrong in it cell by cell, and what it would change in a catalogue."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from businesscases.forms.prices import PriceForm
from municipalities.fields import instruction
from spreadsheets import reading
from spreadsheets.sheet import Limits, Unreadable

LIMITS = Limits(size_bytes=3_000_000, unpacked_bytes=30_000_000, rows=5_000, columns=20, cells=100_000)
# Column of the file → field of a price; the names that the template file has.
COLUMNS = {
    "indsats": "measure",
    "trin": "step",
    "enhed": "unit",
    "pris": "amount_dkk",
    "prisår": "price_year",
    "kilde": "source",
}
EXAMPLE = ("Eksempel: familiebehandling", "3", "forløb", "45.094,50", "2024", "Eget regnskab 2024, konto 5.28.21")
MOST_SHOWN = 200


@dataclass(frozen=True)
class Mistake:
    line: int
    column: str
    text: str
    instruction: str


@dataclass(frozen=True)
class Reading:
    """Rows as they are kept until somebody says yes: JSON, amounts as text."""

    rows: tuple[dict, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class News:
    """What rows would change: facts of new prices, (price, facts) of changed ones, and how many stay as they are."""

    new: tuple[dict, ...]
    changed: tuple[tuple, ...]
    same_count: int


def read(raw: bytes) -> Reading:
    """Raises ValidationError with a sentence where the file as a whole cannot be read."""
    try:
        sheet = reading.read(raw, LIMITS, has_comma=True)
    except Unreadable as error:
        raise ValidationError(unreadable_sentence(error)) from error
    names = [name.casefold() for name in sheet.names]
    if wrong := _wrong_columns(names):
        raise ValidationError(wrong)
    fields = _fields()
    rows, mistakes, seen = [], [], {}
    for line, texts in zip(sheet.lines, sheet.rows, strict=True):
        cells = dict(zip(names, texts, strict=True))
        facts, faults = _facts(line, cells, fields)
        if not faults and (twin := seen.setdefault((facts["measure"], facts["price_year"]), line)) != line:
            sentence = _("The same measure and price year stand in row %(line)s too. Keep one of them.")
            faults = [Mistake(line, "indsats", facts["measure"], sentence % {"line": twin})]
        rows.append(facts)
        mistakes += faults
    return Reading(tuple(rows), tuple(mistakes))


def news(rows, prices) -> News:
    known = {(price.measure, price.price_year): price for price in prices}
    new, changed = [], []
    for row in rows:
        facts = row | {"amount_dkk": Decimal(row["amount_dkk"])}
        price = known.get((facts["measure"], facts["price_year"]))
        if price is None:
            new.append(facts)
        elif any(getattr(price, name) != value for name, value in facts.items()):
            changed.append((price, facts))
    return News(tuple(new), tuple(changed), len(rows) - len(new) - len(changed))


def unreadable_sentence(error: Unreadable) -> str:
    sentences = {
        "size": _("The file is too large. Take at most 3 MB, or part it into several files."),
        "rows": _("The file has more than 5,000 rows. Part it into several files, and import one after the other."),
        "cells": _("The sheet is far larger than its prices. Copy the rows into a new, empty sheet and save that."),
        "columns": _("The file has too many columns. Keep the six of the template."),
        "empty": _(
            "The file has no rows with prices. The first row has the names of the columns, the next the prices."
        ),
        "names": _("Each column needs its own name in the first row, without empty ones between them."),
        "width": _("Row %(line)s has more cells than the first row has names. Move what stands too far right."),
        "encoding": _("The letters in the file cannot be read (line %(line)s). Save it as CSV UTF-8 or as XLSX."),
        "formula": _(
            "A formula in row %(line)s has no result. Open the file in a spreadsheet, save it, and try again."
        ),
        "kind": _("This is neither CSV nor XLSX. Save it as one of them, and choose it again."),
    }
    damaged = _("The file cannot be read. Open it in a spreadsheet, save it as XLSX, and choose it again.")
    return sentences.get(error.reason, damaged) % {"line": error.line}


def _wrong_columns(names):
    strange = [name for name in names if name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in names and name != "trin"]
    if missing:
        sentence = _("The file lacks these columns: %(names)s. The names stand in the first row, as in the template.")
        return sentence % {"names": ", ".join(missing)}
    if strange:
        sentence = _("The file has columns that prices do not have: %(names)s. Delete them, and choose the file again.")
        return sentence % {"names": ", ".join(strange)}
    return ""


def _fields():
    """The fields of the form for one price, which check each cell by themselves: thousands of forms take too long."""
    form = PriceForm()
    return {column: form.fields[name] for column, name in COLUMNS.items()}


def _facts(line, cells, fields):
    facts, mistakes = {}, []
    for column, name in COLUMNS.items():
        text = cells.get(column, "")
        try:
            value = fields[column].clean(text)
        except ValidationError as error:
            mistakes.append(Mistake(line, column, text, _said(error, fields[column])))
            continue
        facts[name] = str(value) if isinstance(value, Decimal) else value
    return facts, mistakes


def _said(error, field):
    required = any(one.code == "required" for one in error.error_list)
    return str(instruction(field, str(field.label))) if required else " ".join(error.messages)
