"""Shares, means and distributions with their uncertainty (METHODS A1)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from reports.analysis.samples import InvalidInput, check_level, finite, same_length


@dataclass(frozen=True)
class Distribution:
    """Counts over the options of the instrument, unused options included; mean and median of the numbers, if any."""

    counts: tuple[int, ...]
    missing: int
    n: int
    mean: float | None
    median: float | None


def wilson(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share, without continuity correction (Newcombe 1998, method 3). (0, 1) at n = 0.

    Fractions are accepted because clustered answers have an effective n. InvalidInput unless 0 ≤ successes ≤ n and the
    level lies between 0 and 1.
    """
    if not 0 <= successes <= n < np.inf:
        raise InvalidInput("successes must lie between 0 and n")
    check_level(level)
    if n == 0:
        return 0.0, 1.0
    z = float(special.ndtri(0.5 + level / 2))
    share = successes / n
    middle = share + z * z / (2 * n)
    reach = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else float((middle - reach) / scale)
    high = 1.0 if successes == n else float((middle + reach) / scale)
    return low, high


def cluster_mean(values: ArrayLike, clusters: ArrayLike, weights: ArrayLike | None = None) -> tuple[float, float]:
    """Mean and cluster-robust standard error with the factor G/(G−1); use t with G−1 degrees of freedom.

    SE = √(G/(G−1) · Σ_g(Σ_i w_i(y_i − ȳ)/Σw)²) over G clusters (METHODS A1). Three columns of one length; NaN values
    and weights of 0 are left out. The error is NaN with one cluster, both are without values. InvalidInput for columns
    of different lengths or negative weights.
    """
    numbers, labels = finite(values), np.asarray(clusters)
    heavy = np.ones_like(numbers) if weights is None else finite(weights)
    same_length(numbers, heavy, labels)
    if not (heavy >= 0).all():
        raise InvalidInput("weights cannot be missing or negative")
    kept = ~np.isnan(numbers) & (heavy > 0)
    numbers, heavy = numbers[kept], heavy[kept]
    total = float(heavy.sum())
    if total == 0:
        return float("nan"), float("nan")
    mean = float((heavy * numbers).sum()) / total
    _, member = np.unique(labels[kept], return_inverse=True)
    groups = int(member.max()) + 1
    if groups < 2:
        return mean, float("nan")
    deviations = np.bincount(member, weights=heavy * (numbers - mean)) / total
    return mean, float(np.sqrt(groups / (groups - 1) * np.sum(deviations**2)))


def mean_interval(mean: float, standard_error: float, clusters: int, level: float = 0.95) -> tuple[float, float]:
    """Student t interval with `clusters` − 1 degrees of freedom around a cluster-robust mean; NaN with one cluster."""
    if clusters < 2:
        return float("nan"), float("nan")
    reach = float(stats.t.ppf(0.5 + level / 2, clusters - 1)) * standard_error
    return mean - reach, mean + reach


def clustered_share(hits: ArrayLike, clusters: ArrayLike, level: float = 0.95) -> tuple[float, float, float]:
    """Share with a Wilson interval on the effective n when one person gives several answers.

    Effective n = p(1−p)/SE² (Korn and Graubard 1998), kept between the number of clusters and the number of answers;
    at p = 0 or 1, where nothing can be estimated, it is the number of clusters. Equals `wilson` with one answer each.
    """
    numbers = np.asarray(hits, dtype=np.float64)
    groups = int(np.unique(np.asarray(clusters)).size)
    if numbers.size == 0:
        raise InvalidInput("a share needs at least one answer")
    share, error = cluster_mean(numbers, clusters)
    spread = share * (1 - share)
    effective = spread / error**2 if spread > 0 and error > 0 else float(groups)
    effective = min(max(effective, float(groups)), float(numbers.size))
    total = float(numbers.sum())
    low, high = wilson(effective if total == numbers.size else total * (effective / numbers.size), effective, level)
    return share, low, high


def weighted_median(values: ArrayLike, weights: ArrayLike) -> float:
    """Median of a weighted sample; the midpoint where the lower half ends exactly between two values."""
    numbers = np.asarray(values, dtype=np.float64)
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    below = np.cumsum(np.asarray(weights, dtype=np.float64)[order])
    below /= below[-1]
    lower = int(np.argmax(below >= 0.5 - 1e-9))
    upper = int(np.argmax(below > 0.5 + 1e-9))
    return float((numbers[lower] + numbers[upper]) / 2)


def distribution(
    values: Sequence[str | tuple[str, ...] | None], options: Sequence[str], numbers: Sequence[float] = ()
) -> Distribution:
    """Count answers over `options` (codes); None is missing, a tuple is a multiple choice and counts in each option.

    `numbers` are the scores of the answers given, for mean and median. An answer outside the options is InvalidInput.
    """
    place = {code: number for number, code in enumerate(options)}
    counts = [0] * len(options)
    answered = [value for value in values if value is not None]
    for value in answered:
        for code in (value,) if isinstance(value, str) else value:
            if code not in place:
                raise InvalidInput(f"not an option of the instrument: {code}")
            counts[place[code]] += 1
    scores = np.asarray(numbers, dtype=np.float64)
    return Distribution(
        counts=tuple(counts),
        missing=len(values) - len(answered),
        n=len(answered),
        mean=float(scores.mean()) if scores.size else None,
        median=float(np.median(scores)) if scores.size else None,
    )
