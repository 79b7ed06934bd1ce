"""Limits between which municipalities lie by chance, by their number of answers (METHODS A4)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from reports.analysis.samples import FloatArray, InvalidInput, check_level, finite

LEVELS = (0.95, 0.998)


def limits(
    sizes: ArrayLike, target: float, standard_deviation: float | None = None, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper funnel limit around `target` for means or shares of `sizes` answers (Spiegelhalter 2005).

    With the `standard_deviation` of one answer, in the units of the target: target ± z·sd/√n. Without, the target is a
    share (0–1) and the limits are those of the exact binomial distribution, interpolated as in his appendix A.1.1.
    `sizes` has any shape; without answers, or where an argument is NaN, the limits are NaN. InvalidInput for negative
    sizes or deviations and for a share outside 0–1. The two customary levels are in `LEVELS`.
    """
    check_level(level)
    n = finite(sizes)
    if (n < 0).any() or (standard_deviation is not None and standard_deviation < 0):
        raise InvalidInput("sizes and deviations cannot be negative")
    n = np.where(n == 0, np.nan, n)
    if standard_deviation is None:
        if not (0 <= target <= 1 or target != target):
            raise InvalidInput("a share lies between 0 and 1")
        return _share_limit(n, target, (1 - level) / 2), _share_limit(n, target, (1 + level) / 2)
    reach = float(special.ndtri(0.5 + level / 2)) * standard_deviation / np.sqrt(n)
    return target - reach, target + reach


def _share_limit(n: FloatArray, target: float, share: float) -> FloatArray:
    """The number r with P(X ≤ r) ≥ `share`, moved down by how far the distribution passes it, as a share of n."""
    if target in (0.0, 1.0):
        return np.where(np.isnan(n), np.nan, target)
    r = stats.binom.ppf(share, n, target)
    passed = stats.binom.cdf(r, n, target) - share
    return np.clip((r - passed / stats.binom.pmf(r, n, target)) / n, 0.0, 1.0)
