"""A survey instrument: what is asked, about which cases, and who gets which. Pure and frozen.

docs/instrument.md describes the document that consultants write. `parse` makes an instrument of one that has no fault
(`vignettes/faults`); everything downstream (rows, forms, analysis, exports, simulated answers) relies on that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vignettes import conditions
from vignettes.conditions import Condition

# Kinds by what they ask for
CHOICE_KINDS = frozenset({"single", "multiple", "ordinal"})
OPTION_KINDS = CHOICE_KINDS | {"ranking", "matrix"}
BOUNDED_KINDS = frozenset({"number", "money"})
NUMBER_KINDS = BOUNDED_KINDS | {"percent"}
TEXT_KINDS = frozenset({"line", "text"})
ANSWERED_KINDS = OPTION_KINDS | NUMBER_KINDS | TEXT_KINDS | {"date"}
# Rows that say something and ask nothing
SILENT_KINDS = frozenset({"section", "information"})
KINDS = ANSWERED_KINDS | SILENT_KINDS

STEPS = (1, 2, 3, 4, 5, 6)
MISSING = "missing"  # the answer of a question without choices that counts as none: {"missing": code of the option}
TEXT_LIMIT, LINE_LIMIT = 20_000, 300  # characters of an answer in own words
FIRST_YEAR, LAST_YEAR = 1900, 2100  # of an answer that is a day
FOR_ALL = 0  # the deck of cases that everybody gets
EFFECTS = ("main", "two_way")

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One answer option. `step` is its step (1–6) on the staircase; `missing` marks a "don't know" or the like.

    A `pinned` option keeps its place where the others are shuffled; those marked missing always do.
    """

    code: str
    label: str
    step: int | None = None
    missing: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One row of a matrix: what its options are chosen for."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One question, or a row that asks nothing (`section`, `information`), whose longer text is `body`.

    Options of an ordinal question stand in ascending order. `minimum` and `maximum` are inclusive and given for percent
    (always 0 and 100), number and money only. `places` is how many of its options a ranking puts in order.
    """

    code: str
    text: str
    kind: str
    required: bool = False
    help_text: str = ""
    body: str = ""
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[OptionSpec, ...] = ()
    rows: tuple[RowSpec, ...] = ()
    places: int | None = None
    random_order: bool = False
    condition: Condition | None = None

    @property
    def begins_section(self) -> bool:
        return self.kind == "section"


@dataclass(frozen=True, slots=True)
class VignetteText:
    """One fictive case; paragraphs of `text` are separated by an empty line and hold no line breaks."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """One level of a dimension: `text` stands where the case has {dimension}, `forms` where it has {dimension.form}."""

    code: str
    label: str
    text: str
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DimensionSpec:
    code: str
    label: str
    levels: tuple[LevelSpec, ...]


@dataclass(frozen=True, slots=True)
class DesignedCase:
    """One combination of levels (code by dimension, in the order of the dimensions) in one deck (1, 2, …)."""

    code: str
    levels: tuple[tuple[str, str], ...]
    deck: int


@dataclass(frozen=True, slots=True)
class DesignSpec:
    """How cases are made of a template, and those that were: drawn with `seed`, the same arguments give the same.

    `exclusions` name one or several levels for some dimensions; a combination that matches all of them is impossible.
    `repeat` is the code of a case that is shown twice, "" for none.
    """

    title: str
    text: str
    exclusions: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
    effects: str
    size: int
    deck_count: int
    seed: int
    repeat: str
    cases: tuple[DesignedCase, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole survey: `background` is asked once per respondent, `battery` once per vignette.

    `vignettes` are written by hand and meant for everybody; those that a design makes stand in it (`vignettes/cases.py`
    has both in one).
    """

    code: str
    title: str
    introduction: str
    background: tuple[QuestionSpec, ...]
    battery: tuple[QuestionSpec, ...]
    vignettes: tuple[VignetteText, ...]
    dimensions: tuple[DimensionSpec, ...] = ()
    design: DesignSpec | None = None


def parse(document: Mapping[str, Any]) -> Instrument:
    """The instrument that a document without faults describes."""
    design = document.get("design")
    return Instrument(
        code=document["code"],
        title=paragraphs(document["title"]),
        introduction=paragraphs(document["introduction"]),
        background=tuple(map(_question, document["background"])),
        battery=tuple(map(_question, document["battery"])),
        vignettes=tuple(
            VignetteText(row["code"], paragraphs(row["title"]), paragraphs(row["text"]))
            for row in document["vignettes"]
        ),
        dimensions=tuple(map(_dimension, document.get("dimensions", ()))),
        design=design and _design(design, [row["code"] for row in document["dimensions"]]),
    )


def paragraphs(text: str) -> str:
    """The text as it is stored and shown: line breaks only between paragraphs, which an empty line parts."""
    return "\n\n".join(" ".join(one.split()) for one in _PARAGRAPH_BREAK.split(text.strip()))


def _question(row: Mapping[str, Any]) -> QuestionSpec:
    is_percent = row["kind"] == "percent"
    return QuestionSpec(
        code=row["code"],
        text=paragraphs(row["text"]),
        kind=row["kind"],
        required=row.get("required", False),
        help_text=paragraphs(row.get("help_text", "")),
        body=paragraphs(row.get("body", "")),
        unit=paragraphs(row.get("unit", "")),
        minimum=0 if is_percent else row.get("minimum"),
        maximum=100 if is_percent else row.get("maximum"),
        options=tuple(map(_option, row.get("options", ()))),
        rows=tuple(RowSpec(one["code"], paragraphs(one["label"])) for one in row.get("rows", ())),
        places=row.get("places"),
        random_order=row.get("random_order", False),
        condition=conditions.read(row.get("show_if")),
    )


def _option(row: Mapping[str, Any]) -> OptionSpec:
    flags = {name: row.get(name, False) for name in ("missing", "pinned")}
    return OptionSpec(row["code"], paragraphs(row["label"]), row.get("step"), **flags)


def _dimension(row: Mapping[str, Any]) -> DimensionSpec:
    levels = tuple(
        LevelSpec(
            one["code"], paragraphs(one["label"]), paragraphs(one["text"]), tuple(sorted(one.get("forms", {}).items()))
        )
        for one in row["levels"]
    )
    return DimensionSpec(row["code"], paragraphs(row["label"]), levels)


def _design(row: Mapping[str, Any], dimensions: list[str]) -> DesignSpec:
    rules = row.get("exclusions", ())
    return DesignSpec(
        title=paragraphs(row["title"]),
        text=paragraphs(row["text"]),
        exclusions=tuple(tuple((name, tuple(one[name])) for name in dimensions if name in one) for one in rules),
        effects=row["effects"],
        size=row["size"],
        deck_count=row["deck_count"],
        seed=row["seed"],
        repeat=row.get("repeat", ""),
        cases=tuple(
            DesignedCase(one["code"], tuple((name, one["levels"][name]) for name in dimensions), one["deck"])
            for one in row["cases"]
        ),
    )
