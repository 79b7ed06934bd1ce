"""The columns of an export, made from the design alone: name, label, value labels, missing codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vignettes.exports.coded import Value
from vignettes.exports.decoding import CHOSEN_VALUE, NOT_CHOSEN
from vignettes.exports.naming import Names
from vignettes.exports.plan import (
    DATE,
    MATRIX,
    MULTIPLE,
    ORDINAL,
    RANKING,
    SINGLE,
    TEXTS,
    MergedDimension,
    MergedOption,
    MergedQuestion,
    MergedVignette,
    Plan,
)

Labels = tuple[tuple[int, str], ...]
Parts = tuple[tuple[MergedOption, ...], Labels, "Measure"]  # a column for each, with what all have in common


class Type(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    TIME = "time"


class Measure(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


@dataclass(frozen=True)
class Column:
    """`labels` are (value, label), those of `missing` included. What it is about stands beside it, for the codebook,
    and `explained` has what a value means beyond its label.
    """

    name: str
    label: str
    type: Type = Type.NUMBER
    measure: Measure = Measure.NOMINAL
    labels: Labels = ()
    missing: tuple[int, ...] = ()
    question: MergedQuestion | None = None
    vignette: MergedVignette | None = None
    option: MergedOption | None = None
    explained: Labels = ()


@dataclass(frozen=True)
class Frame:
    """What the plan does not know: the words of the fixed columns, and whom they are about.

    `words` has the label of each fixed column by its name, and "yes", "no" and "position".
    """

    words: Mapping[str, str]
    municipalities: Labels
    roles: Labels
    versions: Labels
    statuses: Labels
    has_texts: bool = False
    has_decks: bool = False

    @property
    def yes_no(self) -> Labels:
        return ((NOT_CHOSEN, self.words["no"]), (CHOSEN_VALUE, self.words["yes"]))


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent without anything that says who it is. `order` has the codes of the vignettes as they were met."""

    key: str
    municipality: int
    role: int
    version: int
    status: int
    started_at: datetime | None
    submitted_at: datetime | None
    seed: str | None
    order: tuple[str, ...]
    deck: int | None = None

    def fixed(self, frame: Frame) -> tuple[Value, ...]:
        """The values of `person_columns`."""
        told = (
            self.key,
            self.municipality,
            self.role,
            self.version,
            self.status,
            self.started_at,
            self.submitted_at,
            self.seed,
        )
        return (*told, self.deck) if frame.has_decks else told


def seen_columns(frame: Frame, names: Names, vignette: MergedVignette | None = None) -> tuple[Column, ...]:
    """When a page was shown and for how long, named by the vignette where there is one."""
    codes = (vignette.code,) if vignette else ()
    about = f"{vignette.code}: " if vignette else ""
    return (
        Column(
            names.give(*codes, "shown_at"), about + frame.words["shown_at"], Type.TIME, Measure.SCALE, vignette=vignette
        ),
        Column(names.give(*codes, "seconds"), about + frame.words["seconds"], measure=Measure.SCALE, vignette=vignette),
    )


def person_columns(frame: Frame, names: Names) -> tuple[Column, ...]:
    """What every row says of its respondent, in the order of `Person.fixed`; the deck where cases are dealt."""
    words = frame.words
    labelled = {
        "municipality": frame.municipalities,
        "respondent_role": frame.roles,
        "instrument_version": frame.versions,
        "status": frame.statuses,
    }
    decks = (Column(names.give("deck"), words["deck"]),) if frame.has_decks else ()
    return (
        Column(names.give("respondent"), words["respondent"], Type.TEXT),
        *(Column(names.give(name), words[name], labels=labels) for name, labels in labelled.items()),
        Column(names.give("started_at"), words["started_at"], Type.TIME, Measure.SCALE),
        Column(names.give("submitted_at"), words["submitted_at"], Type.TIME, Measure.SCALE),
        Column(names.give("order_seed"), words["order_seed"], Type.TEXT),
        *decks,
    )


