"""How the own municipality and the others answered: distribution, mean and median (METHODS A1, A12)."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from reports.analysis.cells import Cell
from reports.analysis.results import OptionShare, OtherAnswers, OwnAnswers
from reports.analysis.samples import FloatArray
from reports.analysis.scales import Scale
from reports.analysis.summaries import cluster_mean, clustered_share, mean_interval, weighted_median


def plain(number: float) -> float | None:
    """A number for the data package, where NaN never appears."""
    return None if math.isnan(number) else float(number)


def own_answers(cells: Sequence[Cell], scale: Scale) -> OwnAnswers:
    """The own answers to one question about the vignettes of `cells`; hidden when there is no cell to show."""
    if not cells:
        return OwnAnswers(hidden=True)
    people = [person for cell in cells for person in cell.respondents]
    scores, clusters = np.concatenate([cell.scores for cell in cells]), len(set(people))
    if scores.size:
        mean, error = cluster_mean(scores, people)
        low, high = mean_interval(mean, error, clusters)
    else:
        mean = low = high = math.nan
    return OwnAnswers(
        hidden=False,
        n=len(people),
        respondents=clusters,
        missing=sum(cell.distribution.missing for cell in cells),
        mean=plain(mean),
        mean_low=plain(low),
        mean_high=plain(high),
        median=float(np.median(scores)) if scores.size else None,
        shares=tuple(_own_share(cells, scale, place, people) for place in range(len(scale.choices))),
    )


def other_answers(municipalities: Mapping[str, Sequence[Cell]], scale: Scale) -> OtherAnswers:
    """The others' answers, each municipality weighing the same whatever its number of answers."""
    groups = [municipalities[code] for code in sorted(municipalities)]
    shares = np.array([_shares(cells) for cells in groups]).mean(axis=0)
    scores = [np.concatenate([cell.scores for cell in cells]) for cells in groups]
    weights = np.concatenate([np.full(group.size, 1 / group.size) for group in scores if group.size] or [np.zeros(0)])
    numbers = np.concatenate(scores)
    return OtherAnswers(
        hidden=False,
        n=sum(cell.n for cells in groups for cell in cells),
        respondents=sum(len({person for cell in cells for person in cell.respondents}) for cells in groups),
        municipalities=len(groups),
        mean=float(np.mean([group.mean() for group in scores])) if numbers.size else None,
        median=weighted_median(numbers, weights) if numbers.size else None,
        shares=tuple(
            OptionShare(option.code, option.label, option.step, float(share))
            for option, share in zip(scale.choices, shares, strict=True)
        ),
    )


def _own_share(cells: Sequence[Cell], scale: Scale, place: int, people: Sequence[int]) -> OptionShare:
    option = scale.choices[place]
    hits = [option.code in choices for cell in cells for choices in cell.choices]
    share, low, high = clustered_share(hits, people)
    return OptionShare(option.code, option.label, option.step, share, sum(hits), low, high)


def _shares(cells: Sequence[Cell]) -> FloatArray:
    counts = np.sum([cell.distribution.counts for cell in cells], axis=0, dtype=np.float64)
    return np.asarray(counts / sum(cell.n for cell in cells), dtype=np.float64)
