"""Shrinking municipal estimates towards their common mean, and how sure their order is (METHODS A4)."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from reports.analysis.samples import FloatArray, IntArray, InvalidInput, check_level, finite, same_length
from reports.analysis.variance import best_ratio


class Shrunk(NamedTuple):
    """τ² in squared units of the estimates, and per estimate its shrunk value with standard error."""

    tau2: float
    shrunk: FloatArray
    standard_errors: FloatArray


def empirical_bayes(estimates: ArrayLike, standard_errors: ArrayLike) -> Shrunk:
    """Shrink each estimate by B = s²/(s² + τ²) towards the weighted mean μ, τ² by REML, not below 0 (METHODS A4).

    The standard error, √((1−B)·s² + B²·Var μ), counts the uncertainty of μ (the best linear unbiased predictor; as
    `blup` of the R package metafor, Viechtbauer 2010). Two arrays of one length; where either is NaN the result is NaN
    and the entry counts nowhere. All NaN with fewer than two estimates. A standard error of 0 is an estimate known for
    certain and stays; InvalidInput for a negative one.
    """
    numbers, errors = finite(estimates), finite(standard_errors)
    same_length(numbers, errors)
    if (errors < 0).any():
        raise InvalidInput("a standard error cannot be negative")
    used = ~(np.isnan(numbers) | np.isnan(errors))
    shrunk, uncertainty = np.full(numbers.shape, np.nan), np.full(numbers.shape, np.nan)
    if used.sum() < 2:
        return Shrunk(float("nan"), shrunk, uncertainty)
    tau2, shrunk[used], uncertainty[used] = _shrink(numbers[used], errors[used] ** 2)
    return Shrunk(tau2, shrunk, uncertainty)


def centre_of(estimates: FloatArray, standard_errors: FloatArray, tau2: float) -> float:
    """μ, the mean of the estimates weighted by 1/(s² + τ²); the plain mean where a weight would be infinite."""
    variances = standard_errors**2 + tau2
    if not (variances > 0).all():
        return float(estimates.mean())
    return float(np.average(estimates, weights=1 / variances))


def rank_intervals(
    estimates: ArrayLike, standard_errors: ArrayLike, level: float = 0.95, draws: int = 4000, seed: int = 20270101
) -> tuple[IntArray, IntArray]:
    """Lowest and highest plausible rank of each (shrunk) estimate, 1 being the smallest.

    Quantiles of the rank over `draws` seeded normal draws around the estimates (Goldstein and Spiegelhalter 1996).
    Estimates tied for certain share the ranks from first to last. An entry with NaN is not ranked: both limits are 0.
    """
    check_level(level)
    numbers, errors = finite(estimates), finite(standard_errors)
    same_length(numbers, errors)
    if (errors < 0).any() or draws < 1:
        raise InvalidInput("standard errors cannot be negative, and at least one draw is needed")
    used = ~(np.isnan(numbers) | np.isnan(errors))
    low, high = np.zeros(numbers.shape, dtype=np.int64), np.zeros(numbers.shape, dtype=np.int64)
    if used.any():
        noise = np.random.default_rng(seed).standard_normal((draws, int(used.sum())))
        drawn = numbers[used] + noise * errors[used]
        low[used] = _quantile(_ranks(drawn, "min"), (1 - level) / 2)
        high[used] = _quantile(_ranks(drawn, "max"), (1 + level) / 2)
    return low, high


def _ranks(drawn: FloatArray, ties: Literal["min", "max"]) -> IntArray:
    return np.asarray(stats.rankdata(drawn, method=ties, axis=1), dtype=np.int64)


def _quantile(ranks: IntArray, share: float) -> IntArray:
    """The smallest rank that at least `share` of the draws do not pass."""
    place = max(0, int(np.ceil(share * ranks.shape[0] - 1e-9)) - 1)
    return np.asarray(np.partition(ranks, place, axis=0)[place], dtype=np.int64)


def _shrink(numbers: FloatArray, variances: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    scale = float(np.var(numbers)) or float(variances.mean())
    if scale == 0:
        return 0.0, numbers, np.zeros_like(numbers)
    # A certain estimate has the limit of an ever smaller variance; 0 itself would divide by 0.
    certain = np.maximum(variances, 1e-12 * scale)
    tau2 = best_ratio(lambda at: _slope(at, numbers, certain), lambda at: _deviance(at, numbers, certain), scale)
    weights = 1 / (certain + tau2)
    mean = float(weights @ numbers / weights.sum())
    share = certain * weights
    errors = np.sqrt((1 - share) * certain + share**2 / weights.sum())
    return tau2, mean + (1 - share) * (numbers - mean), errors


def _slope(tau2: FloatArray | np.float64, numbers: FloatArray, variances: FloatArray) -> FloatArray:
    weights = 1 / (variances + np.asarray(tau2)[..., None])
    total, heavy = weights.sum(axis=-1), weights**2
    apart = (numbers - (weights @ numbers / total)[..., None]) ** 2
    return np.asarray(total - heavy.sum(axis=-1) / total - np.sum(heavy * apart, axis=-1))


def _deviance(tau2: FloatArray | np.float64, numbers: FloatArray, variances: FloatArray) -> FloatArray:
    weights = 1 / (variances + np.asarray(tau2)[..., None])
    total = weights.sum(axis=-1)
    apart = (numbers - (weights @ numbers / total)[..., None]) ** 2
    return np.asarray(np.sum(weights * apart, axis=-1) - np.log(weights).sum(axis=-1) + np.log(total))
