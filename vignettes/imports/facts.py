"""Who the person of a row is: municipality, role, version, when, and which vignettes were dealt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vignettes.imports.targets import Fact

SUBMITTED, UNFINISHED = 1, 2
_TIMES = tuple(
    f"{day}{clock}"
    for day in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y")
    for clock in (" %H:%M:%S", " %H:%M", "T%H:%M:%S", "T%H:%M", " %H.%M", "")
)
_FIRST_YEAR = 2000
Place = tuple[str, str]  # code of the vignette ("" for what is asked once) and of the question
Doubtful = tuple[str, str]  # name of the column and text
Told = tuple[str, str, str]  # name of the column, text, and what the file itself says that the text means


@dataclass(frozen=True)
class Known:
    """What stands for whom: texts in small letters to municipality codes, roles and version numbers.

    `decks` has the codes of the vignettes of each version and deck in the design's order, all of them in deck 0, and
    `asked` its places. `latest` is the last moment that can have been, in Danish time.
    """

    municipalities: Mapping[str, str]
    roles: Mapping[str, str]
    decks: Mapping[int, Mapping[int, tuple[str, ...]]]
    asked: Mapping[int, frozenset[Place]]
    latest: datetime

    @property
    def newest(self) -> int:
        return max(self.decks)


@dataclass(frozen=True)
class Choices:
    """What a person has decided: a target for each column of the file, texts that are to be left blank where they are
    not understood, and the municipality and role of rows that have none.
    """

    mapping: Mapping[str, str]
    blank: frozenset[Doubtful]
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


def person_of(line: int, told: Mapping[str, Told], choices: Choices, known: Known) -> tuple[Imported, list[Doubtful]]:
    """The person without answers, by what the columns of `told` mean; and what of it nobody understands."""
    facts = _Facts(told)
    numbers = {str(number): number for number in known.decks}
    version = facts.one(Fact.VERSION, numbers) or known.newest
    municipality = facts.one(Fact.MUNICIPALITY, known.municipalities) or choices.municipality
    if not municipality:
        facts.doubtful.append((Fact.MUNICIPALITY, ""))
    person = Imported(
        line=line,
        municipality=municipality,
        role=facts.one(Fact.ROLE, known.roles) or choices.role,
        version=version,
        is_submitted=facts.one(Fact.STATUS, {"1": SUBMITTED, "2": UNFINISHED}) != UNFINISHED,
        started_at=facts.time(Fact.STARTED, known.latest),
        submitted_at=facts.time(Fact.SUBMITTED, known.latest),
        seed=facts.one(Fact.SEED, _Seeds()),
        deck=facts.one(Fact.DECK, {str(deck): deck for deck in known.decks[version]}),
    )
    return person, facts.doubtful


class _Facts:
    """Reads one fact after the other, and keeps what is not understood."""

    def __init__(self, told: Mapping[str, Told]) -> None:
        self._told = told
        self.doubtful: list[Doubtful] = []

    def one(self, fact: Fact, known: Any) -> Any:
        """What the text stands for. A municipality or role that the file gives a name goes by that alone."""
        name, text, label = self._told.get(fact, ("", "", ""))
        wanted = label if label and fact in (Fact.MUNICIPALITY, Fact.ROLE) else text
        found = known.get(wanted.casefold())
        if wanted and found is None:
            self.doubtful.append((name, text))
        return found

    def time(self, fact: Fact, latest: datetime) -> datetime | None:
        """Danish time, as exports write it."""
        name, text, _label = self._told.get(fact, ("", "", ""))
        for form in _TIMES if text else ():
            try:
                found = datetime.strptime(text, form)  # noqa: DTZ007 - programs of statistics know no time zones
            except ValueError:
                continue
            if found.year >= _FIRST_YEAR and found <= latest:
                return found
        if text:
            self.doubtful.append((name, text))
        return None


class _Seeds:
    """Every whole number that the database has room for stands for itself."""

    def get(self, text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and int(text) < 2**63 else None
