"""A draft of an instrument as a document, and what an editor does to it. Pure.

The document has the form of an instrument's file (docs/instrument.md), so that editing, import, export and publishing
speak one language. It may be unfinished, but its codes are always there and unique: they are how its rows are found.
Every function gives back a new document and leaves the one it got as it was. Raises KeyError for a row that is not
there, ValueError for a code that is taken.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from vignettes import conditions
from vignettes.cases import cases_of
from vignettes.instrument import (
    BOUNDED_KINDS,
    SILENT_KINDS,
    DesignSpec,
    DimensionSpec,
    Instrument,
    LevelSpec,
    OptionSpec,
    QuestionSpec,
)

Content = dict[str, Any]
Row = dict[str, Any]

BACKGROUND, BATTERY, VIGNETTES = "background", "battery", "vignettes"
DIMENSIONS = "dimensions"  # as a section of rows too, which a draft need not have
QUESTIONS = (BACKGROUND, BATTERY)
SECTIONS = (*QUESTIONS, VIGNETTES)
MOVABLE = (*SECTIONS, DIMENSIONS)
CODE_LENGTH = 40

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class PublishedCodes:
    """Codes that have been published: they stay as they are and are given to nothing else.

    Options by question, levels by dimension.
    """

    questions: frozenset[str] = frozenset()
    vignettes: frozenset[str] = frozenset()
    options: tuple[tuple[str, str], ...] = ()
    levels: tuple[tuple[str, str], ...] = ()

    def of(self, section: str) -> frozenset[str]:
        if section == DIMENSIONS:
            return frozenset(dimension for dimension, _level in self.levels)
        return self.vignettes if section == VIGNETTES else self.questions

    def levels_of(self, dimension: str) -> frozenset[str]:
        return frozenset(level for code, level in self.levels if code == dimension)

    def options_of(self, question: str) -> frozenset[str]:
        return frozenset(option for code, option in self.options if code == question)


def published_codes(instruments: Iterable[Instrument]) -> PublishedCodes:
    instruments = list(instruments)
    questions = [row for one in instruments for row in one.background + one.battery]
    return PublishedCodes(
        frozenset(row.code for row in questions),
        frozenset(row.code for one in instruments for row in cases_of(one)),
        tuple(sorted({(row.code, option.code) for row in questions for option in row.options})),
        tuple(
            sorted({(row.code, level.code) for one in instruments for row in one.dimensions for level in row.levels})
        ),
    )


def empty(code: str, title: str, introduction: str = "") -> Content:
    return {"code": code, "title": title, "introduction": introduction} | {section: [] for section in SECTIONS}


def as_document(instrument: Instrument) -> Content:
    """The document that reads as `instrument` again; what can be left out of a file is left out."""
    document: Content = {
        "code": instrument.code,
        "title": instrument.title,
        "introduction": instrument.introduction,
        BACKGROUND: [_question(row) for row in instrument.background],
        BATTERY: [_question(row) for row in instrument.battery],
        VIGNETTES: [{"code": row.code, "title": row.title, "text": row.text} for row in instrument.vignettes],
    }
    if instrument.dimensions:
        document["dimensions"] = [_dimension(row) for row in instrument.dimensions]
    return document | ({"design": _design(instrument.design)} if instrument.design else {})


def _question(spec: QuestionSpec) -> Row:
    row: Row = {"code": spec.code, "text": spec.text, "kind": spec.kind}
    if spec.kind not in SILENT_KINDS:
        row["required"] = spec.required
    named = ("help_text", "body", "unit", "places", "random_order")
    row |= {name: value for name in named if (value := getattr(spec, name))}
    if spec.kind in BOUNDED_KINDS:
        row |= {"minimum": spec.minimum, "maximum": spec.maximum}
    if spec.options:
        row["options"] = [_option(option) for option in spec.options]
    if spec.rows:
        row["rows"] = [{"code": one.code, "label": one.label} for one in spec.rows]
    return row | ({"show_if": conditions.as_row(spec.condition)} if spec.condition else {})


def _option(spec: OptionSpec) -> Row:
    row: Row = {"code": spec.code, "label": spec.label}
    if spec.step is not None:
        row["step"] = spec.step
    return row | {name: True for name in ("missing", "pinned") if getattr(spec, name)}


def _dimension(spec: DimensionSpec) -> Row:
    return {"code": spec.code, "label": spec.label, "levels": [_level(level) for level in spec.levels]}


def _level(spec: LevelSpec) -> Row:
    row: Row = {"code": spec.code, "label": spec.label, "text": spec.text}
    return row | ({"forms": dict(spec.forms)} if spec.forms else {})


def _design(spec: DesignSpec) -> Row:
    return {
        "title": spec.title,
        "text": spec.text,
        "exclusions": [{name: list(levels) for name, levels in rule} for rule in spec.exclusions],
        "effects": spec.effects,
        "size": spec.size,
        "deck_count": spec.deck_count,
        "seed": spec.seed,
        "repeat": spec.repeat,
        "cases": [{"code": one.code, "levels": dict(one.levels), "deck": one.deck} for one in spec.cases],
    }


def codes(content: Content, section: str) -> list[str]:
    """The codes beside which a new one of `section` must be unique: those of all questions, cases or dimensions."""
    sections = QUESTIONS if section in QUESTIONS else (section,)
    drawn = content["design"]["cases"] if section == VIGNETTES and content.get("design") else []
    return [row["code"] for name in sections for row in content.get(name, [])] + [case["code"] for case in drawn]


def find(content: Content, section: str, code: str) -> Row:
    found: Row = deepcopy(content[section][_place(content, section, code)])
    return found


def section_of(content: Content, code: str) -> str:
    """Where the question with `code` stands."""
    for section in QUESTIONS:
        if any(row["code"] == code for row in content[section]):
            return section
    raise KeyError(code)


def add(content: Content, section: str, row: Row) -> Content:
    _refuse_taken(content, section, row["code"])
    return _with(content, section, [*content.get(section, []), row])


def change(content: Content, section: str, code: str, row: Row) -> Content:
    place = _place(content, section, code)
    if row["code"] != code:
        _refuse_taken(content, section, row["code"])
    return _with(content, section, [*content[section][:place], row, *content[section][place + 1 :]])


def remove(content: Content, section: str, code: str) -> Content:
    return _with(content, section, without(content[section], _place(content, section, code)))


def duplicate(content: Content, section: str, code: str, used: Collection[str] = ()) -> Content:
    """A copy right below, under a code that neither the document nor `used` has."""
    place = _place(content, section, code)
    copy = content[section][place] | {"code": free_code(code, {*codes(content, section), *used})}
    return _with(content, section, [*content[section][: place + 1], copy, *content[section][place + 1 :]])


def move(content: Content, section: str, code: str, by: int) -> Content:
    """`by` places down, or up where negative; the ends of the list hold."""
    return _with(content, section, moved(content[section], _place(content, section, code), by))


def moved(rows: Sequence[Row], place: int, by: int) -> list[Row]:
    left = without(rows, place)
    target = min(max(place + by, 0), len(left))
    return [*left[:target], rows[place], *left[target:]]


def without(rows: Sequence[Row], place: int) -> list[Row]:
    return [*rows[:place], *rows[place + 1 :]]


def propose_code(text: str, used: Collection[str], otherwise: str = "code") -> str:
    """A code made of the words of `text`: "Din rolle?" → din_rolle; `otherwise` where it has no Latin letter."""
    parts = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(part for part in parts if not unicodedata.combining(part)))
    code = ""
    for word in words:
        longer = f"{code}_{word}" if code else word
        if len(longer) > CODE_LENGTH and code:
            break
        code = longer[:CODE_LENGTH]
    if not re.match("[a-z]", code):
        code = f"{otherwise}_{code}"[:CODE_LENGTH] if code else otherwise
    return free_code(code, used)


def next_case_code(used: Collection[str]) -> str:
    """V1, V2, …: the first that is free after all that are used."""
    numbers = [int(code[1:]) for code in used if re.fullmatch(r"V[0-9]{1,9}", code)]
    return free_code(f"V{max(numbers, default=0) + 1}", used)


def free_code(code: str, used: Collection[str]) -> str:
    """`code`, or with the first number behind it that makes it new."""
    if code not in used:
        return code
    stem, number = re.sub(r"_[0-9]{1,9}$", "", code), 2
    while (numbered := f"{stem[: CODE_LENGTH - len(str(number)) - 1]}_{number}") in used:
        number += 1
    return numbered


def fingerprint(row: object) -> str:
    """Tells whether a row is still what it was when a form was opened."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def _place(content: Content, section: str, code: str) -> int:
    for place, row in enumerate(content.get(section, [])):
        if row["code"] == code:
            return place
    raise KeyError(code)


def _refuse_taken(content: Content, section: str, code: str) -> None:
    if code in codes(content, section):
        raise ValueError(f"The code '{code}' is taken.")


def _with(content: Content, section: str, rows: list[Row]) -> Content:
    return deepcopy(content | {section: rows})
