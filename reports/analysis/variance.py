"""Variance between and inside municipalities, and how far a municipal mean can be trusted (METHODS A2, A3)."""

from collections.abc import Callable
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize

from reports.analysis.samples import FloatArray, InvalidInput, Moments, finite, grouped_moments

Function = Callable[[FloatArray | np.float64], FloatArray]

# Ratios σ²_u/σ²_e at which the slope of the likelihood is looked at before its zeros are found.
_RATIOS = np.concatenate([[0.0], np.logspace(-6, 8, 57)])


class Components(NamedTuple):
    """Mean, variance between and within groups, in (squared) units of the values, and their intraclass correlation."""

    mean: float
    between: float
    within: float
    icc: float


def one_way_reml(values: ArrayLike, groups: ArrayLike) -> Components:
    """Random intercept y = μ + u_m + e by exact REML (Harville 1977; Searle, Casella and McCulloch 1992, ch. 6).

    `values` and `groups` have one length, NaN values are left out. At the boundary `between` and `icc` are 0. Undefined
    parts are NaN: all without values, `between` and `icc` with one group, `between`, `within` and `icc` where no group
    has two values, `icc` where all values are the same.
    """
    return reml_of(grouped_moments(values, groups))


def reml_of(moments: Moments) -> Components:
    """`one_way_reml` from the moments of each group (1-D); groups without values are left out."""
    kept = moments.sizes > 0
    sizes, means, inside = moments.sizes[kept], moments.means[kept], float(moments.squares[kept].sum())
    n, count = float(sizes.sum()), sizes.size
    if count == 0:
        return Components(*(np.nan,) * 4)
    mean = float(sizes @ means / n)
    if n == count:
        return Components(mean, np.nan, np.nan, np.nan)
    if count == 1:
        return Components(mean, np.nan, inside / (n - 1), np.nan)
    return _fitted(sizes, means, inside)


def icc1(values: ArrayLike, groups: ArrayLike) -> float:
    """ICC(1) from one-way analysis of variance (Shrout and Fleiss 1979), for unequal groups with n0 (METHODS A2).

    Negative when groups differ less than chance would make them. NaN with fewer than two groups, no group of two or
    no variation.
    """
    moments = grouped_moments(values, groups)
    n, count = float(moments.sizes.sum()), moments.sizes.size
    if count < 2 or n == count:
        return float("nan")
    grand = float(moments.sizes @ moments.means) / n
    between = float(moments.sizes @ (moments.means - grand) ** 2) / (count - 1)
    within = float(moments.squares.sum()) / (n - count)
    typical = (n - float(np.sum(moments.sizes**2)) / n) / (count - 1)
    total = between + (typical - 1) * within
    return (between - within) / total if total > _rounding(moments.means) ** 2 else float("nan")


@overload
def reliability(icc: float, n: float) -> float: ...
@overload
def reliability(icc: float, n: FloatArray) -> FloatArray: ...
def reliability(icc: float, n: float | FloatArray) -> float | FloatArray:
    """Reliability λ = n·ICC/(1 + (n−1)·ICC) of the mean of `n` answers (Spearman–Brown; ICC(2) in Bliese 2000), 0–1.

    A negative ICC counts as 0: nothing tells the municipalities apart. NaN where the ICC is; 0 without answers.
    InvalidInput for an ICC above 1 or negative n.
    """
    sizes = finite(n)
    if icc > 1 or (sizes < 0).any():
        raise InvalidInput("an intraclass correlation is at most 1, and numbers of answers are not negative")
    known = max(0.0, icc) if icc == icc else icc
    with np.errstate(invalid="ignore"):
        found = np.where(sizes == 0, 0.0 * known, sizes * known / (1 + (sizes - 1) * known))
    return float(found) if found.ndim == 0 else found


def _fitted(sizes: FloatArray, means: FloatArray, inside: float) -> Components:
    """The components at the maximum of the restricted likelihood, profiled over the ratio of the variances."""
    rounding = _rounding(means)
    spread = max(0.0, float(np.ptp(means)) - rounding)
    if inside <= float(sizes.sum()) * rounding**2:
        # Without variation inside, the likelihood grows without bound towards a ratio of infinity.
        between = float(np.var(means, ddof=1)) if spread > 0 else 0.0
        return Components(float(means.mean()), between, 0.0, 1.0 if spread > 0 else np.nan)
    ratio = best_ratio(lambda at: _slope(at, sizes, means, inside), lambda at: _deviance(at, sizes, means, inside))
    weights = sizes / (1 + ratio * sizes)
    mean = float(weights @ means / weights.sum())
    within = (inside + float(weights @ (means - mean) ** 2)) / (float(sizes.sum()) - 1)
    return Components(mean, ratio * within, within, ratio / (1 + ratio))


def _rounding(means: FloatArray) -> float:
    """Sums of equal decimal numbers round: differences up to this are no variation."""
    return 1e-13 * float(np.abs(means).max())


def best_ratio(slope: Function, deviance: Function, scale: float = 1.0) -> float:
    """Where `deviance` is smallest on [0, ∞): 0, or a zero of its `slope` found by Brent's method to full precision.

    Both take and give arrays of one shape. The slope is looked at on a grid of multiples of `scale` first, because a
    restricted likelihood may have two maxima.
    """
    grid = _RATIOS * scale
    slopes = slope(grid)
    turns = np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] >= 0))
    lows = [_zero(slope, float(grid[turn]), float(grid[turn + 1])) for turn in turns]
    candidates = np.array([0.0, *lows])
    return float(candidates[np.argmin(deviance(candidates))])


def _zero(slope: Function, low: float, high: float) -> float:
    def at(point: float) -> float:
        return float(slope(np.float64(point)))

    # One point alone may round to another sign than the same point in a grid: it is then the zero itself.
    if at(low) >= 0:
        return low
    return float(optimize.brentq(at, low, high, rtol=1e-14)) if at(high) > 0 else high


def _slope(ratio: FloatArray | np.float64, sizes: FloatArray, means: FloatArray, inside: float) -> FloatArray:
    weights = sizes / (1 + np.asarray(ratio)[..., None] * sizes)
    total, heavy = weights.sum(axis=-1), weights**2
    apart = (means - (weights @ means / total)[..., None]) ** 2
    squares = inside + np.sum(weights * apart, axis=-1)
    kept = (sizes.sum() - 1) * np.sum(heavy * apart, axis=-1) / squares
    return np.asarray(total - heavy.sum(axis=-1) / total - kept)


def _deviance(ratio: FloatArray | np.float64, sizes: FloatArray, means: FloatArray, inside: float) -> FloatArray:
    grown = 1 + np.asarray(ratio)[..., None] * sizes
    weights = sizes / grown
    total = weights.sum(axis=-1)
    apart = (means - (weights @ means / total)[..., None]) ** 2
    squares = inside + np.sum(weights * apart, axis=-1)
    return np.asarray((sizes.sum() - 1) * np.log(squares) + np.log(grown).sum(axis=-1) + np.log(total))
