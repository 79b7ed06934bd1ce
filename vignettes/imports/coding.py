"""Texts of a foreign file as answers: what `exports.decoding` does, the other way round.

Each column of a question gives a part (`read`), and the parts of a row give the answer (`joined`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vignettes.exports.columns import Column
from vignettes.exports.plan import (
    CHOSEN,
    DATE,
    LINE,
    MATRIX,
    MULTIPLE,
    PERCENT,
    RANKING,
    TEXTS,
    WHOLE,
    MergedOption,
    MergedQuestion,
)
from vignettes.instrument import FIRST_YEAR, LAST_YEAR, LINE_LIMIT, MISSING, TEXT_LIMIT

# As people in Denmark write it, 65.000 being sixty-five thousand, or with a point before zeros, as programs do
_WHOLE = re.compile(r"[+-]?(\d{1,3}(\.\d{3}){1,4}|\d{1,15})([.,]0{1,2})?")
_DANISH_DAY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([T ][\d:.]+)?")
_POINT = re.compile(r"\d+")
_TRUE, _FALSE = ("1", "ja", "yes", "true", "x"), ("0", "nej", "no", "false")
_BOXES = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)
_CUT = "…"  # how a label ends that a format had no room for


class Unknown(ValueError):
    """The instrument does not have what stands in the file."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, which is not empty. `label` is what the file itself says that it means, "" if nothing.

    `is_ours` says that the file goes by the numbers of our codebook, also where options bear numbers of their own.
    """

    text: str
    label: str = ""
    is_ours: bool = False

    @property
    def number(self) -> int | None:
        """The whole number that the text is."""
        if not _WHOLE.fullmatch(self.text):
            return None
        return int(re.sub(r"[.,]0{1,2}$", "", self.text).replace(".", ""))


@dataclass(frozen=True)
class Declined:
    """The option that says why there is no answer."""

    code: str


Part = tuple[Column, Any]


def read(column: Column, cell: Cell, version: int) -> Any:
    """What one column says: an option's code, a box, a place, the answer itself, or Declined. Raises Unknown."""
    question = column.question
    assert question is not None
    if column.option and version not in column.option.versions and cell.number != 0:
        raise Unknown
    if question.kind in (*CHOSEN, MATRIX):
        return _option(question.options, cell, version).code
    if question.kind == MULTIPLE:
        return _box(question, cell, version)
    return _declined(column, question, cell, version) or _plain(question, cell)


def joined(question: MergedQuestion, parts: Sequence[Part]) -> Any:
    """The answer as it is stored; None for none. Raises Unknown where the parts contradict each other."""
    declined = [value.code for _column, value in parts if isinstance(value, Declined)]
    given = [(column, value) for column, value in parts if not isinstance(value, Declined)]
    if question.kind == MULTIPLE:
        return _several(question, given, declined)
    if declined and given:
        raise Unknown
    if declined:
        return {MISSING: declined[0]}
    if question.kind == MATRIX:
        return {column.option.code: value for column, value in given if column.option}
    if question.kind == RANKING:
        return _in_order(given)
    return given[0][1]


def _several(question: MergedQuestion, given: Sequence[Part], declined: Sequence[str]) -> Any:
    """Whoever says "don't know" beside one of the others contradicts the own answer."""
    ticked = {column.option.code for column, value in given if value and column.option}
    chosen = [option for option in question.options if option.code in ticked]
    alone = [option for option in chosen if option.is_missing]
    if (alone or declined) and len(chosen) > len(alone) or len(alone) > 1:
        raise Unknown
    return [option.code for option in chosen] or ({MISSING: declined[0]} if declined else None)


def _in_order(given: Sequence[Part]) -> list[str]:
    places = {value: column.option.code for column, value in given if column.option}
    if sorted(places) != list(range(1, len(given) + 1)):
        raise Unknown
    return [places[place] for place in sorted(places)]


