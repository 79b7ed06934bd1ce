"""Does the same person answer the same case alike? Over the whole survey, of a case that was shown twice (METHODS A11).

Krippendorff (2004, Content Analysis, chapter 11) calls this stability, the weakest of his three kinds of reliability:
whoever is shown the same again tells by the differences how much of an answer is the moment's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.analysis.agreement import Level, krippendorff_alpha
from reports.analysis.answers import plain
from reports.analysis.disclosure import benchmark_allowed
from reports.analysis.instrument import Instrument, Question
from reports.analysis.scales import Reading, Scale, scale_of
from reports.analysis.summaries import wilson

SINGLE_VALUED = ("single", "ordinal", "percent", "number")


@dataclass(frozen=True)
class Repeat:
    """`same` of `n` people in `municipalities` answered both showings of `vignette` alike: share with 95 % interval.

    `alpha` is Krippendorff's α of the two showings, for the order or the distance that the answers have.
    """

    vignette: str
    question: str
    text: str
    n: int
    municipalities: int
    same: int
    share: float
    low: float
    high: float
    alpha: float | None


def repeats_of(pairs: pd.DataFrame, instrument: Instrument, n_min: int) -> tuple[Repeat, ...]:
    """One figure for each question with one answer, in the order of the instrument, where enough stand behind it.

    `pairs` has columns as `analyse` takes them; `vignette` is the second showing, `value` the answers to both. Who has
    not answered both counts nowhere. Municipalities with fewer than `n_min` people enter nothing, as everywhere, and
    the rest must be as many as a benchmark asks for.
    """
    found = []
    for again, first in instrument.again:
        for question in asked_twice(instrument):
            rows = pairs[(pairs["vignette"] == again) & (pairs["question"] == question.code)]
            read = [row for row in _read(rows, scale_of(question)) if row]
            sizes = pd.Series([municipality for municipality, _ in read], dtype=object).value_counts()
            counted = sizes[sizes >= n_min]
            if benchmark_allowed(counted.tolist(), n_min):
                both = [pair for municipality, pair in read if municipality in counted.index]
                found.append(_repeat(first, question, both, len(counted)))
    return tuple(found)


def asked_twice(instrument: Instrument) -> tuple[Question, ...]:
    """The questions of which two answers are the same or not; choices of several are left out."""
    return tuple(question for question in instrument.per_vignette if question.kind in SINGLE_VALUED)


def _read(rows: pd.DataFrame, scale: Scale) -> Iterator[tuple[str, tuple[Reading, Reading]] | None]:
    for municipality, (first, second) in zip(rows["municipality"].tolist(), rows["value"].tolist(), strict=True):
        before, after = scale.read(first), scale.read(second)
        yield (municipality, (before, after)) if before and after else None


def _repeat(vignette: str, question: Question, pairs: list[tuple[Reading, Reading]], municipalities: int) -> Repeat:
    same = sum(before == after for before, after in pairs)
    low, high = wilson(same, len(pairs))
    alpha = _alpha(scale_of(question), pairs)
    share = same / len(pairs)
    return Repeat(
        vignette, question.code, question.text, len(pairs), municipalities, same, share, low, high, plain(alpha)
    )


def _alpha(scale: Scale, pairs: list[tuple[Reading, Reading]]) -> float:
    """The two showings as two coders of as many units as there are people."""
    places = {option.code: float(place) for place, option in enumerate(scale.choices)}
    level: Level = "nominal"
    if scale.is_ordered:
        level = "interval" if scale.question.kind in ("percent", "number") else "ordinal"
    ratings = [[places[one.choices[0]] if one.score is None else one.score for one in pair] for pair in pairs]
    return krippendorff_alpha(np.array(ratings).T, level)
