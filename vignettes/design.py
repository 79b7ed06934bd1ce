"""Which vignettes to write and who gets which: universe, efficient sample, decks, assignment (METHODS B). Pure, seeded.

A *combination* is one level of each dimension, {"alder": "spæd", …}. Effects are tuples of dimensions: ("alder",) is a
main effect, ("alder", "vold") their interaction. Sources: Kuhfeld, Tobias and Garratt (1994), Journal of Marketing
Research 31, for the efficiency; Fedorov (1972), Theory of Optimal Experiments, for the exchange.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

Combination = Mapping[str, str]
Effect = tuple[str, ...]
FloatArray = NDArray[np.float64]

LARGEST_UNIVERSE = 100_000
_TOLERANCE = 1e-9


class DesignError(ValueError):
    """A design that cannot be made; says why in one sentence."""


class Efficiency(float):
    """D-efficiency in 0–1, which is 0 and `is_singular` where effects cannot be told apart."""

    @property
    def is_singular(self) -> bool:
        return float(self) == 0.0


@dataclass(frozen=True)
class Design:
    """A sample of combinations in the order of the universe, and how well it estimates the `effects`.

    `places` are their indices among the candidates. `aliased` are sets of effects that cannot be told apart, each as
    the names of columns ("alder 1", "alder 1 × vold 1"); empty unless the efficiency is 0.
    """

    combinations: tuple[Combination, ...]
    places: tuple[int, ...]
    effects: tuple[Effect, ...]
    efficiency: Efficiency
    aliased: tuple[tuple[str, ...], ...]
    seed: int


def universe(
    levels: Mapping[str, Sequence[str]], exclusions: Sequence[Mapping[str, str | Collection[str]]] = ()
) -> list[dict[str, str]]:
    """All combinations of the `levels` of each dimension but the excluded ones, the last dimension varying fastest.

    An exclusion names a level, or several, for some dimensions and takes away the combinations that match all of them.
    DesignError for a dimension without levels or with the same twice, an exclusion of what does not exist, or more than
    100,000 combinations before exclusion. An empty universe is an empty list: the caller says what contradicts.
    """
    for dimension, names in levels.items():
        if not names or len(set(names)) < len(names):
            raise DesignError(f"the dimension {dimension} needs levels, each once")
    if prod(len(names) for names in levels.values()) > LARGEST_UNIVERSE:
        raise DesignError(f"there are more than {LARGEST_UNIVERSE} combinations")
    refused = [_named(exclusion, levels) for exclusion in exclusions]
    combinations = (dict(zip(levels, names, strict=True)) for names in product(*levels.values()))
    return [
        combination
        for combination in combinations
        if not any(all(combination[name] in names for name, names in rule.items()) for rule in refused)
    ]


def _named(
    exclusion: Mapping[str, str | Collection[str]], levels: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    named = {name: frozenset([found] if isinstance(found, str) else found) for name, found in exclusion.items()}
    if not named or any(not found or not found <= set(levels.get(name, ())) for name, found in named.items()):
        raise DesignError(f"an exclusion names what does not exist: {dict(exclusion)}")
    return named


def model_matrix(combinations: Sequence[Combination], effects: Sequence[Effect]) -> tuple[FloatArray, list[str]]:
    """Rows of coded effects, (combinations × columns), the intercept first, and the names of the columns.

    A dimension of k levels has k − 1 orthogonal contrasts, each with mean 0 and mean square 1 over its levels
    (standardised orthonormal coding), so a balanced orthogonal sample has efficiency 1. Levels are those that occur, in
    alphabetical order. An interaction is the products of its dimensions' contrasts. DesignError for no combinations.
    """
    if not combinations:
        raise DesignError("there are no combinations")
    contrasts = {name: _contrasts([row[name] for row in combinations]) for name in combinations[0]}
    if unknown := sorted({name for effect in effects for name in effect} - contrasts.keys()):
        raise DesignError(f"not a dimension: {unknown[0]}")
    columns, names = [np.ones(len(combinations))], ["1"]
    for effect in effects:
        for parts in product(*(range(contrasts[name].shape[1]) for name in effect)):
            columns.append(np.prod([contrasts[name][:, at] for name, at in zip(effect, parts, strict=True)], axis=0))
            names.append(" × ".join(f"{name} {at + 1}" for name, at in zip(effect, parts, strict=True)))
    return np.column_stack(columns), names


def _contrasts(values: Sequence[str]) -> FloatArray:
    """Helmert contrasts of the levels, one row per value."""
    levels = sorted(set(values))
    count = len(levels)
    coded = np.zeros((count, count - 1))
    for at in range(count - 1):
        coded[: at + 1, at], coded[at + 1, at] = -1.0, at + 1.0
        coded[:, at] *= np.sqrt(count / np.sum(coded[:, at] ** 2))
    place = {level: at for at, level in enumerate(levels)}
    return coded[[place[value] for value in values]]


def d_efficiency(matrix: ArrayLike) -> Efficiency:
    """|X'X/N|^(1/p) of a model matrix (N × p) as `model_matrix` codes it; 0 where its columns are dependent."""
    x = np.asarray(matrix, dtype=np.float64)
    if x.ndim != 2 or x.size == 0:
        raise DesignError("a matrix with rows and columns is needed")
    if np.linalg.matrix_rank(x) < x.shape[1]:
        return Efficiency(0.0)
    sign, logarithm = np.linalg.slogdet(x.T @ x / x.shape[0])
    return Efficiency(float(np.exp(logarithm / x.shape[1])) if sign > 0 else 0.0)


