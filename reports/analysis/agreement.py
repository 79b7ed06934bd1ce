"""Agreement between people who judge the same thing (METHODS A6).

Every figure is NaN where it is undefined: fewer than two values to compare, or no variation where chance agreement
needs it. See `reports.analysis.samples` for what is refused.
"""

from typing import Literal, get_args

import krippendorff
import numpy as np
from numpy.typing import ArrayLike, NDArray

from reports.analysis.samples import FloatArray, InvalidInput, answered, count_table, finite

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(ratings: ArrayLike, level: Level) -> float:
    """Krippendorff's α (2011, "Computing Krippendorff's Alpha-Reliability") of coders × units, NaN where missing.

    Units with fewer than two values do not count. NaN where α is undefined: nothing to pair, or no variation at all.
    InvalidInput for another shape or level.
    """
    if level not in get_args(Level):
        raise InvalidInput(f"not a level of measurement: {level}")
    table = _ratings(ratings)
    paired = table[:, np.sum(~np.isnan(table), axis=0) >= 2]
    if np.unique(paired[~np.isnan(paired)]).size < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=paired, level_of_measurement=level))


def fleiss_kappa(counts: ArrayLike) -> float:
    """Fleiss's κ (1971, Psychological Bulletin 76:378–382) of units × categories, counts of raters.

    Units may have different numbers of raters: Gwet's generalisation (2014, Handbook of Inter-Rater Reliability), in
    which each rated unit weighs the same in the category shares and units with one rater do not count in the observed
    agreement. NaN with fewer than two raters everywhere or when one category has all.
    """
    table = count_table(counts, 2)
    shares, observed = _shares_and_agreement(table)
    expected = float(np.sum(shares**2))
    return _beyond_chance(observed, expected)


def gwet_ac1(ratings: ArrayLike, category_count: int | None = None) -> float:
    """Gwet's AC1 (2008, Br J Math Stat Psychol 61:29–48) of coders × units, nominal codes, NaN where missing.

    The categories are those that occur, or `category_count` where the instrument has more. NaN without a unit with two
    ratings, or when there is one category only. InvalidInput if more categories occur than there are.
    """
    table = _ratings(ratings)
    codes = np.unique(table[~np.isnan(table)])
    categories = codes.size if category_count is None else category_count
    if codes.size > categories:
        raise InvalidInput("more categories occur than there are")
    if categories < 2:
        return float("nan")
    counts: FloatArray = (table[:, :, None] == codes).sum(axis=0).astype(np.float64)
    shares, observed = _shares_and_agreement(counts)
    return _beyond_chance(observed, float(np.sum(shares * (1 - shares))) / (categories - 1))


def r_wg(values: ArrayLike, option_count: int) -> float:
    """Within-group agreement against a uniform null on `option_count` options (James, Demaree and Wolf 1984), 0–1.

    `values` are equidistant option numbers, NaN where missing. NaN with fewer than two values. InvalidInput with fewer
    than two options.
    """
    if option_count < 2:
        raise InvalidInput("agreement needs at least two options")
    numbers = answered(values)
    if numbers.size < 2:
        return float("nan")
    uniform_variance = (option_count**2 - 1) / 12
    return max(0.0, 1.0 - float(np.var(numbers, ddof=1)) / uniform_variance)


def van_der_eijk(counts: ArrayLike) -> float:
    """Agreement A of a frequency vector over ordered options (van der Eijk 2001): −1 two ends, 0 uniform, 1 unanimous.

    NaN with fewer than three options, where A is not defined, or without answers.
    """
    rest = count_table(counts, 1).copy()
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


def polarisation(counts: ArrayLike) -> float:
    """(1 − A)/2 with van der Eijk's A: 0 unanimous, ½ uniform, 1 half at each end. NaN where A is."""
    return (1.0 - van_der_eijk(counts)) / 2.0


def _ratings(ratings: ArrayLike) -> FloatArray:
    table = finite(ratings)
    if table.ndim != 2:
        raise InvalidInput("ratings must be coders × units")
    return table


def _shares_and_agreement(counts: FloatArray) -> tuple[FloatArray, float]:
    """Shares of the categories over rated units, and the share of agreeing pairs over units with a pair."""
    raters = counts.sum(axis=1)
    rated, paired = raters > 0, raters >= 2
    if not paired.any():
        return np.full(counts.shape[1], np.nan), float("nan")
    shares = np.mean(counts[rated] / raters[rated, None], axis=0)
    pairs = np.sum(counts[paired] * (counts[paired] - 1), axis=1)
    return shares, float(np.mean(pairs / (raters[paired] * (raters[paired] - 1))))


def _beyond_chance(observed: float, expected: float) -> float:
    # Shares are sums of fractions: one category for all can give an expectation a rounding below 1.
    return float("nan") if 1 - expected < 1e-12 else (observed - expected) / (1 - expected)


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
