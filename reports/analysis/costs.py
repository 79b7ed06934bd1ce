"""What a municipality's practice costs: chosen steps times their prices (METHODS A9).

Never shown alone: the expected effect stands beside every cost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from reports.analysis.samples import FloatArray, InvalidInput, check_level, finite


@dataclass(frozen=True)
class Price:
    """Kroner for one case on a step, in the price year of the catalogue, and who pays which share of it (sum 1)."""

    kr: float
    payers: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Cost:
    """Kroner with a bootstrap interval over `n` respondents; all NaN where it is undefined or a price is missing."""

    kr: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class PracticeCost:
    """Mean cost per case of each vignette, in total for the case mix, and the total by payer.

    `unpriced` are the chosen steps without a price: they leave the costs that need them undefined, never too low.
    """

    vignettes: tuple[Cost, ...]
    total: Cost
    payers: Mapping[str, float]
    unpriced: tuple[int, ...]


def practice_cost(
    steps: ArrayLike,
    prices: Mapping[int, Price],
    case_mix: Sequence[float],
    *,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 20270101,
) -> PracticeCost:
    """Cost of the steps that one municipality's respondents chose.

    `steps` is respondents × vignettes (step numbers, NaN where not answered), `case_mix` the number of cases a year per
    vignette. The cost of a vignette is the mean over those who answered it; the total is Σ cases × cost. Intervals are
    percentiles of a seeded bootstrap over respondents; NaN with one respondent. InvalidInput for a shape or case mix
    that does not fit, a negative price or payers that do not share the whole.
    """
    table, cases = finite(steps), finite(case_mix)
    _check(table, cases, prices, level, draws)
    used = np.unique(table[~np.isnan(table)])
    unpriced = tuple(int(step) for step in used if step not in prices)
    kroner = _priced(table, {step: price.kr for step, price in prices.items()})
    means = _means(np.ones((1, table.shape[0])), kroner, table)[0]
    drawn = _resampled(table, kroner, draws, seed)
    counts = np.sum(~np.isnan(table), axis=0)
    return PracticeCost(
        vignettes=tuple(_cost(mean, drawn[:, at], int(counts[at]), level) for at, mean in enumerate(means)),
        total=_cost(_total(means[None], cases)[0], _total(drawn, cases), _people(table), level),
        payers=_by_payer(table, prices, cases),
        unpriced=unpriced,
    )


def difference_from_median(own_kr: float, totals: Mapping[str, float]) -> float:
    """Kroner above the median of the partnership's totals (one per municipality, the own included, NaN left out)."""
    known = [kr for kr in totals.values() if kr == kr]
    return float(own_kr - np.median(known)) if known else float("nan")


def _check(table: FloatArray, cases: FloatArray, prices: Mapping[int, Price], level: float, draws: int) -> None:
    check_level(level)
    if table.ndim != 2 or cases.shape != table.shape[1:] or draws < 1:
        raise InvalidInput("steps are respondents × vignettes, and the case mix has one number per vignette")
    if not (cases >= 0).all():
        raise InvalidInput("a case mix cannot be missing or negative")
    if any(not 0 <= price.kr < np.inf for price in prices.values()):
        raise InvalidInput("a price cannot be negative")
    shares = [price.payers.values() for price in prices.values() if price.payers is not None]
    if any(min(split, default=0) < 0 or abs(sum(split) - 1) > 1e-9 for split in shares):
        raise InvalidInput("the payers of a price share the whole of it")


def _priced(table: FloatArray, kroner: Mapping[int, float]) -> FloatArray:
    """Kroner per answer: NaN for a chosen step without a price, 0 where nothing was chosen."""
    result = np.where(np.isnan(table), 0.0, np.nan)
    for step, kr in kroner.items():
        result[table == step] = kr
    return result


def _means(weights: FloatArray, kroner: FloatArray, table: FloatArray) -> FloatArray:
    """Mean kroner per vignette under each row of respondent weights (draws × vignettes), NaN without an answer."""
    with np.errstate(invalid="ignore"):
        return np.asarray(weights @ kroner / (weights @ ~np.isnan(table)), dtype=np.float64)


def _total(means: FloatArray, cases: FloatArray) -> FloatArray:
    """Σ cases × mean; a vignette without cases counts nothing, even where its cost is undefined."""
    return np.asarray(np.sum(np.where(cases > 0, means * cases, 0.0), axis=1), dtype=np.float64)


def _resampled(table: FloatArray, kroner: FloatArray, draws: int, seed: int) -> FloatArray:
    people = table.shape[0]
    if people < 2:
        return np.full((1, table.shape[1]), np.nan)
    weights = np.random.default_rng(seed).multinomial(people, np.full(people, 1 / people), size=draws)
    return _means(weights.astype(np.float64), kroner, table)


def _cost(kr: float, drawn: FloatArray, n: int, level: float) -> Cost:
    # A draw in which nobody answered the vignette says nothing about it.
    known = drawn[~np.isnan(drawn)]
    if np.isnan(kr) or known.size == 0 or n < 2:
        return Cost(float(kr), float("nan"), float("nan"), n)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Cost(float(kr), float(low), float(high), n)


def _people(table: FloatArray) -> int:
    return int(np.sum(~np.isnan(table).all(axis=1)))


def _by_payer(table: FloatArray, prices: Mapping[int, Price], cases: FloatArray) -> dict[str, float]:
    """The total by payer; empty unless every price that was used says who pays it."""
    used = [prices.get(int(step)) for step in np.unique(table[~np.isnan(table)])]
    splits = [price.payers for price in used if price is not None and price.payers is not None]
    if len(splits) < len(used):
        return {}
    result = {}
    for payer in sorted({payer for split in splits for payer in split}):
        kroner = {step: price.kr * (price.payers or {}).get(payer, 0.0) for step, price in prices.items()}
        means = _means(np.ones((1, table.shape[0])), _priced(table, kroner), table)
        result[payer] = float(_total(means, cases)[0])
    return result
