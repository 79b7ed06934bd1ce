"""Agreement between people who judge the same thing (METHODS A6)."""

from collections.abc import Sequence
from typing import Literal

import krippendorff
import numpy as np
from numpy.typing import ArrayLike, NDArray

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(ratings: ArrayLike, level: Level) -> float:
    """Krippendorff's α (2011, "Computing Krippendorff's Alpha-Reliability") of coders × units, NaN where missing.

    Units with fewer than two values do not count. NaN where α is undefined: nothing to pair, or no variation at all.
    """
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError("ratings must be coders × units")
    paired = table[:, np.sum(~np.isnan(table), axis=0) >= 2]
    if np.unique(paired[~np.isnan(paired)]).size < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=paired, level_of_measurement=level))


def r_wg(values: ArrayLike, option_count: int) -> float:
    """Within-group agreement against a uniform null on `option_count` options (James, Demaree and Wolf 1984), 0–1.

    `values` are equidistant option numbers, NaN where missing. NaN with fewer than two values.
    """
    if option_count < 2:
        raise ValueError("agreement needs at least two options")
    numbers = np.asarray(values, dtype=np.float64).ravel()
    numbers = numbers[~np.isnan(numbers)]
    if numbers.size < 2:
        return float("nan")
    uniform_variance = (option_count**2 - 1) / 12
    return max(0.0, 1.0 - float(np.var(numbers, ddof=1)) / uniform_variance)


def van_der_eijk(counts: Sequence[float] | NDArray[np.float64]) -> float:
    """Agreement A of a frequency vector over ordered options (van der Eijk 2001): −1 two ends, 0 uniform, 1 unanimous.

    NaN with fewer than three options, where A is not defined, or without answers.
    """
    rest = np.asarray(counts, dtype=np.float64).copy()
    if np.any(rest < 0):
        raise ValueError("counts cannot be negative")
    total = float(rest.sum())
    if rest.size < 3 or total == 0:
        return float("nan")
    agreement = 0.0
    while np.any(rest > 0):
        filled = rest > 0
        height = float(rest[filled].min())
        agreement += _pattern_agreement(filled) * height * int(filled.sum()) / total
        rest = np.where(filled, rest - height, 0.0)
    return float(agreement)


def polarisation(counts: Sequence[float] | NDArray[np.float64]) -> float:
    """(1 − A)/2 with van der Eijk's A: 0 unanimous, ½ uniform, 1 half at each end. NaN where A is."""
    return (1.0 - van_der_eijk(counts)) / 2.0


def _pattern_agreement(filled: NDArray[np.bool_]) -> float:
    """A of one layer: its unimodality U, less the more options it covers (equations 1–3)."""
    options, covered = filled.size, int(filled.sum())
    if covered == 1:
        return 1.0
    if covered == options:
        return 0.0
    left: NDArray[np.int_] = np.cumsum(filled) - filled
    right = covered - left - filled
    gaps = ~filled
    broken = int(np.sum(left[gaps] * right[gaps]))
    pairs_with_gap = (covered * (covered - 1) // 2) * (options - covered)
    joined = pairs_with_gap - broken
    unimodality = ((options - 2) * joined - (options - 1) * broken) / ((options - 2) * pairs_with_gap)
    return unimodality * (1 - (covered - 1) / (options - 1))
