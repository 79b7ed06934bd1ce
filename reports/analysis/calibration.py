"""What people mean by their words for risk (METHODS A8)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from reports.analysis.samples import FloatArray, InvalidInput, finite
from reports.analysis.summaries import cluster_mean, mean_interval

CLASSES = 10


@dataclass(frozen=True)
class WordUse:
    """The percentages (0–100) that people gave beside one word: mean, median and quartiles, and answers per ten points.

    Figures are NaN where nobody used the word.
    """

    n: int
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float
    classes: tuple[int, ...]


@dataclass(frozen=True)
class Bias:
    """Mean of the percentages less the base rate, in percentage points, with 95 % interval; positive: overestimated."""

    points: float
    low: float
    high: float
    n: int
    respondents: int


def by_word(words: Sequence[str | None], percents: ArrayLike, order: Sequence[str] | None = None) -> dict[str, WordUse]:
    """For each word the distribution of the percentages the same people gave, word and per cent answer by answer.

    Answers without word (None) or percentage (NaN) are left out. The words come in `order`, unused ones included, or in
    alphabetical order of those that occur. InvalidInput for a percentage outside 0–100 or a word outside the order.
    """
    numbers = _percentages(percents)
    if numbers.shape != (len(words),):
        raise InvalidInput("words and percentages must have one length")
    answered = [(word, number) for word, number in zip(words, numbers, strict=True) if word and not np.isnan(number)]
    shown = tuple(order) if order is not None else tuple(sorted({word for word, _ in answered}))
    if unknown := sorted({word for word, _ in answered} - set(shown)):
        raise InvalidInput(f"not a word of the instrument: {unknown[0]}")
    return {word: _use(np.array([number for other, number in answered if other == word])) for word in shown}


def against_base_rate(percents: ArrayLike, base_rate: float, respondents: ArrayLike) -> Bias:
    """How far percentages lie above a known base rate (0–100), with respondents as clusters; NaN where undefined."""
    if not 0 <= base_rate <= 100:
        raise InvalidInput("a base rate lies between 0 and 100")
    numbers = _percentages(percents)
    mean, error = cluster_mean(numbers - base_rate, respondents)
    kept = ~np.isnan(numbers)
    people = int(np.unique(np.asarray(respondents)[kept]).size)
    low, high = mean_interval(mean, error, people)
    return Bias(mean, low, high, int(kept.sum()), people)


def _percentages(percents: ArrayLike) -> FloatArray:
    numbers = finite(percents)
    if ((numbers < 0) | (numbers > 100)).any():
        raise InvalidInput("a percentage lies between 0 and 100")
    return numbers


def _use(numbers: FloatArray) -> WordUse:
    if numbers.size == 0:
        return WordUse(0, *(float("nan"),) * 4, classes=(0,) * CLASSES)
    lower, median, upper = np.quantile(numbers, [0.25, 0.5, 0.75])
    classes = np.bincount(np.minimum(numbers // 10, CLASSES - 1).astype(np.int64), minlength=CLASSES)
    return WordUse(
        n=int(numbers.size),
        mean=float(numbers.mean()),
        median=float(median),
        lower_quartile=float(lower),
        upper_quartile=float(upper),
        classes=tuple(classes.tolist()),
    )
