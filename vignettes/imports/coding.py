"""Texts of a foreign file as answers: what `exports.decoding` does, the other way round."""

import re
from datetime import date
from typing import Any

from vignettes.exports.columns import Column
from vignettes.exports.plan import CHOSEN, MULTIPLE, NUMBER, PERCENT, TEXT, MergedOption, MergedQuestion

MONEY, DATE, LINE = "money", "date", "line"
KINDS = frozenset({*CHOSEN, MULTIPLE, PERCENT, NUMBER, MONEY, DATE, LINE, TEXT})
TEXT_LENGTH = 10_000
_WHOLE = re.compile(r"[+-]?\d{1,15}([.,]0+)?")
_BOXES = {"1": True, "0": False, "ja": True, "nej": False, "yes": True, "no": False, "true": True, "false": False}


class Unknown(ValueError):
    """The instrument does not have what stands in the file."""


def read(column: Column, text: str, version: int) -> Any:
    """The answer as it is stored; for one box of several, whether it is chosen (None: not offered or "don't know").

    `text` is not empty. Raises Unknown.
    """
    question = column.question
    assert question is not None
    if question.kind in CHOSEN:
        return _option(question, text, version).code
    if question.kind == MULTIPLE:
        return _box(column, text, version)
    return _missing(question, text, version) or _plain(question, text)


def _plain(question: MergedQuestion, text: str) -> Any:
    if question.kind in (PERCENT, NUMBER, MONEY):
        return _whole(question, text)
    if question.kind == DATE:
        return _day(text)
    if question.kind in (LINE, TEXT) and len(text) <= TEXT_LENGTH:
        return text
    raise Unknown


def _option(question: MergedQuestion, text: str, version: int) -> MergedOption:
    """By its number in exports, else by its code, else by its label."""
    offered = [option for option in question.options if version in option.versions]
    wanted = _number_as_text(text).casefold()
    for name in ("number", "code", "label"):
        for option in offered:
            if str(getattr(option, name)).casefold() == wanted:
                return option
    raise Unknown


def _missing(question: MergedQuestion, text: str, version: int) -> str | None:
    """The code of "don't know", where a question of another kind than a choice has it."""
    try:
        option = _option(question, text, version)
    except Unknown:
        return None
    return option.code if option.is_missing else None


def _box(column: Column, text: str, version: int) -> bool | None:
    plain = _number_as_text(text).casefold()
    is_offered = column.option is not None and version in column.option.versions
    if plain in _BOXES and (is_offered or not _BOXES[plain]):
        return _BOXES[plain]
    if plain in {str(number) for number in column.missing}:
        return None
    raise Unknown


def _whole(question: MergedQuestion, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise Unknown
    number = int(re.split("[.,]", text)[0])
    low, high = question.minimum, question.maximum
    if question.kind == PERCENT:
        low, high = 0, 100
    if (low is not None and number < low) or (high is not None and number > high):
        raise Unknown
    return number


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise Unknown from error


def _number_as_text(text: str) -> str:
    return re.split("[.,]", text)[0] if _WHOLE.fullmatch(text) else text
