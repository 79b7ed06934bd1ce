"""Stored answers, JSON as the database has it, as values of the table."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from vignettes.exports.coded import Codes
from vignettes.exports.plan import CHOSEN, DATE, MATRIX, MULTIPLE, RANKING, TEXTS, MergedOption, MergedQuestion
from vignettes.instrument import MISSING

CHOSEN_VALUE, NOT_CHOSEN = 1, 0


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: `values` for the columns of the question, `code`, `number` and `label` for a row of its own.

    `items` has the answers in the rows of a matrix, each of which is told in a row of its own. `is_known` is False for
    what the instrument does not have: a forged or damaged value, left blank and counted.
    """

    values: tuple[int | str | date | None, ...]
    code: str | None = None
    number: int | None = None
    label: str | None = None
    text: str | None = None
    is_missing: bool = False
    is_known: bool = True
    items: "tuple[Answered, ...]" = ()

    def item(self, place: int) -> "Answered":
        """The answer in this row of a matrix; "don't know" instead of an answer goes for all of them."""
        return self.items[place] if self.items else self


class Decoder:
    """Reads the answers that one version got to one question.

    Equal answers are read once, but for free text and what is not known.
    """

    def __init__(self, question: MergedQuestion, version: int) -> None:
        self.question = question
        self.width = width(question)
        self._offered = {option.code: option for option in question.options if version in option.versions}
        self._before: dict[str, Answered] = {}
        self._rows = {row.code: row for row in question.rows if version in row.versions}
        self._is_text = question.kind in TEXTS
        self._readers = {
            **dict.fromkeys(CHOSEN, self._chosen),
            **dict.fromkeys(TEXTS, self._text),
            MULTIPLE: self._several,
            RANKING: self._in_order,
            MATRIX: self._by_row,
            DATE: self._day,
        }

    def read(self, stored: str) -> Answered:
        answered = self._before.get(stored) or self._decoded(stored)
        if answered.is_known and not self._is_text:
            self._before[stored] = answered
        return answered

    def read_all(self, codes: Codes, texts: Sequence[str], unknown: Counter[str]) -> list[Answered]:
        """Each of `texts`, of which answers have these `codes`; those that are not known are added to `unknown`."""
        answered = [self.read(text) for text in texts]
        strange = np.array([not one.is_known for one in answered], dtype=np.bool_)
        if count := int(strange[codes].sum()):
            unknown[self.question.code] += count
        return answered

    def _decoded(self, stored: str) -> Answered:
        try:
            value = json.loads(stored)
        except ValueError:
            return self._unknown()
        if value is None or value in ([], {}):
            return Answered((None,) * self.width)
        if isinstance(value, dict) and MISSING in value:
            return self._declined(value[MISSING])
        return self._readers.get(self.question.kind, self._whole)(value)

    def _declined(self, code: object) -> Answered:
        """The code of the option in each column, or in the one that says why."""
        option = self._offered.get(code) if isinstance(code, str) else None
        if option is None or not option.is_missing:
            return self._unknown()
        values = (None, option.number) if self.question.has_reason else (option.number,) * self.width
        return Answered(values, option.code, option.number, option.label, is_missing=True)

    def _chosen(self, value: object) -> Answered:
        option = self._offered.get(value) if isinstance(value, str) else None
        if option is None:
            return self._unknown()
        return Answered((option.number,), option.code, option.number, option.label, is_missing=option.is_missing)

    def _several(self, value: object) -> Answered:
        """Chosen 1, offered and not chosen 0, not offered by this version blank.

        Whoever chose "don't know" has not said no to the others: they get its code.
        """
        if not isinstance(value, list) or not all(isinstance(code, str) and code in self._offered for code in value):
            return self._unknown()
        chosen = [option for option in self._offered.values() if option.code in value]
        missing = next((option.number for option in chosen if option.is_missing), NOT_CHOSEN)
        values = tuple(self._box(option, value, missing) for option in self.question.options)
        return Answered(
            values,
            code=" ".join(option.code for option in chosen),
            label="; ".join(option.label for option in chosen),
            is_missing=all(option.is_missing for option in chosen),
        )

    def _box(self, option: MergedOption, chosen: list[str], missing: int) -> int | None:
        if option.code not in self._offered:
            return None
        if option.code in chosen:
            return CHOSEN_VALUE
        return NOT_CHOSEN if option.is_missing else missing

    def _whole(self, value: object) -> Answered:
        if isinstance(value, bool) or not isinstance(value, int | float) or not float(value).is_integer():
            return self._unknown()
        return Answered(self._alone(int(value)), number=int(value))

    def _text(self, value: object) -> Answered:
        if not isinstance(value, str):
            return self._unknown()
        return Answered(self._alone(value or None), text=value or None)

    def _day(self, value: object) -> Answered:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None:
            return self._unknown()
        return Answered(self._alone(day), code=day.isoformat(), label=day.isoformat())

    def _in_order(self, value: object) -> Answered:
        """The place of each option, blank for those without one."""
        if not isinstance(value, list) or not all(isinstance(code, str) and code in self._offered for code in value):
            return self._unknown()
        options = [self._offered[code] for code in value]
        if len(set(value)) != len(value) or any(option.is_missing for option in options):
            return self._unknown()
        places = {code: place for place, code in enumerate(value, start=1)}
        return Answered(
            tuple(places.get(option.code) for option in self.question.chosen),
            code=" ".join(value),
            label="; ".join(f"{place}. {option.label}" for place, option in enumerate(options, start=1)),
        )

    def _by_row(self, value: object) -> Answered:
        """An answer in each row: blank where nothing was chosen, or the version does not have the row."""
        if not isinstance(value, dict) or not all(self._is_cell(row, code) for row, code in value.items()):
            return self._unknown()
        items = tuple(self._item(row, value) for row in self.question.rows)
        return Answered(tuple(item.number for item in items), items=items)

    def _item(self, row: MergedOption, value: dict[str, str]) -> Answered:
        return self._chosen(value[row.code]) if row.code in value else Answered((None,))

    def _is_cell(self, row: object, code: object) -> bool:
        return row in self._rows and isinstance(code, str) and code in self._offered

    def _alone(self, value: int | str | date | None) -> tuple[int | str | date | None, ...]:
        return (value, None) if self.question.has_reason else (value,)

    def _unknown(self) -> Answered:
        return Answered((None,) * self.width, is_known=False)


def width(question: MergedQuestion) -> int:
    """How many columns a question has: one for each option or row where there is more than one value to it."""
    several = {MULTIPLE: question.options, RANKING: question.chosen, MATRIX: question.rows}
    return len(several[question.kind]) if question.kind in several else 1 + question.has_reason
