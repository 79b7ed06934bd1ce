"""One row for each respondent."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vignettes.exports.coded import Batch, Coded, Codes, blank
from vignettes.exports.columns import (
    Column,
    Frame,
    Measure,
    Person,
    design_columns,
    is_exported,
    levels_of,
    person_columns,
    question_columns,
    seen_columns,
)
from vignettes.exports.decoding import Answered, Decoder
from vignettes.exports.given import Answers, Place
from vignettes.exports.naming import Names
from vignettes.exports.plan import MergedQuestion, MergedVignette, Plan
from vignettes.exports.shown import Shown, Views, told_of


@dataclass(frozen=True, slots=True)
class _Cells:
    """The columns from `start` on have what one version answered to one question, of one vignette or once."""

    start: int
    decoder: Decoder


@dataclass(frozen=True, slots=True)
class _Case:
    """The columns from `start` on say where a vignette stood and how it was seen, then its levels."""

    start: int
    levels: tuple[int | None, ...]


class Wide:
    """The wide table of a plan: `columns`, and `batch`, which fills them for some people at a time."""

    def __init__(self, plan: Plan, frame: Frame) -> None:
        self.names = Names()
        self.unknown: Counter[str] = Counter()
        self.plan, self._frame = plan, frame
        self._cells: dict[Place, _Cells] = {}
        self._columns = [*person_columns(frame, self.names)]
        self._shared = [question for question in plan.questions if is_exported(question, frame)]
        self._ask([question for question in self._shared if not question.is_per_vignette], None)
        self._cases = [self._add(vignette) for vignette in plan.vignettes]
        self.columns: tuple[Column, ...] = tuple(self._columns)

    def batch(self, people: Sequence[Person], answers: Answers, views: Views) -> Batch:
        """One row for each of `people`, in their order; blank where nothing was asked or answered."""
        filled = dict(enumerate(told_of(people, self._frame)))
        self._show(Shown(people, [one.code for one in self.plan.vignettes], views), filled)
        self._answer(len(people), answers, filled)
        empty = Coded(blank(len(people)), ())
        return [filled.get(place, empty) for place in range(len(self.columns))]

    def _show(self, shown: Shown, filled: dict[int, Coded]) -> None:
        people = np.arange(len(shown.positions))
        for vignette, case in enumerate(self._cases):
            told = [column.trimmed() for column in shown.columns(people, np.full(len(people), vignette))]
            was_given = np.minimum(told[0].codes, 0)  # BLANK or the only level
            levels = [Coded(was_given, (level,)) for level in case.levels]
            filled.update(enumerate([*told, *levels], start=case.start))

    def _answer(self, rows: int, answers: Answers, filled: dict[int, Coded]) -> None:
        """Versions that ask the same share columns, so what is read of each comes together before it is written."""
        found: dict[int, tuple[Codes, list[Answered]]] = defaultdict(lambda: (blank(rows), []))
        for place, people, numbers, texts in answers.by_place():
            cells = self._cells[place]
            read = cells.decoder.read_all(numbers, texts, self.unknown)
            if cells.decoder.width:
                codes, answered = found[cells.start]
                codes[people] = numbers + len(answered)
                answered += read
        for start, (codes, answered) in found.items():
            values = zip(*(one.values for one in answered), strict=True)
            filled.update(enumerate((Coded(codes, told) for told in values), start=start))

    def _add(self, vignette: MergedVignette) -> _Case:
        """The columns of a vignette: its place in the order, when and how long it was seen, levels and questions."""
        case = _Case(len(self._columns), levels_of(self.plan, vignette))
        label = f"{vignette.code}: {self._frame.words['position']}"
        name = self.names.give(vignette.code, "position")
        self._columns.append(Column(name, label, measure=Measure.SCALE, vignette=vignette))
        self._columns += seen_columns(self._frame, self.names, vignette)
        self._columns += design_columns(self.plan, self.names, vignette)
        self._ask([question for question in self._shared if question.is_per_vignette], vignette)
        return case

    def _ask(self, questions: Sequence[MergedQuestion], vignette: MergedVignette | None) -> None:
        for question in questions:
            for version in question.versions:
                place = (version, vignette.code if vignette else "", question.code)
                if vignette is None or version in vignette.versions:
                    self._cells[place] = _Cells(len(self._columns), Decoder(question, version))
            self._columns += question_columns(question, vignette, self._frame, self.names)
