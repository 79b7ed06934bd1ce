"""Order and attention (METHODS A11), over the whole survey: does the place of a case matter, and were the cases read?

Nothing here is told of one person or one municipality, and no answer is left out because of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from reports.analysis.answers import plain
from reports.analysis.cells import Cell, Cells
from reports.analysis.instrument import Instrument
from reports.analysis.samples import FloatArray
from reports.analysis.summaries import mean_interval

# Ours: nobody reads a case of 200 words and answers a dozen questions about it in less.
LEAST_MINUTES_PER_CASE = 1.0
# Two cases may well call for the same answers; three hardly for the same to every question.
FEWEST_CASES = 3


@dataclass(frozen=True)
class Sitting:
    """How one respondent went through the survey: vignettes in the order shown, minutes from start to sending."""

    order: tuple[str, ...]
    minutes: float | None


@dataclass(frozen=True)
class Attention:
    """`slope` is how many steps higher the first choice is per place later in the order, with 95 % interval.

    It rests on `answers` of `respondents` people. `alike` of `compared` people answered every ordered question alike in
    all cases; `fast` of `timed` took less than a minute per case.
    """

    respondents: int
    answers: int
    slope: float | None
    low: float | None
    high: float | None
    alike: int
    compared: int
    fast: int
    timed: int


def attention_of(cells: Cells, instrument: Instrument, sittings: Mapping[int, Sitting]) -> Attention | None:
    """The flags over the cells that may be shown; None where no staircase was asked for or nobody may be shown."""
    if instrument.staircase is None:
        return None
    rows = [_placed(code, cell, sittings) for code, cell in _of_question(cells, instrument.staircase)]
    people = np.concatenate([row[0] for row in rows]) if rows else np.zeros(0)
    if not people.size:
        return None
    slope, low, high = order_slope(people, *(np.concatenate([row[place] for row in rows]) for place in (1, 2)))
    seen = {person for found in cells.at.values() for cell in found.values() for person in cell.respondents}
    alike, compared = _alike(cells)
    sat = [sittings[person] for person in seen if person in sittings]
    known = [(one.minutes, len(one.order) or len(instrument.vignettes)) for one in sat if one.minutes is not None]
    return Attention(
        respondents=int(np.unique(people).size),
        answers=int(people.size),
        slope=plain(slope),
        low=plain(low),
        high=plain(high),
        alike=alike,
        compared=compared,
        fast=sum(taken < LEAST_MINUTES_PER_CASE * cases for taken, cases in known),
        timed=len(known),
    )


def order_slope(people: FloatArray, places: FloatArray, values: FloatArray) -> tuple[float, float, float]:
    """Least squares of `values` on `places`, both already free of the mean of their cell, with 95 % interval.

    The error is cluster-robust over `people` with the factor G/(G−1); Student t with G − 1 degrees of freedom. NaN
    where places do not vary; limits NaN with one person.
    """
    spread = float(np.sum(places**2))
    if spread == 0:
        return float("nan"), float("nan"), float("nan")
    slope = float(np.sum(places * values)) / spread
    _, member = np.unique(people, return_inverse=True)
    groups = int(member.max()) + 1
    if groups < 2:
        return slope, float("nan"), float("nan")
    sums = np.bincount(member, weights=places * (values - slope * places))
    error = float(np.sqrt(groups / (groups - 1) * np.sum(sums**2))) / spread
    return slope, *mean_interval(slope, error, groups)


def _of_question(cells: Cells, question: str) -> Iterator[tuple[str, Cell]]:
    for (vignette, code), found in sorted(cells.at.items()):
        if code == question:
            yield from ((vignette, found[municipality]) for municipality in sorted(found))


def _placed(vignette: str, cell: Cell, sittings: Mapping[int, Sitting]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """People, places and scores of one cell, the latter two less their mean; those whose order is unknown left out."""
    order = {person: sittings[person].order for person in cell.respondents if person in sittings}
    known = [vignette in order.get(person, ()) for person in cell.respondents]
    people = np.array(cell.respondents, dtype=np.float64)[known]
    places = np.array([order[int(person)].index(vignette) for person in people], dtype=np.float64)
    scores = cell.scores[known]
    if not people.size:
        return people, places, scores
    return people, places - places.mean(), scores - scores.mean()


def _alike(cells: Cells) -> tuple[int, int]:
    """How many people answered every ordered question alike in all their cases, and how many could be judged."""
    varied: set[int] = set()
    judged: set[int] = set()
    for code, scale in cells.scales.items():
        found = [cell for _vignette, cell in _of_question(cells, code)] if scale.is_ordered else []
        if not found:
            continue
        people = np.concatenate([np.array(cell.respondents) for cell in found])
        scores = np.concatenate([cell.scores for cell in found])
        persons, member, counts = np.unique(people, return_inverse=True, return_counts=True)
        low, high = np.full(persons.size, np.inf), np.full(persons.size, -np.inf)
        np.minimum.at(low, member, scores)
        np.maximum.at(high, member, scores)
        judged.update(persons[counts >= FEWEST_CASES].tolist())
        varied.update(persons[low < high].tolist())
    return len(judged - varied), len(judged)
