"""One row for each respondent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vignettes.exports.columns import (
    UNSEEN,
    Batch,
    Column,
    Frame,
    Measure,
    Person,
    Value,
    design_columns,
    is_exported,
    levels_of,
    person_columns,
    question_columns,
    seen_columns,
)
from vignettes.exports.decoding import Decoder
from vignettes.exports.naming import Names
from vignettes.exports.plan import MergedQuestion, MergedVignette, Plan

# Version, code of the vignette ("" for what is asked once), code of the question.
Place = tuple[int, str, str]
Given = tuple[int, Place, str]  # which of the people, where, and the answer as it is stored


@dataclass(frozen=True, slots=True)
class _Cell:
    """`numbers` has what answers that are one number have been read as."""

    start: int
    decoder: Decoder
    numbers: dict[str, Value] = field(default_factory=dict)


class Wide:
    """The wide table of a plan: `columns`, and `batch`, which fills them for some people at a time."""

    def __init__(self, plan: Plan, frame: Frame) -> None:
        self.names = Names()
        self.unknown: Counter[str] = Counter()
        self.plan, self._frame = plan, frame
        self._cells: dict[Place, _Cell] = {}
        self._columns = [*person_columns(frame, self.names)]
        self._person_width = len(self._columns)
        self._shared = [question for question in plan.questions if is_exported(question, frame)]
        self._ask([question for question in self._shared if not question.is_per_vignette], None)
        self._positions: dict[str, int] = {}
        self._levels: list[tuple[str, int, tuple[int | None, ...]]] = []
        for vignette in plan.vignettes:
            self._add(vignette)
        self.columns: tuple[Column, ...] = tuple(self._columns)

    def batch(self, people: Sequence[Person], answers: Iterable[Given]) -> Batch:
        """One row for each of `people`, in their order; blank where nothing was asked or answered."""
        rows: Batch = [[None] * len(people) for _column in self.columns]
        for place, person in enumerate(people):
            self._tell(rows, place, person)
        # A million times, so nothing in this loop is said more nicely than it is fast.
        targets = {where: (rows[cell.start], cell.numbers, cell) for where, cell in self._cells.items()}
        for index, where, stored in answers:
            column, numbers, cell = targets[where]
            if stored in numbers:
                column[index] = numbers[stored]
            else:
                for offset, value in enumerate(self._read(cell, stored), start=cell.start):
                    rows[offset][index] = value
        return rows

    def _read(self, cell: _Cell, stored: str) -> tuple[Value, ...]:
        answered = cell.decoder.read(stored)
        if not answered.is_known:
            self.unknown[cell.decoder.question.code] += 1
        elif len(answered.values) == 1 and answered.text is None:
            cell.numbers[stored] = answered.values[0]
        return answered.values

    def _add(self, vignette: MergedVignette) -> None:
        """The columns of a vignette: its place in the order, when and how long it was seen, levels and questions."""
        self._positions[vignette.code] = len(self._columns)
        label = f"{vignette.code}: {self._frame.words['position']}"
        name = self.names.give(vignette.code, "position")
        self._columns.append(Column(name, label, measure=Measure.SCALE, vignette=vignette))
        self._columns += seen_columns(self._frame, self.names, vignette)
        self._levels.append((vignette.code, len(self._columns), levels_of(self.plan, vignette)))
        self._columns += design_columns(self.plan, self.names, vignette)
        self._ask([question for question in self._shared if question.is_per_vignette], vignette)

    def _ask(self, questions: Sequence[MergedQuestion], vignette: MergedVignette | None) -> None:
        for question in questions:
            for version in question.versions:
                place = (version, vignette.code if vignette else "", question.code)
                if vignette is None or version in vignette.versions:
                    self._cells[place] = _Cell(len(self._columns), Decoder(question, version))
            self._columns += question_columns(question, vignette, self._frame, self.names)

    def _tell(self, rows: Batch, place: int, person: Person) -> None:
        fixed: tuple[Value, ...] = person.fixed(self._frame)
        for offset, value in enumerate(fixed):
            rows[offset][place] = value
        for position, code in enumerate(person.order, start=1):
            if code in self._positions:
                start, seen = self._positions[code], person.seen.get(position, UNSEEN)
                rows[start][place] = position
                rows[start + 1][place], rows[start + 2][place] = seen.shown_at, seen.seconds
        for code, start, levels in self._levels:
            if code in person.order:
                for offset, level in enumerate(levels, start=start):
                    rows[offset][place] = level
