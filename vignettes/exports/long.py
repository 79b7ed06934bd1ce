"""One row for each respondent, vignette and question that the version asks; of a matrix one for each of its rows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignettes.exports.coded import BLANK, EMPTY, Batch, Coded, Value, blank
from vignettes.exports.columns import (
    Column,
    Frame,
    Measure,
    Person,
    Type,
    design_columns,
    is_exported,
    levels_of,
    person_columns,
    seen_columns,
)
from vignettes.exports.decoding import Answered, Decoder
from vignettes.exports.given import Answers, Place
from vignettes.exports.naming import Names
from vignettes.exports.plan import MATRIX, MergedOption, MergedQuestion, MergedVignette, Plan
from vignettes.exports.shown import Shown, Views, told_of

Asked = npt.NDArray[np.bool_]  # a row for each person, a column for each line

ITEM_CODE, ITEM_LABEL = "item_code", "item_label"  # which row of its matrix a row of the table is about
_NOTHING: tuple[Value, ...] = (None,) * 5


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a version as far as it is the same for everybody: what stands before and behind how a page was seen.

    `vignette` is its place in the plan, BLANK for what is asked once; `item` the place of the row in its matrix.
    """

    place: Place
    vignette: int
    item: int
    head: tuple[Value, ...]
    tail: tuple[Value, ...]
    decoder: Decoder


