"""Rows of a foreign file as people with answers, and everything in them that the instrument does not have."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spreadsheets.sheet import Sheet
from vignettes.exports.columns import Column
from vignettes.exports.plan import TEXTS
from vignettes.imports import coding
from vignettes.imports.facts import Choices, Doubtful, Imported, Known, person_of
from vignettes.imports.targets import Fact, Targets
from vignettes.instrument import FOR_ALL

LINES_TOLD = 20
TELL_EVERY = 500
BESIDE = " + "  # between the columns, and the texts, of answers that contradict each other
Asked = tuple[str, str, str]  # a place, and the kind of its question, which another version may ask otherwise


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
    """Everybody, every doubt that nobody has decided about, and the lines that say the same as an earlier one."""

    people: list[Imported] = field(default_factory=list)
    doubts: dict[Doubtful, Doubt] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)


def gather(
    sheet: Sheet, targets: Targets, choices: Choices, known: Known, tell: Callable[[int], object] = bool
) -> Gathered:
    """Nothing is to be stored while there are doubts. `tell` hears now and then how many rows are read."""
    reader = _Reader(sheet, targets, choices, known)
    for done, (line, row) in enumerate(zip(sheet.lines, sheet.rows, strict=True)):
        if done % TELL_EVERY == 0:
            tell(done)
        reader.read(line, row)
    return reader.gathered


def unread(sheet: Sheet, choices: Choices, target: str) -> Iterator[tuple[str, int, list[int]]]:
    """(column, how many values, in which lines) of what is left out, or ("") of what nobody has decided about."""
    for place, name in enumerate(sheet.names):
        if choices.mapping.get(name, "") == target:
            lines = [line for line, row in zip(sheet.lines, sheet.rows, strict=True) if row[place]]
            yield name, len(lines), lines[:LINES_TOLD]


@dataclass(frozen=True)
class _Named:
    """A column of the file, where it stands, and what it means."""

    index: int
    name: str
    column: Column


class _Reader:
    """Reads row after row. What is doubtful is left blank, and noted unless somebody has said that it may be."""

    def __init__(self, sheet: Sheet, targets: Targets, choices: Choices, known: Known) -> None:
        self.gathered = Gathered()
        self._sheet, self._choices, self._known = sheet, choices, known
        self._facts: dict[str, _Named] = {}
        self._positions: list[_Named] = []
        self._asked: defaultdict[Asked, list[_Named]] = defaultdict(list)
        for index, name in enumerate(sheet.names):
            if column := targets.columns.get(choices.mapping.get(name, "")):
                self._sort(_Named(index, name, column), is_position=column.name in targets.positions)
        self._is_ours = Fact.VERSION in self._facts
        self._read_before: dict[tuple[Asked, int, tuple[str, ...]], tuple[Any, list[Doubtful]]] = {}
        self._rows: set[tuple[str, ...]] = set()
        self._keys: set[str] = set()

    def read(self, line: int, row: tuple[str, ...]) -> None:
        if row in self._rows:
            self.gathered.repeated.append(line)
        self._rows.add(row)
        told = {name: (one.name, row[one.index], self._label(one, row)) for name, one in self._facts.items()}
        person, doubtful = person_of(line, told, self._choices, self._known)
        doubtful += self._key(row)
        person.order, wrong = self._order(row, person)
        doubtful += wrong
        given = {"", *(person.order or self._dealt(person))}
        for asked, columns in self._asked.items():
            cells = [one for one in columns if row[one.index]]
            if cells:
                doubtful += self._answer(person, asked, cells, row) if asked[0] in given else _doubtful(cells, row)
        for name, text in doubtful:
            self._doubt(name, text, line)
        self.gathered.people.append(person)

    def _sort(self, one: _Named, *, is_position: bool) -> None:
        if question := one.column.question:
            vignette = one.column.vignette
            self._asked[vignette.code if vignette else "", question.code, question.kind].append(one)
        elif is_position:
            self._positions.append(one)
        else:
            self._facts[one.column.name] = one

    def _doubt(self, name: str, text: str, line: int) -> None:
        if (name, text) not in self._choices.blank:
            self.gathered.doubts.setdefault((name, text), Doubt(name, text)).seen(line)

    def _label(self, one: _Named, row: tuple[str, ...]) -> str:
        labels = self._sheet.labels.get(one.name)
        return labels.get(row[one.index], "") if labels else ""

    def _key(self, row: tuple[str, ...]) -> list[Doubtful]:
        """A respondent who stands there twice."""
        one = self._facts.get(Fact.KEY)
        key = row[one.index] if one else ""
        is_known = key in self._keys
        self._keys |= {key} if key else set()
        return [(one.name, key)] if one and is_known else []

    def _dealt(self, person: Imported) -> tuple[str, ...]:
        return self._known.decks[person.version][person.deck or FOR_ALL]

    def _order(self, row: tuple[str, ...], person: Imported) -> tuple[tuple[str, ...], list[Doubtful]]:
        """The vignettes in the order of their places; without places those of the deck, where there are decks."""
        allowed = set(self._dealt(person))
        told = [(one, row[one.index]) for one in self._positions if row[one.index]]
        counts = Counter(text for _one, text in told)
        places, wrong = [], []
        for one, text in told:
            code = one.column.vignette.code if one.column.vignette else ""
            if text.isascii() and text.isdigit() and counts[text] == 1 and code in allowed:
                places.append((int(text), code))
            else:
                wrong.append((one.name, text))
        order = tuple(code for _place, code in sorted(places))
        return order or (self._dealt(person) if person.deck else ()), wrong

    def _answer(self, person: Imported, asked: Asked, cells: Sequence[_Named], row: tuple[str, ...]) -> list[Doubtful]:
        """Equal answers are read once, but for free text."""
        key = asked, person.version, tuple(row[one.index] for one in self._asked[asked])
        found = self._read_before.get(key) or self._value(asked, cells, row, person.version)
        if asked[2] not in TEXTS:
            self._read_before[key] = found
        value, doubtful = found
        if value is not None:
            person.answers[asked[:2]] = value
        return doubtful

    def _value(
        self, asked: Asked, cells: Sequence[_Named], row: tuple[str, ...], version: int
    ) -> tuple[Any, list[Doubtful]]:
        """What the columns of a question say together."""
        question = cells[0].column.question
        if question is None or version not in question.versions or asked[:2] not in self._known.asked[version]:
            return None, _doubtful(cells, row)
        read: list[tuple[_Named, coding.Part]] = []
        doubtful: list[Doubtful] = []
        for one in cells:
            cell = coding.Cell(row[one.index], self._label(one, row), self._is_ours)
            try:
                read.append((one, (one.column, coding.read(one.column, cell, version))))
            except coding.Unknown:
                doubtful.append((one.name, cell.text))
        try:
            return coding.joined(question, [part for _one, part in read]) if read else None, doubtful
        except coding.Unknown:
            names, texts = zip(*_doubtful([one for one, _part in read], row), strict=True)
            return None, [*doubtful, (BESIDE.join(names), BESIDE.join(texts))]


def _doubtful(cells: Iterable[_Named], row: tuple[str, ...]) -> list[Doubtful]:
    return [(one.name, row[one.index]) for one in cells]
