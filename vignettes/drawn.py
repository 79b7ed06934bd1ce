"""How good the drawn cases of a draft are: what can be estimated, what cannot be told apart, what is how often."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from vignettes import design
from vignettes.design import Combination
from vignettes.drafts import Content, Row
from vignettes.drawing import effects_of, levels_of, universe_of

Effect = tuple[str, ...]
IntArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How often a level is in the sample, and in each deck."""

    code: str
    label: str
    total: int
    decks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DimensionCount:
    code: str
    label: str
    levels: tuple[LevelCount, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two dimensions: how often their combinations occur, at least and at most, and how many possible ones never do."""

    labels: tuple[str, str]
    least: int
    most: int
    absent: int


@dataclass(frozen=True, slots=True)
class Quality:
    """`aliased` has each effect that cannot be told apart from others, and those others; dimensions by their labels.

    An effect is a tuple of labels, one for the dimension itself and two for an interaction; () is the mean.
    """

    universe: int
    effects: int
    efficiency: float
    aliased: tuple[tuple[Effect, tuple[Effect, ...]], ...]
    dimensions: tuple[DimensionCount, ...]
    pairs: tuple[Pair, ...]

    @property
    def is_estimable(self) -> bool:
        return self.efficiency > 0


def quality(content: Content) -> Quality:
    """Of a design whose cases are drawn and possible. Raises Undrawable if there is no universe."""
    universe, found = universe_of(content), content["design"]
    cases: list[Combination] = [case["levels"] for case in found["cases"]]
    effects = effects_of(found["effects"], list(levels_of(content)))
    whole, names = design.model_matrix([*cases, *_covering(universe, content)], effects)
    matrix = whole[: len(cases)]
    labels = {row["code"]: row["label"] for row in content["dimensions"]}
    return Quality(
        universe=len(universe),
        effects=len(names),
        efficiency=float(design.d_efficiency(matrix)),
        aliased=_aliased(design.aliased_effects(matrix, names), labels),
        dimensions=tuple(_counted(row, found) for row in content["dimensions"]),
        pairs=tuple(_pairs(content, cases, universe)),
    )


def _covering(universe: Sequence[Combination], content: Content) -> list[Combination]:
    """One combination of the universe with each level, so that contrasts are coded over all the levels."""
    pairs = [(name, level) for name, levels in levels_of(content).items() for level in levels]
    found = (next((one for one in universe if one[name] == level), None) for name, level in pairs)
    return [one for one in found if one is not None]


def _aliased(
    columns: Sequence[tuple[str, ...]], labels: dict[str, str]
) -> tuple[tuple[Effect, tuple[Effect, ...]], ...]:
    found: dict[Effect, dict[Effect, None]] = {}
    for column, *behind in columns:
        of = _effect(column, labels)
        found.setdefault(of, {}).update(dict.fromkeys(_effect(one, labels) for one in behind))
    return tuple((of, tuple(one for one in behind if one != of)) for of, behind in found.items())


def _effect(column: str, labels: dict[str, str]) -> Effect:
    """ "child 1 × age 2", as `design.model_matrix` names its columns, is the effect of child and age."""
    if column == "1":
        return ()
    return tuple(labels[part.rsplit(" ", 1)[0]] for part in column.split(" × "))


def _counted(row: Row, found: Row) -> DimensionCount:
    counts = Counter((case["levels"][row["code"]], case["deck"]) for case in found["cases"])
    decks = range(1, found["deck_count"] + 1)
    levels = [(level, tuple(counts[level["code"], deck] for deck in decks)) for level in row["levels"]]
    return DimensionCount(
        row["code"],
        row["label"],
        tuple(LevelCount(level["code"], level["label"], sum(each), each) for level, each in levels),
    )


def _pairs(content: Content, cases: Sequence[Combination], universe: Sequence[Combination]) -> Iterator[Pair]:
    levels = levels_of(content)
    labels = {row["code"]: row["label"] for row in content["dimensions"]}
    possible, drawn = _places(universe, levels), _places(cases, levels)
    for one, other in combinations(levels, 2):
        width, most = len(levels[other]), len(levels[one]) * len(levels[other])
        there = np.bincount(possible[one] * width + possible[other], minlength=most) > 0
        counts = np.bincount(drawn[one] * width + drawn[other], minlength=most)[there]
        absent = int(np.sum(counts == 0))
        yield Pair((labels[one], labels[other]), int(counts.min()), int(counts.max()), absent)


def _places(rows: Sequence[Combination], levels: Mapping[str, list[str]]) -> dict[str, IntArray]:
    """The place of each row's level in its dimension."""
    place_of = {name: {code: place for place, code in enumerate(codes)} for name, codes in levels.items()}
    return {name: np.array([place_of[name][row[name]] for row in rows], dtype=np.intp) for name in levels}