class Long:
    """The long table of a plan: `columns`, and `batch`, which fills them for some people at a time."""

    def __init__(self, plan: Plan, frame: Frame) -> None:
        self.names = Names()
        self.unknown: Counter[str] = Counter()
        self.plan, self._frame = plan, frame
        self._exported = [question for question in plan.questions if is_exported(question, frame)]
        self._has_items = any(question.kind == MATRIX for question in self._exported)
        self.columns: tuple[Column, ...] = (
            *person_columns(frame, self.names),
            *self._vignette_columns(),
            *design_columns(plan, self.names),
            *self._question_columns(),
            *self._answer_columns(),
        )
        self._lines = [line for version in plan.versions for line in self._lines_of(version.number)]
        self._versions = np.array([line.place[0] for line in self._lines], dtype=np.intp)
        self._vignettes = np.array([line.vignette for line in self._lines], dtype=np.intp)
        self._lines_at: dict[Place, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            self._lines_at[line.place].append(number)

    def batch(self, people: Sequence[Person], answers: Answers, views: Views) -> Batch:
        """The rows of `people` in their order; a question that was not answered has a row with a blank answer."""
        shown = Shown(people, [one.code for one in self.plan.vignettes], views)
        asked = self._asked(people, shown)
        whose, lines = np.nonzero(asked)
        if not len(whose):
            return [EMPTY] * len(self.columns)
        return [
            *(Coded(whose, one.values) for one in told_of(people, self._frame)),
            *(Coded(lines, values) for values in zip(*(line.head for line in self._lines), strict=True)),
            *shown.columns(whose, self._vignettes[lines]),
            *(Coded(lines, values) for values in zip(*(line.tail for line in self._lines), strict=True)),
            *self._answered(asked, answers),
        ]

    def row_count(self, version: int, given: Collection[str]) -> int:
        """How many rows somebody has who answers `version` and was given the vignettes of these codes; all if none."""
        places = (line.place for line in self._lines if line.place[0] == version)
        return sum(not vignette or not given or vignette in given for _version, vignette, _question in places)

    def _asked(self, people: Sequence[Person], shown: Shown) -> Asked:
        """Which lines everybody has a row for: their version's, but for vignettes that they were not given."""
        versions = np.array([person.version for person in people], dtype=np.intp)
        got_all = np.array([not person.order for person in people], dtype=np.bool_)
        was_given = (self._vignettes == BLANK) | (shown.positions[:, self._vignettes] > 0) | got_all[:, None]
        asked: Asked = (versions[:, None] == self._versions) & was_given
        return asked

    def _answered(self, asked: Asked, answers: Answers) -> list[Coded]:
        """The columns of the answer, which all have the same codes."""
        rows = np.where(asked, np.cumsum(asked).reshape(asked.shape) - 1, BLANK)
        codes = blank(int(np.count_nonzero(asked)))
        told: list[tuple[Value, ...]] = []
        for place, people, numbers, texts in answers.by_place():
            lines = self._lines_at[place]
            is_asked = asked[people, lines[0]]
            read = self._lines[lines[0]].decoder.read_all(numbers[is_asked], texts, self.unknown)
            for line in lines:
                codes[rows[people[is_asked], line]] = numbers[is_asked] + len(told)
                told += [_told(one.item(self._lines[line].item)) for one in read]
        values = [*zip(*told, _NOTHING, strict=True)]
        return [Coded(codes, one) for one in (values if self._frame.has_texts else values[:-1])]

    def _lines_of(self, version: int) -> Iterator[_Line]:
        vignettes = [(place, one) for place, one in enumerate(self.plan.vignettes) if version in one.versions]
        for place, vignette in [(BLANK, None), *vignettes]:
            for question in self._exported:
                if version in question.versions and question.is_per_vignette == bool(vignette):
                    yield from self._lines_for(version, question, place, vignette)

    def _lines_for(
        self, version: int, question: MergedQuestion, place: int, vignette: MergedVignette | None
    ) -> Iterator[_Line]:
        """One, or of a matrix one for each row that the version has."""
        code = vignette.code if vignette else ""
        levels = levels_of(self.plan, vignette) if vignette else (None,) * len(self.plan.dimensions)
        head = (vignette.number if vignette else None, code or None)
        decoder = Decoder(question, version)
        for item, row in enumerate(question.rows) if question.kind == MATRIX else [(0, None)]:
            if row is None or version in row.versions:
                tail = (*levels, question.number, question.code, *self._item(row))
                yield _Line((version, code, question.code), place, item, head, tail, decoder)

    def _item(self, row: MergedOption | None) -> tuple[Value, ...]:
        if not self._has_items:
            return ()
        return (row.code, row.label) if row else (None, None)

    def _vignette_columns(self) -> tuple[Column, ...]:
        words = self._frame.words
        labels = tuple((vignette.number, vignette.title) for vignette in self.plan.vignettes)
        return (
            Column(self.names.give("vignette"), words["vignette"], labels=labels),
            Column(self.names.give("vignette_code"), words["vignette_code"], Type.TEXT),
            Column(self.names.give("position"), words["position"], measure=Measure.SCALE),
            *seen_columns(self._frame, self.names),
        )

    def _question_columns(self) -> tuple[Column, ...]:
        words, names = self._frame.words, self.names
        asked = tuple((one.number, one.text) for one in self._exported)
        explained = tuple((one.number, _explained(one)) for one in self._exported if one.options)
        columns = (
            Column(names.give("question"), words["question"], labels=asked, explained=explained),
            Column(names.give("question_code"), words["question_code"], Type.TEXT),
        )
        items = (ITEM_CODE, ITEM_LABEL) if self._has_items else ()
        return (*columns, *(Column(names.give(name), words[name], Type.TEXT) for name in items))

    def _answer_columns(self) -> tuple[Column, ...]:
        words, names = self._frame.words, self.names
        columns = (
            Column(names.give("answer_code"), words["answer_code"], Type.TEXT),
            Column(names.give("answer_number"), words["answer_number"], measure=Measure.SCALE),
            Column(names.give("answer_label"), words["answer_label"], Type.TEXT),
            Column(names.give("answer_missing"), words["answer_missing"], labels=self._frame.yes_no),
            Column(names.give("answer_text"), words["answer_text"], Type.TEXT),
        )
        return columns if self._frame.has_texts else columns[:-1]


def _told(answered: Answered) -> tuple[Value, ...]:
    if answered.code is None and answered.number is None and answered.text is None:
        return _NOTHING
    return answered.code, answered.number, answered.label, int(answered.is_missing), answered.text


def _explained(question: MergedQuestion) -> str:
    """What the codes of its rows, and the numbers and codes of its answers, mean."""
    rows = "; ".join(f"{row.code}: {row.label}" for row in question.rows)
    options = "; ".join(f"{option.number} = {option.code}: {option.label}" for option in question.options)
    return f"{rows} | {options}" if rows else options
