"""Texts of a foreign file as answers: what `exports.decoding` does, the other way round.

Each column of a question gives a part (`read`), and the parts of a row give the answer (`joined`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vignettes.exports.columns import Column
from vignettes.exports.plan import (
    CHOSEN,
    DATE,
    MATRIX,
    MULTIPLE,
    PERCENT,
    RANKING,
    TEXTS,
    WHOLE,
    MergedOption,
    MergedQuestion,
)
from vignettes.instrument import MISSING

TEXT_LENGTH = 10_000
_WHOLE = re.compile(r"[+-]?\d{1,15}([.,]0+)?")
_BOXES = {"1": True, "0": False, "ja": True, "nej": False, "yes": True, "no": False, "true": True, "false": False}


class Unknown(ValueError):
    """The instrument does not have what stands in the file."""


@dataclass(frozen=True)
class Declined:
    """The option that says why there is no answer."""

    code: str


Part = tuple[Column, Any]


def read(column: Column, text: str, version: int) -> Any:
    """What one column says, `text` not being empty: an option's code, a box, a place, the answer itself, or Declined.

    Raises Unknown.
    """
    question = column.question
    assert question is not None
    if column.option and version not in column.option.versions and text not in ("0", ""):
        raise Unknown
    if question.kind in (*CHOSEN, MATRIX):
        return _option(question.options, text, version).code
    if question.kind == MULTIPLE:
        return _box(question, text, version)
    return _declined(column, question, text, version) or _plain(question, text)


def joined(question: MergedQuestion, parts: Sequence[Part]) -> Any:
    """The answer as it is stored; None for none. Raises Unknown where the parts contradict each other."""
    declined = [value.code for _column, value in parts if isinstance(value, Declined)]
    given = [(column, value) for column, value in parts if not isinstance(value, Declined)]
    if question.kind == MULTIPLE:
        chosen = {column.option.code for column, value in given if value and column.option}
        in_order = [option.code for option in question.options if option.code in chosen]
        return in_order or ({MISSING: declined[0]} if declined else None)
    if declined and given:
        raise Unknown
    if declined:
        return {MISSING: declined[0]}
    if question.kind == MATRIX:
        return {column.option.code: value for column, value in given if column.option}
    if question.kind == RANKING:
        return _in_order(given)
    return given[0][1]


def _in_order(given: Sequence[Part]) -> list[str]:
    places = {value: column.option.code for column, value in given if column.option}
    if sorted(places) != list(range(1, len(given) + 1)):
        raise Unknown
    return [places[place] for place in sorted(places)]


def _plain(question: MergedQuestion, text: str) -> Any:
    if question.kind in WHOLE:
        return _whole(question, text)
    if question.kind == RANKING:
        return _place(question, text)
    if question.kind == DATE:
        return _day(text)
    if question.kind in TEXTS and len(text) <= TEXT_LENGTH:
        return text
    raise Unknown


def _option(options: Sequence[MergedOption], text: str, version: int) -> MergedOption:
    """By its number in exports, else by its code, else by its label."""
    offered = [option for option in options if version in option.versions]
    wanted = _number_as_text(text).casefold()
    for name in ("number", "code", "label"):
        for option in offered:
            if str(getattr(option, name)).casefold() == wanted:
                return option
    raise Unknown


def _declined(column: Column, question: MergedQuestion, text: str, version: int) -> Declined | None:
    """In the column that says why, or as a code beside the answers, where the question has such options."""
    says_why = question.has_reason and bool(column.labels)
    if question.has_reason and not says_why:
        return None
    try:
        return Declined(_option(question.declines, text, version).code)
    except Unknown:
        if says_why:
            raise
        return None


def _box(question: MergedQuestion, text: str, version: int) -> Any:
    plain = _number_as_text(text).casefold()
    if plain in _BOXES:
        return _BOXES[plain]
    return Declined(_option(question.declines, text, version).code)


def _whole(question: MergedQuestion, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise Unknown
    number = int(re.split("[.,]", text)[0])
    low, high = (0, 100) if question.kind == PERCENT else (question.minimum, question.maximum)
    if (low is not None and number < low) or (high is not None and number > high):
        raise Unknown
    return number


def _place(question: MergedQuestion, text: str) -> int:
    plain = _number_as_text(text)
    if not plain.isdecimal() or not 1 <= int(plain) <= len(question.chosen):
        raise Unknown
    return int(plain)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise Unknown from error


def _number_as_text(text: str) -> str:
    return re.split("[.,]", text)[0] if _WHOLE.fullmatch(text) else text
