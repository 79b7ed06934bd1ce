"""Which cells of linked tables must be hidden so that none below the threshold can be worked out (METHODS A13).

An outsider knows every shown cell and how cells add up, and that no count is negative. A hidden cell is protected when
all that leaves more than one number possible for it, among them one at or above the threshold: then nobody can tell
that it is small.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from reports.analysis.samples import FloatArray, IntArray

Mask = NDArray[np.bool_]


def suppress(counts: IntArray, relations: Sequence[tuple[int, Sequence[int]]], n_min: int, kept: Mask) -> Mask:
    """Which of the `counts` (1-D) to hide. Each relation is (total, parts): places whose counts add up to another's.

    Primary: every count below `n_min` that is not `kept` (empty cells that tell on nobody). Complementary: smallest
    first among the cells related to an unprotected one, until every hidden cell is protected.
    """
    sums = _matrix(relations, counts.size)
    hidden = (counts < n_min) & ~kept
    while True:
        for row in sums:
            _close(row, counts, hidden, n_min, kept)
        exposed = _first_exposed(counts, hidden, sums, n_min)
        if exposed is None:
            return hidden
        chosen = [place for place in _neighbours(exposed, hidden, sums) if not hidden[place]]
        if not chosen:
            return hidden
        hidden[min(chosen, key=lambda place: (kept[place], counts[place], place))] = True


def _close(row: FloatArray, counts: IntArray, hidden: Mask, n_min: int, kept: Mask) -> None:
    """Hide more of one sum until two parts are hidden and reach `n_min` together: the cheap part of the audit."""
    parts, total = np.flatnonzero(row > 0), int(np.flatnonzero(row < 0)[0])
    while not hidden[total] and hidden[parts].any():
        unseen = parts[hidden[parts]]
        if unseen.size >= 2 and counts[unseen].sum() >= n_min:
            return
        visible = [int(place) for place in parts if not hidden[place] and not kept[place]]
        hidden[min(visible, key=lambda place: (counts[place], place), default=total)] = True


def _first_exposed(counts: IntArray, hidden: Mask, sums: FloatArray, n_min: int) -> int | None:
    for place in np.flatnonzero(hidden):
        low, high = bounds(int(place), counts, hidden, sums)
        if high < n_min - 1e-6 or high - low < 1e-6:
            return int(place)
    return None


def bounds(place: int, counts: IntArray, hidden: Mask, sums: FloatArray) -> tuple[float, float]:
    """Smallest and largest number a hidden cell can be for somebody who sees the others; infinity where unbounded."""
    unknown = np.flatnonzero(hidden)
    if sums.shape[0] == 0:
        return 0.0, float("inf")
    known = sums[:, ~hidden] @ counts[~hidden]
    aim = (unknown == place).astype(np.float64)
    ends = []
    for sign in (1.0, -1.0):
        found = optimize.linprog(sign * aim, A_eq=sums[:, unknown], b_eq=-known, bounds=(0, None), method="highs")
        ends.append(sign * float(found.fun or 0.0) if found.status == 0 else float("inf"))
    return ends[0], ends[1]


def _matrix(relations: Sequence[tuple[int, Sequence[int]]], size: int) -> FloatArray:
    sums = np.zeros((len(relations), size))
    for row, (total, parts) in enumerate(relations):
        sums[row, list(parts)] = 1.0
        sums[row, total] = -1.0
    return sums


def _neighbours(exposed: int, hidden: Mask, sums: FloatArray) -> list[int]:
    """Cells in a sum with the exposed one; where all of them are hidden, those in a sum with one of them, and so on."""
    reached = np.zeros_like(hidden)
    reached[exposed] = True
    while True:
        touched = (sums[(sums[:, reached] != 0).any(axis=1)] != 0).any(axis=0)
        if (touched & ~hidden).any() or not (touched & ~reached).any():
            return [int(place) for place in np.flatnonzero(touched)]
        reached |= touched
