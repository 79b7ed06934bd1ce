"""Differences between groups on ordered answers (METHODS A5)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from reports.analysis.samples import FloatArray, InvalidInput, answered, count_table, finite

Magnitude = Literal["negligible", "small", "medium", "large"]


@dataclass(frozen=True)
class Dominance:
    """δ of one group over the others with 95 % interval and two-sided p; NaN where the groups are too small."""

    delta: float
    low: float
    high: float
    p: float
    n: int
    n_others: int


def cliffs_delta(x: ArrayLike, y: ArrayLike) -> tuple[float, float, float]:
    """Cliff's δ = P(x > y) − P(x < y) with its 95 % interval: unbiased variance, Student t (Cliff 1993, 1996).

    The interval is the asymmetric one (Feng and Cliff 2004). NaN values are left out. δ is NaN if a group is empty,
    the limits are NaN if a group has one member.
    """
    result = dominance(x, [y])
    return result.delta, result.low, result.high


def dominance(x: ArrayLike, others: Sequence[ArrayLike], level: float = 0.95) -> Dominance:
    """δ of `x` over several groups that weigh equally, whatever their size: the mean of the δ to each group.

    Unbiased variance: δ² less an unbiased estimate of its expectation over independent pairs, which is Cliff's (1993)
    formula when there is one group. t has n + Σm − 2 degrees of freedom. A variance below (1−δ²)/(n·Σm − 1) is raised
    to that (Cliff 1996); complete separation takes its interval from Feng and Cliff (2004) and its p by permutation.
    """
    mine = answered(x)
    groups = [group for group in map(answered, others) if group.size]
    n, m = mine.size, sum(group.size for group in groups)
    if n == 0 or m == 0:
        return _judged(math.nan, math.nan, n, np.full(int(m > 0), m), level)
    rows = np.array([_row_means(mine, group) for group in groups])
    sizes = np.array([group.size for group in groups], dtype=np.float64)
    too_few = n < 2 or sizes.min() < 2
    return _judged(float(rows.mean()), math.nan if too_few else _variance(rows, mine, groups), n, sizes, level)


def dominance_of_counts(own: ArrayLike, others: ArrayLike, level: float = 0.95) -> Dominance:
    """`dominance` from counts over the ordered options: own (options) and others (municipalities × options).

    Others without answers are left out. InvalidInput for counts that do not fit each other.
    """
    mine, groups = count_table(own, 1), count_table(others, 2)
    if groups.shape[1] != mine.size:
        raise InvalidInput("own and others need the same options")
    groups = groups[groups.sum(axis=1) > 0]
    sizes, n = groups.sum(axis=1), float(mine.sum())
    if n == 0 or sizes.size == 0:
        return _judged(math.nan, math.nan, int(n), sizes, level)
    above = _below_less_above(groups) / sizes[:, None]
    delta = float((above @ mine).mean() / n)
    if n < 2 or sizes.min() < 2:
        return _judged(delta, math.nan, int(n), sizes, level)
    same_person = ((above.sum(axis=0) ** 2 - np.sum(above**2, axis=0)) @ mine).sum()
    each = above @ mine
    across = each.sum() ** 2 - np.sum(each**2) - same_person
    within = _squared_deltas(mine, groups, above).sum()
    variance = delta**2 - (across / (n * (n - 1)) + within) / sizes.size**2
    return _judged(delta, float(variance), int(n), sizes, level)


def magnitude(delta: float) -> Magnitude:
    """How large |δ| reads: below .147 negligible, .33 small, .474 medium (Romano et al. 2006)."""
    size = abs(delta)
    if math.isnan(size):
        raise InvalidInput("delta is not a number")
    if size < 0.147:
        return "negligible"
    if size < 0.33:
        return "small"
    return "medium" if size < 0.474 else "large"


def kruskal_wallis(groups: Sequence[ArrayLike]) -> tuple[float, float, float]:
    """Kruskal–Wallis H with tie correction, p by χ², and ε² = H/(n − 1), the share of rank variation explained.

    Empty groups are left out; all NaN with fewer than two groups or when every answer is the same.
    """
    filled = [group for group in map(answered, groups) if group.size]
    if len(filled) < 2 or np.unique(np.concatenate(filled)).size < 2:
        return math.nan, math.nan, math.nan
    h, p = stats.kruskal(*filled)
    n = sum(group.size for group in filled)
    return float(h), float(p), float(h) / (n - 1)


def kruskal_of_counts(counts: ArrayLike) -> tuple[float, float, float]:
    """`kruskal_wallis` from counts of groups × ordered options."""
    table = count_table(counts, 2)
    table = table[table.sum(axis=1) > 0]
    ties = table.sum(axis=0)
    n = ties.sum()
    if table.shape[0] < 2 or np.count_nonzero(ties) < 2:
        return math.nan, math.nan, math.nan
    ranks = np.cumsum(ties) - (ties - 1) / 2
    # The exact sum is the same for every municipality's report, whose groups stand in another order.
    between = math.fsum((table @ (ranks - (n + 1) / 2)) ** 2 / table.sum(axis=1))
    h = 12 / (n * (n + 1)) * between / (1 - float(np.sum(ties**3 - ties)) / (n**3 - n))
    return h, float(special.chdtrc(table.shape[0] - 1, h)), h / (n - 1)


def benjamini_hochberg(p: ArrayLike) -> FloatArray:
    """q-values (adjusted p) of one family by Benjamini and Hochberg (1995). NaN stays NaN and is not counted a test.

    `p` has any shape. InvalidInput for values outside 0–1.
    """
    values = finite(p)
    if ((values < 0) | (values > 1)).any():
        raise InvalidInput("p-values lie between 0 and 1")
    q = np.full(values.shape, np.nan)
    tested = ~np.isnan(values)
    if tested.any():
        q[tested] = stats.false_discovery_control(values[tested], method="bh")
    return q


def _judged(delta: float, variance: float, n: int, sizes: FloatArray, level: float) -> Dominance:
    """δ with the interval and p that its variance gives; NaN without a variance."""
    m = int(sizes.sum())
    if math.isnan(variance):
        return Dominance(delta, math.nan, math.nan, math.nan, n, m)
    quantile = float(special.stdtrit(n + m - 2, 0.5 + level / 2))
    if abs(delta) == 1.0:
        inner = (min(n, m) - quantile**2) / (min(n, m) + quantile**2)
        limits = (inner, 1.0) if delta > 0 else (-1.0, -inner)
        return Dominance(delta, *limits, min(1.0, 2 / math.comb(n + m, n)), n, m)
    spread = max(variance, (1 - delta**2) / (n * m - 1))
    p = float(2 * special.stdtr(n + m - 2, -abs(delta) / math.sqrt(spread)))
    return Dominance(delta, *_interval(delta, spread, quantile), p, n, m)


def _below_less_above(counts: FloatArray) -> FloatArray:
    """For each option how many of each group chose a lower one, less how many a higher one (groups × options)."""
    upto = np.cumsum(counts, axis=1)
    return np.asarray(2 * upto - counts - upto[:, -1:], dtype=np.float64)


def _squared_deltas(own: FloatArray, groups: FloatArray, above: FloatArray) -> FloatArray:
    """An unbiased estimate of δ² to each group: mean of d_ij·d_kl over i ≠ k and j ≠ l, as `_squared_delta`."""
    n, sizes = own.sum(), groups.sum(axis=1)
    columns = _below_less_above(own[None])[0] / n
    grand = (above @ own) * sizes
    same_row, same_column = sizes**2 * (above**2 @ own), n**2 * (groups @ columns**2)
    pairs = n * sizes - groups @ own
    return np.asarray(
        (grand**2 - same_row - same_column + pairs) / (n * sizes * (n - 1) * (sizes - 1)), dtype=np.float64
    )


def _row_means(x: FloatArray, y: FloatArray) -> FloatArray:
    """For each x the share of y below it minus the share above it."""
    ordered = np.sort(y)
    below = np.searchsorted(ordered, x, side="left")
    above = y.size - np.searchsorted(ordered, x, side="right")
    return np.asarray((below - above) / y.size, dtype=np.float64)


def _variance(rows: FloatArray, x: FloatArray, groups: list[FloatArray]) -> float:
    """Unbiased variance of the mean of `rows` (groups × members of x)."""
    count, n = rows.shape
    total, each = rows.sum(axis=0), rows.sum(axis=1)
    across = total.sum() ** 2 - np.sum(total**2) - np.sum(each**2 - np.sum(rows**2, axis=1))
    within = sum(_squared_delta(row, x, group) for row, group in zip(rows, groups, strict=True))
    return float(rows.mean() ** 2 - (across / (n * (n - 1)) + within) / count**2)


def _squared_delta(row: FloatArray, x: FloatArray, y: FloatArray) -> float:
    """Mean of d_ij·d_kl over i ≠ k and j ≠ l: an unbiased estimate of δ² for two groups."""
    n, m = x.size, y.size
    column = -_row_means(y, x)
    ordered = np.sort(y)
    ties = int(np.sum(np.searchsorted(ordered, x, side="right") - np.searchsorted(ordered, x, side="left")))
    grand = float(row.sum()) * m
    same_row, same_column = m**2 * float(np.sum(row**2)), n**2 * float(np.sum(column**2))
    return (grand**2 - same_row - same_column + (n * m - ties)) / (n * m * (n - 1) * (m - 1))


def _interval(delta: float, variance: float, quantile: float) -> tuple[float, float]:
    spread = quantile**2 * variance
    reach = math.sqrt(spread) * math.sqrt((1 - delta**2) ** 2 + spread)
    scale = 1 - delta**2 + spread
    return max(-1.0, (delta - delta**3 - reach) / scale), min(1.0, (delta - delta**3 + reach) / scale)