def aliased_effects(matrix: ArrayLike, names: Sequence[str]) -> list[tuple[str, ...]]:
    """For each column that depends on columns before it: its name and theirs; empty where all can be told apart."""
    x = np.asarray(matrix, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] != len(names):
        raise DesignError("each column needs a name")
    kept: list[int] = []
    found: list[tuple[str, ...]] = []
    for at in range(x.shape[1]):
        weights, *_rest = np.linalg.lstsq(x[:, kept], x[:, at], rcond=None)
        if np.allclose(x[:, kept] @ weights, x[:, at], atol=1e-8):
            behind = [place for place, weight in zip(kept, weights, strict=True) if abs(weight) > 1e-8]
            found.append((names[at], *(names[place] for place in behind)))
        else:
            kept.append(at)
    return found


def select(
    candidates: Sequence[Combination],
    size: int,
    effects: Sequence[Effect],
    seed: int,
    starts: int = 20,
    kept: Sequence[int] = (),
) -> Design:
    """The D-best sample of `size` different candidates that Fedorov's exchange finds from `starts` random ones.

    `kept` are places among the candidates that stay in the sample, where an earlier one is extended. In each step the
    exchange of one chosen for one other candidate that multiplies the determinant most is made, until none enlarges it.
    The same arguments give the same design. Where the effects cannot be told apart among all the candidates, or there
    are fewer combinations than effects, the design says which are aliased. DesignError for a size outside 1 – number of
    candidates, or too small for what is kept.
    """
    if len(kept) > size:
        raise DesignError(f"{len(kept)} combinations are to be kept")
    if not 1 <= size <= len(candidates):
        raise DesignError(f"choose between 1 and {len(candidates)} of the combinations")
    matrix, names = model_matrix(candidates, effects)
    draw = np.random.default_rng(seed)
    rest = np.setdiff1d(np.arange(len(candidates)), kept)
    first = np.array(kept, dtype=np.intp)
    begun = [np.append(first, draw.permutation(rest)[: size - len(first)]) for _ in range(max(1, starts))]
    found = [_exchanged(matrix, start, len(first)) for start in begun]
    best = max(found, key=lambda places: (round(d_efficiency(matrix[places]), 12), [-place for place in places]))
    efficiency = d_efficiency(matrix[best])
    return Design(
        combinations=tuple(candidates[place] for place in best),
        places=tuple(best),
        effects=tuple(effects),
        efficiency=efficiency,
        aliased=tuple(aliased_effects(matrix[best], names)) if efficiency.is_singular else (),
        seed=seed,
    )


