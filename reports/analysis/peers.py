"""Whom a municipality is compared with (METHODS A12)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from reports.analysis.disclosure import OTHERS_BEHIND_A_COMPARISON
from reports.analysis.samples import InvalidInput

SMALLEST_GROUP = 5
_SIZE_OF_A_CLASS = 10
_ROUNDING = 1e-9


def nearest(
    municipality: str, populations: Mapping[str, int], count: int, kinds: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Codes of the `count` municipalities nearest in population, the nearest first; equally near ones in order of code.

    `populations` are inhabitants by code, the own one among them. With `kinds` (type of municipality by code) only
    those of the own type are candidates. Fewer are returned where there are fewer. InvalidInput for an unknown code or
    fewer than three peers, behind which no comparison is shown.
    """
    if count < OTHERS_BEHIND_A_COMPARISON:
        raise InvalidInput(f"a comparison needs at least {OTHERS_BEHIND_A_COMPARISON} peers")
    if municipality not in populations or (kinds is not None and municipality not in kinds):
        raise InvalidInput(f"not a municipality of the table: {municipality}")
    if any(people <= 0 for people in populations.values()):
        raise InvalidInput("a municipality has inhabitants")
    others = [
        code
        for code in populations
        if code != municipality and (kinds is None or kinds.get(code) == kinds[municipality])
    ]
    return tuple(sorted(others, key=lambda code: (abs(populations[code] - populations[municipality]), code))[:count])


@dataclass(frozen=True)
class Facts:
    """What municipalities are grouped by."""

    population: int
    kind: str
    region: str


@dataclass(frozen=True)
class PeerGroup:
    """One group of a grouping: the same set of municipalities in every report, the own one among them."""

    grouping: str
    members: frozenset[str]


Ways = tuple[tuple[PeerGroup, ...], ...]


def groupings(facts: Mapping[str, Facts]) -> Ways:
    """The municipalities of a survey put into groups of like ones, in three ways: by size, kind and region.

    Each way divides all of them, so that groups of one way never overlap. Whom somebody is grouped with is thus the
    same seen from every report; the `nearest` of two municipalities overlap, and their difference is one municipality.
    """
    by_size = sorted(facts, key=lambda code: (facts[code].population, code))
    count = max(len(by_size) // _SIZE_OF_A_CLASS, min(len(by_size) // SMALLEST_GROUP, 2), 1)
    places = {code: str(place * count // len(by_size)) for place, code in enumerate(by_size)}
    ways = {
        "size": places,
        "kind": {code: fact.kind for code, fact in facts.items()},
        "region": {code: fact.region for code, fact in facts.items()},
    }
    divided = (tuple(_divided(key, label)) for key, label in ways.items())
    return tuple(groups for groups in divided if len(groups) > 1)


def _divided(grouping: str, labels: Mapping[str, str]) -> Iterator[PeerGroup]:
    for label in sorted(set(labels.values())):
        yield PeerGroup(grouping, frozenset(code for code, other in labels.items() if other == label))


@lru_cache(maxsize=256)
def offered(ways: Ways, present: frozenset[str]) -> tuple[PeerGroup, ...]:
    """The groups whose figures may be shown in all reports beside those of all `present` municipalities.

    A way of grouping is taken, in order, as long as no sum or difference of what is then known of all and of each group
    rests on three municipalities or fewer: whoever knows two of them would know the third. Groups of fewer than four
    are not shown, nor one that is everybody; what the others leave over counts as known.
    """
    taken: tuple[PeerGroup, ...] = ()
    for groups in ways:
        sizes = [(group, len(group.members & present)) for group in groups]
        shown = tuple(group for group, size in sizes if OTHERS_BEHIND_A_COMPARISON < size < len(present))
        if shown and not exposes([present, *(group.members & present for group in (*taken, *shown))]):
            taken += shown
    return taken


def exposes(sums: Sequence[frozenset[str]], at_most: int = OTHERS_BEHIND_A_COMPARISON) -> bool:
    """Does some combination of these sums over municipalities rest on `at_most` of them or fewer?

    A combination rests on a few columns exactly when the projection onto the span of the sums leaves a vector of these
    columns as it is: when the projection, restricted to them, has the eigenvalue 1. It gives municipalities that stand
    in the same sums the same weight, so more than `at_most` of them are never among the few.
    """
    codes = sorted(frozenset().union(*sums))
    table = np.array([[float(code in members) for code in codes] for members in sums])
    alike = Counter(tuple(column) for column in table.T)
    apart = [place for place, column in enumerate(table.T) if alike[tuple(column)] <= at_most]
    if not apart:
        return False
    few = np.array(list(combinations(apart, min(at_most, len(apart)))))
    projection = np.linalg.pinv(table) @ table
    few = few[projection.diagonal()[few].sum(axis=1) > 1 - _ROUNDING]  # the eigenvalues add up to the diagonal
    blocks = np.eye(few.shape[1]) - projection[few[:, :, None], few[:, None, :]]
    return bool((np.linalg.eigvalsh(blocks)[:, 0] < _ROUNDING).any())
