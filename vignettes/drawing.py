"""Drawing the cases of a draft: which combinations, in which decks, under which codes. Pure, seeded.

`vignettes/design.py` has the arithmetic; here it meets the document (docs/instrument.md) and the limits of a request.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import prod
from typing import Any

import numpy as np

from vignettes import design
from vignettes.design import Combination, Effect
from vignettes.drafts import Content, Row, free_code, propose_code
from vignettes.instrument import DesignedCase

MAIN, TWO_WAY = "main", "two_way"
MOST_CASES, MOST_DECKS, MOST_EFFECTS = 200, 40, 100
MOST_STARTS = 20
WORK = 1.5e9  # multiplications in one draw: about a second on a free core
EMPTY: Row = {"title": "", "text": "", "exclusions": [], "effects": MAIN, "size": 12, "deck_count": 3, "seed": 0}
_FORM = re.compile(r"[a-z][a-z0-9_]{0,39}")
UNDRAWN: Row = EMPTY | {"repeat": "", "cases": []}


class Why(StrEnum):
    """Why no cases can be drawn."""

    NO_DIMENSIONS = "no_dimensions"
    TOO_LARGE = "too_large"
    CONTRADICTION = "contradiction"
    TOO_FEW = "too_few"
    TOO_MANY_DECKS = "too_many_decks"
    TOO_MANY_EFFECTS = "too_many_effects"
    KEPT_IMPOSSIBLE = "kept_impossible"
    KEPT_MORE = "kept_more"


class Undrawable(ValueError):
    """`count` is what the sentence needs to name, if anything."""

    def __init__(self, why: Why, count: int = 0):
        super().__init__(why)
        self.why, self.count = why, count


@dataclass(frozen=True, slots=True)
class Wanted:
    size: int
    deck_count: int
    effects: str
    seed: int


def levels_of(content: Content) -> dict[str, list[str]]:
    return {row["code"]: [level["code"] for level in row["levels"]] for row in content.get("dimensions", [])}


def universe_of(content: Content) -> list[dict[str, str]]:
    """The combinations that the exclusions leave. Raises Undrawable where there are none, or too many."""
    levels, found = levels_of(content), content.get("design") or {}
    if not levels:
        raise Undrawable(Why.NO_DIMENSIONS)
    try:
        universe = design.universe(levels, found.get("exclusions", []))
    except design.DesignError:
        raise Undrawable(Why.TOO_LARGE, design.LARGEST_UNIVERSE) from None
    if not universe:
        raise Undrawable(Why.CONTRADICTION)
    return universe


def examples(content: Content) -> list[dict[str, str]]:
    """Combinations to read a template with: those that were drawn, otherwise a few that have every level."""
    levels = {(name, level) for name, found in levels_of(content).items() for level in found}
    drawn = [case["levels"] for case in (content.get("design") or {}).get("cases", [])]
    if drawn and all(levels.issuperset(one.items()) for one in drawn):
        return drawn
    try:
        universe = universe_of(content)
    except Undrawable:
        return []
    found = []
    for place in np.random.default_rng(0).permutation(len(universe)).tolist():
        if not levels.isdisjoint(universe[place].items()):
            found.append(universe[place])
            levels -= set(universe[place].items())
    return found


def effects_of(kind: str, dimensions: Sequence[str]) -> list[Effect]:
    """Each dimension, and each pair of them where two-way effects are wanted."""
    return [*((one,) for one in dimensions), *(combinations(dimensions, 2) if kind == TWO_WAY else ())]


def parameters(content: Content, effects: Sequence[Effect]) -> int:
    """How many columns the model has: the mean, and k − 1 for a dimension of k levels."""
    free = {name: len(levels) - 1 for name, levels in levels_of(content).items()}
    return 1 + sum(prod(free[name] for name in effect) for effect in effects)


def draw(content: Content, wanted: Wanted, kept: Sequence[DesignedCase], used: Collection[str]) -> Row:
    """The design of `content` with the cases that `wanted` gives; the same arguments give the same.

    Cases that are `kept` stay with their codes, whatever decks they come to; the others get codes D01, D02, … that are
    not `used`. Raises Undrawable.
    """
    universe = universe_of(content)
    effects = effects_of(wanted.effects, list(levels_of(content)))
    columns = parameters(content, effects)
    _check(wanted, len(universe), columns, len(kept))
    stays = _places(universe, kept)
    candidates = _candidates(universe, stays, wanted, columns)
    places = {tuple(one.values()): place for place, one in enumerate(candidates)}
    standing = [places[tuple(universe[place].values())] for place in stays]
    starts = int(min(MOST_STARTS, max(1, WORK / (len(candidates) * _work(wanted.size, columns)))))
    made = design.select(candidates, wanted.size, effects, wanted.seed, starts, standing)
    decks = design.make_decks(made, wanted.deck_count, wanted.seed)
    deck_of = {place: number for number, found in enumerate(decks, start=1) for place in found}
    codes = _codes(made, dict(zip(standing, kept, strict=True)), used)
    cases = [
        {"code": codes[place], "levels": dict(levels), "deck": deck_of[place]}
        for place, levels in enumerate(made.combinations)
    ]
    chosen = {name: getattr(wanted, name) for name in ("size", "deck_count", "effects", "seed")}
    found: Row = content["design"] | chosen | {"cases": sorted(cases, key=lambda one: _number(str(one["code"])))}
    return found


def _check(wanted: Wanted, possible: int, effects: int, kept: int) -> None:
    if effects > MOST_EFFECTS:
        raise Undrawable(Why.TOO_MANY_EFFECTS, MOST_EFFECTS)
    if wanted.size > possible:
        raise Undrawable(Why.TOO_FEW, possible)
    if wanted.deck_count > wanted.size:
        raise Undrawable(Why.TOO_MANY_DECKS, wanted.size)
    if kept > wanted.size:
        raise Undrawable(Why.KEPT_MORE, kept)


def _places(universe: Sequence[Combination], kept: Sequence[DesignedCase]) -> list[int]:
    place_of = {frozenset(one.items()): place for place, one in enumerate(universe)}
    try:
        return [place_of[frozenset(case.levels)] for case in kept]
    except KeyError:
        raise Undrawable(Why.KEPT_IMPOSSIBLE) from None


def _candidates(universe: list[dict[str, str]], kept: list[int], wanted: Wanted, columns: int) -> list[dict[str, str]]:
    """All, or as many at random as one search can go through in time: at least twice the sample."""
    most = max(int(WORK / _work(wanted.size, columns)), 2 * wanted.size)
    if len(universe) <= most:
        return universe
    rest = np.setdiff1d(np.arange(len(universe)), kept)
    drawn = np.random.default_rng(wanted.seed).permutation(rest)[: most - len(kept)].tolist()
    return [universe[place] for place in sorted([*kept, *drawn])]


def _work(size: int, columns: int) -> int:
    """What a candidate costs in a search: about as many exchanges as cases, each against every case."""
    return size * (size * (columns + 20) + columns**2)


def _codes(made: design.Design, kept: Mapping[int, DesignedCase], used: Collection[str]) -> list[str]:
    """In the order of the sample."""
    known = [kept[place].code if place in kept else "" for place in made.places]
    taken = {*used, *known}
    number = max((_number(code)[0] for code in taken), default=0)
    for place, code in enumerate(known):
        if not code:
            number += 1
            known[place] = free_code(f"D{number:02}", taken)
            taken.add(known[place])
    return known


def _number(code: str) -> tuple[int, str]:
    found = re.fullmatch(r"D([0-9]{1,9})", code)
    return (int(found[1]) if found else 0), code


def proposed_forms(text: str) -> list[str]:
    """Names of forms, typed in any way and parted by commas, as placeholders have them."""
    typed = [one.strip() for one in text.split(",") if one.strip()]
    names = [one if _FORM.fullmatch(one) else propose_code(one, (), otherwise="form") for one in typed]
    return list(dict.fromkeys(names))


def refit(content: Content) -> Content:
    """Cases that were drawn of other dimensions go; what is gone is not shown twice."""
    found: dict[str, Any] | None = content.get("design")
    if not found:
        return content
    if found["cases"] and any(set(case["levels"]) != set(levels_of(content)) for case in found["cases"]):
        found = found | {"cases": []}
    codes = {row["code"] for row in [*content["vignettes"], *found["cases"]]}
    repeat = found.get("repeat", "")
    return content | {"design": found | {"repeat": repeat if repeat in codes else ""}}
