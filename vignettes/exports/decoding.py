"""Stored answers, JSON as the database has it, as values of the table."""

import json
from dataclasses import dataclass

from vignettes.exports.plan import CHOSEN, MULTIPLE, TEXT, MergedOption, MergedQuestion

CHOSEN_VALUE, NOT_CHOSEN = 1, 0


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: `values` for the columns of the question, `code`, `number` and `label` for a row of its own.

    `is_known` is False for what the instrument does not have: a forged or damaged value, left blank and counted.
    """

    values: tuple[int | str | None, ...]
    code: str | None = None
    number: int | None = None
    label: str | None = None
    text: str | None = None
    is_missing: bool = False
    is_known: bool = True


class Decoder:
    """Reads the answers that one version got to one question.

    Equal answers are read once: `read_before` has those that were, but for free text and what is not known.
    """

    def __init__(self, question: MergedQuestion, version: int) -> None:
        self.question = question
        self.width = width(question)
        self._offered = {option.code: option for option in question.options if version in option.versions}
        self.read_before: dict[str, Answered] = {}
        self._is_text = question.kind == TEXT

    def read(self, stored: str) -> Answered:
        answered = self.read_before.get(stored) or self._decoded(stored)
        if answered.is_known and not self._is_text:
            self.read_before[stored] = answered
        return answered

    def _decoded(self, stored: str) -> Answered:
        try:
            value = json.loads(stored)
        except ValueError:
            return self._unknown()
        if value is None or value == []:
            return Answered((None,) * self.width)
        if self.question.kind in CHOSEN:
            return self._chosen(value)
        if self.question.kind == MULTIPLE:
            return self._several(value)
        return self._text(value) if self._is_text else self._whole(value)

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
        return Answered((int(value),), number=int(value))

    def _text(self, value: object) -> Answered:
        if not isinstance(value, str):
            return self._unknown()
        return Answered((value or None,), text=value or None)

    def _unknown(self) -> Answered:
        return Answered((None,) * self.width, is_known=False)


def width(question: MergedQuestion) -> int:
    """How many columns a question has: one, or one for each option where several may be chosen."""
    return len(question.options) if question.kind == MULTIPLE else 1