def _plain(question: MergedQuestion, cell: Cell) -> Any:
    if question.kind in WHOLE:
        return _whole(question, cell.text)
    if question.kind == RANKING:
        return _place(question, cell)
    if question.kind == DATE:
        return _day(cell.text)
    return _written(question, cell.text)


def _option(options: Sequence[MergedOption], cell: Cell, version: int) -> MergedOption:
    """By what the file says that it means; else by its number, its code or its label.

    Points of a scale that have their numbers as labels go by these, unless the file is ours: what is 3 on a scale from
    0 is the fourth option.
    """
    offered = [option for option in options if version in option.versions]
    if cell.label:
        return _first(option for option in offered if _is_called(option, cell.label))
    number = cell.number
    points = {} if cell.is_ours else _points(offered)
    if points and number is not None and number >= 0:
        return _first(option for option in offered if points.get(option.code) == number)
    wanted = cell.text.casefold()
    by_number = (option for option in offered if option.number == number)
    by_word = (option for option in offered if wanted in (option.code.casefold(), option.label.casefold()))
    return next(by_number, None) or _first(by_word)


def _first(options: Iterable[MergedOption]) -> MergedOption:
    for option in options:
        return option
    raise Unknown


def _is_called(option: MergedOption, label: str) -> bool:
    told, full = label.casefold(), option.label.casefold()
    return told == full or (told.endswith(_CUT) and full.startswith(told.removesuffix(_CUT)))


def _points(options: Sequence[MergedOption]) -> dict[str, int]:
    """The numbers that the options of a scale bear, by code; none where no label is a number alone."""
    if not any(_POINT.fullmatch(option.label) for option in options):
        return {}
    return {option.code: int(found[0]) for option in options if (found := _POINT.match(option.label))}


def _declined(column: Column, question: MergedQuestion, cell: Cell, version: int) -> Declined | None:
    """In the column that says why, or as a code beside the answers, where the question has such options."""
    says_why = question.has_reason and bool(column.labels)
    if question.has_reason and not says_why:
        return None
    try:
        return Declined(_option(question.declines, cell, version).code)
    except Unknown:
        if says_why:
            raise
        return None


def _box(question: MergedQuestion, cell: Cell, version: int) -> Any:
    for word in (cell.label, str(cell.number), cell.text):
        if word.casefold() in _BOXES:
            return _BOXES[word.casefold()]
    return Declined(_option(question.declines, cell, version).code)


def _whole(question: MergedQuestion, text: str) -> int:
    plain = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-").casefold()
    for unit in ("%", "kr.", "kr", re.sub(r"\s", "", question.unit).casefold()):
        plain = plain.removesuffix(unit)
    number = Cell(plain).number
    low, high = (0, 100) if question.kind == PERCENT else (question.minimum, question.maximum)
    if number is None or (low is not None and number < low) or (high is not None and number > high):
        raise Unknown
    return number


def _place(question: MergedQuestion, cell: Cell) -> int:
    if cell.number is None or not 1 <= cell.number <= len(question.chosen):
        raise Unknown
    return cell.number


def _day(text: str) -> str:
    """2027-01-14, with a time or without, or as Danes write it: 14.1.2027, 14-01-2027, 14/1/2027."""
    try:
        if danish := _DANISH_DAY.fullmatch(text):
            day, month, year = map(int, danish.groups())
            found = date(year, month, day)
        else:
            iso = _ISO_DAY.fullmatch(text)
            found = date.fromisoformat(iso[1] if iso else "")
    except ValueError as error:
        raise Unknown from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unknown
    return found.isoformat()


def _written(question: MergedQuestion, text: str) -> str:
    """As the fields of the answering pages would have stored it."""
    plain = " ".join(text.split()) if question.kind == LINE else text.replace("\r\n", "\n")
    if question.kind not in TEXTS or len(plain) > (LINE_LIMIT if question.kind == LINE else TEXT_LIMIT):
        raise Unknown
    return plain
