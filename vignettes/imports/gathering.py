"""Rows of a foreign file as people with answers, and everything in them that the instrument does not have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vignettes.exports.columns import Column
from vignettes.imports import coding
from vignettes.imports.files import Sheet
from vignettes.imports.targets import Fact, Targets, is_position

SUBMITTED, UNFINISHED = 1, 2
LINES_TOLD = 20
_TIMES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%d-%m-%Y %H:%M",
    "%d.%m.%Y %H:%M",
)
Place = tuple[str, str]  # code of the vignette ("" for what is asked once) and of the question


@dataclass(frozen=True)
class Known:
    """What stands for whom: texts in small letters to municipality codes, roles and version numbers.

    `vignettes` and `asked` have the codes and the places of each version; `newest` is the version of rows without one.
    """

    municipalities: Mapping[str, str]
    roles: Mapping[str, str]
    vignettes: Mapping[int, tuple[str, ...]]
    asked: Mapping[int, frozenset[Place]]

    @property
    def newest(self) -> int:
        return max(self.vignettes)


@dataclass(frozen=True)
class Choices:
    """What a person has decided: a target for each column of the file, unknown texts that are to be left blank, and
    the municipality and role of rows that have none.
    """

    mapping: Mapping[str, str]
    blank: frozenset[tuple[str, str]]
    municipality: str
    role: str


@dataclass
class Imported:
    """One person, of plain values."""

    line: int
    municipality: str
    role: str
    version: int
    is_submitted: bool
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    seed: int | None = None
    deck: int | None = None
    order: tuple[str, ...] = ()
    answers: dict[Place, Any] = field(default_factory=dict)


@dataclass
class Doubt:
    """A text of a column that nobody understands: how often, and in which lines (the first of them)."""

    column: str
    text: str
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def seen(self, line: int) -> None:
        self.count += 1
        if len(self.lines) < LINES_TOLD:
            self.lines.append(line)


@dataclass
class Gathered:
    people: list[Imported] = field(default_factory=list)
    doubts: dict[tuple[str, str], Doubt] = field(default_factory=dict)

    def doubt(self, column: str, text: str, line: int) -> None:
        self.doubts.setdefault((column, text), Doubt(column, text)).seen(line)


def gather(sheet: Sheet, targets: Targets, choices: Choices, known: Known) -> Gathered:
    """Everybody, and every doubt; nothing is to be stored while there are doubts."""
    gathered = Gathered()
    columns = [
        (name, targets.columns[choices.mapping[name]] if choices.mapping.get(name, "") in targets.columns else None)
        for name in sheet.names
    ]
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        told = [(name, column, text) for (name, column), text in zip(columns, row, strict=True) if column and text]
        kept = [cell for cell in told if (cell[0], cell[2]) not in choices.blank]
        gathered.people.append(_Reader(gathered, line, known).person(kept, choices))
    return gathered


def unread(sheet: Sheet, choices: Choices, target: str) -> Iterator[tuple[str, int, list[int]]]:
    """(column, how many values, in which lines) of what is left out, or ("") of what nobody has decided about."""
    for place, name in enumerate(sheet.names):
        if choices.mapping.get(name, "") == target:
            lines = [line for line, row in zip(sheet.lines, sheet.rows, strict=True) if row[place]]
            yield name, len(lines), lines[:LINES_TOLD]


Cell = tuple[str, Column, str]


class _Reader:
    """One row. A doubt is noted with the row's line, and what is doubtful left blank."""

    def __init__(self, gathered: Gathered, line: int, known: Known) -> None:
        self._gathered, self._line, self._known = gathered, line, known

    def person(self, cells: Iterable[Cell], choices: Choices) -> Imported:
        cells = list(cells)
        facts = {column.name: (name, text) for name, column, text in cells if not column.question}
        person = self._facts(facts, choices)
        positions = [
            (int(text), column.vignette.code)
            for name, column, text in cells
            if is_position(column) and column.vignette and self._is_whole(name, text)
        ]
        person.order = tuple(code for _place, code in sorted(positions) if self._is_given(code, person.version))
        self._answer(person, [cell for cell in cells if cell[1].question])
        return person

    def _facts(self, facts: Mapping[str, tuple[str, str]], choices: Choices) -> Imported:
        known = self._known
        numbers = {str(number): number for number in known.vignettes}
        status = self._one(facts, Fact.STATUS, {"1": SUBMITTED, "2": UNFINISHED}) or SUBMITTED
        return Imported(
            line=self._line,
            municipality=self._one(facts, Fact.MUNICIPALITY, known.municipalities) or self._municipality(choices),
            role=self._one(facts, Fact.ROLE, known.roles) or choices.role,
            version=self._one(facts, Fact.VERSION, numbers) or known.newest,
            is_submitted=status == SUBMITTED,
            started_at=self._time(facts, Fact.STARTED),
            submitted_at=self._time(facts, Fact.SUBMITTED),
            seed=self._number(facts, Fact.SEED),
            deck=self._number(facts, Fact.DECK),
        )

    def _municipality(self, choices: Choices) -> str:
        if not choices.municipality:
            self._gathered.doubt(Fact.MUNICIPALITY, "", self._line)
        return choices.municipality

    def _one(self, facts: Mapping[str, tuple[str, str]], fact: Fact, known: Mapping[str, Any]) -> Any:
        name, text = facts.get(fact, ("", ""))
        if not text:
            return None
        found = known.get(text.casefold()) or known.get(text.casefold().lstrip("0"))
        if found is None:
            self._gathered.doubt(name, text, self._line)
        return found

    def _time(self, facts: Mapping[str, tuple[str, str]], fact: Fact) -> datetime | None:
        name, text = facts.get(fact, ("", ""))
        for form in _TIMES if text else ():
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007 - Danish time, as exports write it
            except ValueError:
                continue
        if text:
            self._gathered.doubt(name, text, self._line)
        return None

    def _number(self, facts: Mapping[str, tuple[str, str]], fact: Fact) -> int | None:
        name, text = facts.get(fact, ("", ""))
        return int(text) if text and self._is_whole(name, text) else None

    def _is_whole(self, name: str, text: str) -> bool:
        if text.isascii() and text.isdigit() and int(text) < 2**63:
            return True
        self._gathered.doubt(name, text, self._line)
        return False

    def _is_given(self, vignette: str, version: int) -> bool:
        return vignette in self._known.vignettes[version]

    def _answer(self, person: Imported, cells: Iterable[Cell]) -> None:
        parts: dict[Place, list[tuple[Cell, coding.Part]]] = {}
        for cell in cells:
            name, column, text = cell
            assert column.question is not None
            place = (column.vignette.code if column.vignette else "", column.question.code)
            try:
                parts.setdefault(place, []).append((cell, (column, self._read(place, column, text, person.version))))
            except coding.Unknown:
                self._gathered.doubt(name, text, self._line)
        for place, read in parts.items():
            self._join(person, place, read)

    def _read(self, place: Place, column: Column, text: str, version: int) -> Any:
        if place not in self._known.asked[version]:
            raise coding.Unknown
        return coding.read(column, text, version)

    def _join(self, person: Imported, place: Place, read: list[tuple[Cell, coding.Part]]) -> None:
        if not read:
            return
        name, column, text = read[0][0]
        assert column.question is not None
        try:
            value = coding.joined(column.question, [part for _cell, part in read])
        except coding.Unknown:
            self._gathered.doubt(name, text, self._line)
        else:
            if value is not None:
                person.answers[place] = value
