"""One row for each respondent, vignette and question that the respondent's version asks."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from vignettes.exports.columns import (
    UNSEEN,
    Batch,
    Column,
    Frame,
    Measure,
    Person,
    Type,
    Value,
    design_columns,
    is_exported,
    levels_of,
    person_columns,
    seen_columns,
)
from vignettes.exports.decoding import Decoder
from vignettes.exports.naming import Names
from vignettes.exports.plan import MergedQuestion, MergedVignette, Plan
from vignettes.exports.wide import Given, Place

_NOTHING: tuple[Value, ...] = (None,) * 5


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a version as far as it is the same for everybody."""

    place: Place
    vignette: str
    head: tuple[Value, ...]
    tail: tuple[Value, ...]
    decoder: Decoder


class Long:
    """The long table of a plan: `columns`, and `batch`, which fills them for some people at a time."""

    def __init__(self, plan: Plan, frame: Frame) -> None:
        self.names = Names()
        self.unknown: Counter[str] = Counter()
        self.plan, self._frame = plan, frame
        self.columns: tuple[Column, ...] = (
            *person_columns(frame, self.names),
            *self._vignette_columns(plan),
            *design_columns(plan, self.names),
            *self._answer_columns(plan),
        )
        self._lines = {version.number: self._lines_of(plan, version.number) for version in plan.versions}

    def batch(self, people: Sequence[Person], answers: Iterable[Given]) -> Batch:
        """The rows of `people` in their order; a question that was not answered has a row with a blank answer."""
        given = {(index, place): stored for index, place, stored in answers}
        rows = [row for index, person in enumerate(people) for row in self._rows(index, person, given)]
        return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _column in self.columns]

    def row_count(self, version: int, given: Collection[str]) -> int:
        """How many rows somebody has who answers `version` and was given the vignettes of these codes; all if none."""
        lines = self._lines[version]
        return sum(not line.vignette or not given or line.vignette in given for line in lines)

    def _rows(self, index: int, person: Person, given: dict[tuple[int, Place], str]) -> Iterable[tuple[Value, ...]]:
        fixed = person.fixed(self._frame)
        positions = {code: place for place, code in enumerate(person.order, start=1)}
        for line in self._lines[person.version]:
            if line.vignette and positions and line.vignette not in positions:
                continue  # not among those that this respondent was given
            stored = given.get((index, line.place))
            answer = _NOTHING if stored is None else self._answer(line.decoder, stored)
            position = positions.get(line.vignette)
            seen = person.seen.get(position or 0, UNSEEN)
            told = (*fixed, *line.head, position, seen.shown_at, seen.seconds, *line.tail, *answer)
            yield told if self._frame.has_texts else told[:-1]

    def _answer(self, decoder: Decoder, stored: str) -> tuple[Value, ...]:
        answered = decoder.read_before.get(stored) or decoder.read(stored)
        if not answered.is_known:
            self.unknown[decoder.question.code] += 1
        if answered.code is None and answered.number is None and answered.text is None:
            return _NOTHING
        return answered.code, answered.number, answered.label, int(answered.is_missing), answered.text

    def _lines_of(self, plan: Plan, version: int) -> tuple[_Line, ...]:
        background: list[tuple[MergedQuestion, MergedVignette | None]] = [(one, None) for one in plan.background]
        battery = [(question, vignette) for vignette in plan.vignettes for question in plan.battery]
        return tuple(
            self._line(plan, version, question, vignette)
            for question, vignette in [*background, *battery]
            if is_exported(question, self._frame)
            and version in question.versions
            and (vignette is None or version in vignette.versions)
        )

    def _line(self, plan: Plan, version: int, question: MergedQuestion, vignette: MergedVignette | None) -> _Line:
        code = vignette.code if vignette else ""
        levels = levels_of(plan, vignette) if vignette else (None,) * len(plan.dimensions)
        return _Line(
            (version, code, question.code),
            code,
            (vignette.number if vignette else None, code or None),
            (*levels, question.number, question.code),
            Decoder(question, version),
        )

    def _vignette_columns(self, plan: Plan) -> tuple[Column, ...]:
        words = self._frame.words
        labels = tuple((vignette.number, vignette.title) for vignette in plan.vignettes)
        return (
            Column(self.names.give("vignette"), words["vignette"], labels=labels),
            Column(self.names.give("vignette_code"), words["vignette_code"], Type.TEXT),
            Column(self.names.give("position"), words["position"], measure=Measure.SCALE),
            *seen_columns(self._frame, self.names),
        )

    def _answer_columns(self, plan: Plan) -> tuple[Column, ...]:
        words, names = self._frame.words, self.names
        exported = [one for one in plan.questions if is_exported(one, self._frame)]
        asked = tuple((one.number, one.text) for one in exported)
        explained = tuple((one.number, _options(one)) for one in exported if one.options)
        columns = (
            Column(names.give("question"), words["question"], labels=asked, explained=explained),
            Column(names.give("question_code"), words["question_code"], Type.TEXT),
            Column(names.give("answer_code"), words["answer_code"], Type.TEXT),
            Column(names.give("answer_number"), words["answer_number"], measure=Measure.SCALE),
            Column(names.give("answer_label"), words["answer_label"], Type.TEXT),
            Column(names.give("answer_missing"), words["answer_missing"], labels=self._frame.yes_no),
        )
        return (
            (*columns, Column(names.give("answer_text"), words["answer_text"], Type.TEXT))
            if self._frame.has_texts
            else columns
        )


def _options(question: MergedQuestion) -> str:
    """What the numbers and codes of its answers mean."""
    return "; ".join(f"{option.number} = {option.code}: {option.label}" for option in question.options)