def _exchanged(matrix: FloatArray, start: NDArray[np.intp], kept: int) -> list[int]:
    """Exchange all but the first `kept` until nothing is gained.

    A small ridge carries starts that are singular into those that are not.
    """
    chosen, best, reached = start, start, -np.inf
    ridge = 1e-6 * np.eye(matrix.shape[1])
    while True:
        information = matrix[chosen].T @ matrix[chosen] + ridge
        logarithm = np.linalg.slogdet(information)[1]
        if logarithm <= reached + _TOLERANCE:  # a gain that is only rounding would go in circles
            return sorted(best.tolist())
        best, reached = chosen, logarithm
        inverse = np.asarray(np.linalg.inv(information), dtype=np.float64)
        chosen = _best_exchange(matrix, chosen, inverse, kept)


def _best_exchange(matrix: FloatArray, chosen: NDArray[np.intp], inverse: FloatArray, kept: int) -> NDArray[np.intp]:
    """The sample after the exchange that multiplies the determinant most; as it was where there is none to make."""
    rest = np.setdiff1d(np.arange(len(matrix)), chosen)
    if not rest.size or kept == len(chosen):
        return chosen
    weighted = matrix @ inverse
    variance = np.einsum("ij,ij->i", weighted, matrix)
    gain = (1 - variance[chosen])[:, None] * (1 + variance[rest]) + (weighted[chosen] @ matrix[rest].T) ** 2
    gain[:kept] = -np.inf
    row, column = np.unravel_index(int(np.argmax(gain)), gain.shape)
    exchanged = chosen.copy()
    exchanged[row] = rest[column]
    return exchanged


def make_decks(design: Design | Sequence[Combination], deck_count: int, seed: int) -> list[list[int]]:
    """Divide the combinations into decks: places in the design, each in one deck, sizes at most one apart.

    Levels are spread as evenly as exchanges between decks can: the sum of squares of each level's counts per deck is
    made small, from ten seeded starts. DesignError for fewer combinations than decks.
    """
    combinations = design.combinations if isinstance(design, Design) else design
    if not 1 <= deck_count <= len(combinations):
        raise DesignError(f"make between 1 and {len(combinations)} decks")
    levels = sorted({item for row in combinations for item in row.items()})
    has = np.array([[float(row.get(name) == level) for name, level in levels] for row in combinations])
    apart = np.sum(has, axis=1)[:, None] + np.sum(has, axis=1) - 2 * has @ has.T  # in how many levels two differ, twice
    draw = np.random.default_rng(seed)
    found = [_spread(has, apart, draw.permutation(len(combinations)) % deck_count, deck_count) for _ in range(10)]
    best = min(found, key=lambda decks: (_unevenness(has, decks, deck_count), decks.tolist()))
    return [np.flatnonzero(best == deck).tolist() for deck in range(deck_count)]


def _unevenness(has: FloatArray, decks: NDArray[np.intp], deck_count: int) -> float:
    counts = np.zeros((deck_count, has.shape[1]))
    np.add.at(counts, decks, has)
    return float(np.sum(counts**2))


def _spread(has: FloatArray, apart: FloatArray, decks: NDArray[np.intp], deck_count: int) -> NDArray[np.intp]:
    """Exchange the two vignettes of different decks that gain most, until none does."""
    decks = decks.copy()
    while True:
        counts = np.zeros((deck_count, has.shape[1]))
        np.add.at(counts, decks, has)
        # Moving a to b's deck and b to a's changes the sum of squares by 2 (b−a)·(counts of a's deck − b's) + 2|b−a|².
        between = counts @ has.T
        own = between[decks, np.arange(len(decks))]
        there = between[decks]
        change = 2 * (there - own[:, None]) + 2 * (there.T - own[None, :]) + 2 * apart
        change[decks[:, None] == decks[None, :]] = 0
        first, second = np.unravel_index(int(np.argmin(change)), change.shape)
        if change[first, second] >= -_TOLERANCE:
            return decks
        decks[first], decks[second] = decks[second], decks[first]


def assign_deck(counts: Sequence[int], seed: int) -> int:
    """The deck for the next respondent: one of those that fewest have (index into `counts`), drawn with the seed.

    `counts` are open and completed respondents per deck within one municipality and role, read under a row lock: then
    they never differ by more than one. DesignError without decks.
    """
    if not counts:
        raise DesignError("there are no decks")
    fewest = [deck for deck, count in enumerate(counts) if count == min(counts)]
    return fewest[int(np.random.default_rng(seed).integers(len(fewest)))]