def design_columns(plan: Plan, names: Names, vignette: MergedVignette | None = None) -> tuple[Column, ...]:
    """A column for each dimension that the vignettes are varied in: of one vignette, or of the row's."""
    start = (vignette.code,) if vignette else ()
    return tuple(
        Column(
            names.give(*start, "dim", dimension.code),
            _about(vignette, dimension.label),
            labels=option_labels(dimension.levels),
            vignette=vignette,
        )
        for dimension in plan.dimensions
    )


def levels_of(plan: Plan, vignette: MergedVignette) -> tuple[int | None, ...]:
    """The values of `design_columns` for a vignette."""
    return tuple(_level(dimension, vignette) for dimension in plan.dimensions)


def question_columns(
    question: MergedQuestion, vignette: MergedVignette | None, frame: Frame, names: Names
) -> tuple[Column, ...]:
    """The column of a question, one for each option where several may be chosen or put in order, or one for each row.

    Where a code cannot say that somebody did not answer, a second column does.
    """
    start = (vignette.code, question.code) if vignette else (question.code,)
    if question.kind not in _SEVERAL:
        column = _single(names.give(*start), question, vignette)
        return (
            (column, _reason(names.give(*start, "why"), question, vignette, frame))
            if question.has_reason
            else (column,)
        )
    parts, labels, measure = _SEVERAL[question.kind](question, frame)
    return tuple(
        Column(
            names.give(*start, part.code),
            _about(vignette, f"{question.text}: {part.label}"),
            measure=measure,
            labels=labels,
            missing=tuple(option.number for option in question.declines),
            question=question,
            vignette=vignette,
            option=part,
        )
        for part in parts
    )


def _boxes(question: MergedQuestion, frame: Frame) -> Parts:
    return question.options, (*frame.yes_no, *option_labels(question.declines)), Measure.NOMINAL


def _places(question: MergedQuestion, _frame: Frame) -> Parts:
    return question.chosen, option_labels(question.declines), Measure.ORDINAL


def _rows(question: MergedQuestion, _frame: Frame) -> Parts:
    return question.rows, option_labels(question.options), Measure.ORDINAL


_SEVERAL = {MULTIPLE: _boxes, RANKING: _places, MATRIX: _rows}


def option_labels(options: Sequence[MergedOption]) -> Labels:
    return tuple((option.number, option.label) for option in options)


def is_exported(question: MergedQuestion, frame: Frame) -> bool:
    """Free text stays out unless somebody has asked for it."""
    return frame.has_texts or question.kind not in TEXTS


def _single(name: str, question: MergedQuestion, vignette: MergedVignette | None) -> Column:
    measure = {SINGLE: Measure.NOMINAL, ORDINAL: Measure.ORDINAL, **dict.fromkeys(TEXTS, Measure.NOMINAL)}.get(
        question.kind, Measure.SCALE
    )
    unit = f" ({question.unit})" if question.unit else ""
    options = () if question.has_reason else question.options
    return Column(
        name,
        _about(vignette, question.text + unit),
        {DATE: Type.DAY, **dict.fromkeys(TEXTS, Type.TEXT)}.get(question.kind, Type.NUMBER),
        measure,
        option_labels(options),
        tuple(option.number for option in options if option.is_missing),
        question,
        vignette,
    )


def _reason(name: str, question: MergedQuestion, vignette: MergedVignette | None, frame: Frame) -> Column:
    label = _about(vignette, f"{question.text}: {frame.words['why_missing']}")
    return Column(name, label, labels=option_labels(question.declines), question=question, vignette=vignette)


def _about(vignette: MergedVignette | None, text: str) -> str:
    return f"{vignette.code}: {text}" if vignette else text


def _level(dimension: MergedDimension, vignette: MergedVignette) -> int | None:
    code = vignette.levels.get(dimension.code)
    return next((level.number for level in dimension.levels if level.code == code), None)
