"""What people of one municipality mean by their words for risk, told so that nobody's answer follows (METHODS A8, A13).

A report also tells the percentages given in each case. Whoever subtracts these from what is told of the words, case
against case, must be left with the answers of nobody or of as many people as the disclosure threshold asks; and so must
whoever subtracts one version from another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from reports.analysis.calibration import WordUse, by_word
from reports.analysis.cells import Cell, Cells
from reports.analysis.instrument import Instrument, Option
from reports.analysis.results import WordCalibration

Key = tuple[int, str]
People = frozenset[int]
Block = tuple[str, ...]
HIDDEN = ""
# More would make too many sums of them to try; what is not tried is not told.
_MOST_BLOCKS = 12


@dataclass(frozen=True)
class Words:
    """Percentages by person and case, wherever they are shown, and the word beside those that words are told from.

    Nothing is told of the words `hidden`. `alone` are the people who gave a word without percentage.
    """

    percents: Mapping[Key, float]
    words: Mapping[Key, str]
    hidden: frozenset[str]
    alone: People

    def block(self, key: Key, percent: float) -> str:
        """The word that an answer is told with; HIDDEN for one that is not told or not in this version."""
        word = self.words.get(key, HIDDEN)
        return HIDDEN if word in self.hidden or self.percents.get(key) != percent else word


def calibration_of(found: Words, options: Sequence[Option]) -> tuple[WordCalibration, ...]:
    """The percentages beside each of the words, the `options` of their question in order."""
    percents = [found.percents[key] for key in found.words]
    uses = by_word(list(found.words.values()), percents, [option.code for option in options])
    return tuple(_calibration(option, uses[option.code], found) for option in options)


def _calibration(option: Option, use: WordUse, found: Words) -> WordCalibration:
    if option.code in found.hidden or not use.n:
        return WordCalibration(option.code, option.label, hidden=True)
    return WordCalibration(
        code=option.code,
        label=option.label,
        hidden=False,
        n=use.n,
        respondents=len({person for (person, _case), word in found.words.items() if word == option.code}),
        median=use.median,
        lower_quartile=use.lower_quartile,
        upper_quartile=use.upper_quartile,
        classes=use.classes,
    )


def words_of(cells: Cells, instrument: Instrument, municipality: str) -> Words:
    """The answers that the words for risk are told from, and which of the words must be hidden.

    They are told from the cases in which enough people answered both questions; where fewer people than the threshold
    gave a word alone, not from the cases in which they did.
    """
    if instrument.risk_word is None or instrument.risk_percent is None:
        return Words({}, {}, frozenset(), frozenset())
    percents: dict[Key, float] = {}
    words: dict[Key, str] = {}
    alone: set[Key] = set()
    for vignette in (row.code for row in instrument.vignettes):
        numbers = _scores(cells.of(municipality, vignette, instrument.risk_percent))
        said = _choices(cells.of(municipality, vignette, instrument.risk_word))
        percents |= {(person, vignette): number for person, number in numbers.items()}
        if len(both := said.keys() & numbers.keys()) >= cells.n_min:
            words |= {(person, vignette): said[person] for person in sorted(both)}
            alone |= {(person, vignette) for person in said.keys() - both}
    if len({person for person, _ in alone}) < cells.n_min:
        left_out = {case for _, case in alone}
        words, alone = {key: word for key, word in words.items() if key[1] not in left_out}, set()
    return _protected(Words(percents, words, frozenset(), frozenset(person for person, _ in alone)), cells.n_min)


def _scores(cell: Cell | None) -> dict[int, float]:
    return {person: score for person, (_, score) in cell.by_person.items()} if cell else {}


def _choices(cell: Cell | None) -> dict[int, str]:
    return {person: choice for person, (choice, _) in cell.by_person.items()} if cell else {}


def _protected(found: Words, n_min: int) -> Words:
    """Hide words, those of fewest people first, until no subtraction leaves too few people."""
    people: dict[str, set[int]] = defaultdict(set)
    for (person, _case), word in found.words.items():
        people[word].add(person)
    while exposed := isolated(_parts([found]), n_min):
        smallest = min((word for (word,) in exposed), key=lambda word: (len(people[word]), word))
        found = Words(found.percents, found.words, found.hidden | {smallest}, found.alone)
    return found


def _parts(versions: Sequence[Words]) -> list[dict[Block, People]]:
    """The finest sums of percentages that subtracting versions can give, and how their answers are told of.

    One part for each case and each choice of versions that a percentage stands in; in it the people by the words that
    their answers are told with in the versions.
    """
    answers = {(key, percent) for version in versions for key, percent in version.percents.items()}
    parts: dict[tuple[str, tuple[bool, ...]], dict[Block, set[int]]] = defaultdict(lambda: defaultdict(set))
    for (person, case), percent in answers:
        present = tuple(version.percents.get((person, case)) == percent for version in versions)
        block = tuple(version.block((person, case), percent) for version in versions)
        parts[case, present][block].add(person)
    return [{block: frozenset(people) for block, people in part.items()} for part in parts.values()]


def isolated(parts: Sequence[Mapping[Block, People]], n_min: int) -> tuple[Block, ...]:
    """Blocks whose sums, together with those of the parts, tell on fewer than `n_min` people; () where none do.

    Known are the sum of each part and, over all parts, of each block that is not hidden. A sum of parts less a sum of
    blocks leaves, in each part, either the people of those blocks or all others there: an attacker chooses which.
    (More weights than 0 and 1 leave more people.)
    """
    blocks = sorted({block for part in parts for block in part if any(block)})
    sizes = range(1, len(blocks) + 1)
    if len(blocks) > _MOST_BLOCKS:
        return tuple(blocks)
    chosen = chain.from_iterable(combinations(blocks, size) for size in sizes)
    return next((some for some in chosen if _leaves_few(parts, frozenset(some), n_min)), ())


def _leaves_few(parts: Iterable[Mapping[Block, People]], chosen: frozenset[Block], n_min: int) -> bool:
    left = {People()}
    for part in parts:
        inside = People().union(*(people for block, people in part.items() if block in chosen))
        outside = People().union(*(people for block, people in part.items() if block not in chosen))
        left = {people | side for people in left for side in (inside, outside) if len(people | side) < n_min}
    return any(left)


def waiting(released: Sequence[Cells], cells: Cells, instrument: Instrument) -> dict[str, Words]:
    """What the words are told from in municipalities whose newest answers would tell on too few people.

    `released` are the cells behind published reports, oldest first, beside which `cells` must stand.
    """
    found = {}
    for municipality in cells.respondents if released else ():
        versions = [words_of(version, instrument, municipality) for version in (*released, cells)]
        told = versions[settled(versions, cells.n_min)]
        if told != versions[-1]:
            found[municipality] = told
    return found


def settled(versions: Sequence[Words], n_min: int) -> int:
    """Which of the `versions`, oldest first, the last one is told from: itself, or the newest that is safe beside all.

    ValueError without versions.
    """
    if not versions:
        raise ValueError("no version to tell from")
    told = [0]
    for at in range(1, len(versions)):
        kept = [versions[place] for place in dict.fromkeys(told)]
        told.append(at if is_safe([*kept, versions[at]], n_min) else told[-1])
    return told[-1]


def is_safe(versions: Sequence[Words], n_min: int) -> bool:
    """Do the versions together tell on nobody, or on `n_min` people?"""
    if any(0 < len(one.alone ^ other.alone) < n_min for one, other in combinations(versions, 2)):
        return False
    return not isolated(_parts(versions), n_min)
