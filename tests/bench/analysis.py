"""Counting a million answers, and the figures of 98 municipalities from the counts; a bincount is the yardstick."""

import time

import numpy as np

from reports.analysis.counts import Counts, Layout, tabulate
from reports.analysis.differences import dominance_of_counts, kruskal_of_counts
from reports.analysis.samples import counted_moments
from reports.analysis.variance import reml_of

# (answers, municipalities, questions): the target, then half of each alone.
SIZES = ((1_000_000, 98, 13), (500_000, 98, 13), (1_000_000, 49, 13), (1_000_000, 98, 26))
VIGNETTES, OPTIONS, ROLES = 6, 6, 3
REPEATS = 5


def measure() -> list[dict[str, float]]:
    """For each size, in seconds: one bincount, counting (`tabulate`), and every figure of every municipality."""
    return [_measured(*size) for size in SIZES]


def _measured(answers: int, municipalities: int, questions: int) -> dict[str, float]:
    layout = Layout(
        municipalities=tuple(f"{code:04}" for code in range(municipalities)),
        roles=tuple(f"role {number}" for number in range(ROLES)),
        vignettes=tuple(f"V{number}" for number in range(VIGNETTES)),
        values={f"q{number}": OPTIONS for number in range(questions)},
    )
    random = np.random.default_rng(20261122)
    columns = [random.integers(0, size, answers) for size in layout.shape]
    key = np.ravel_multi_index(columns, layout.shape)
    yardstick, _ = _best(lambda: np.bincount(key, minlength=int(np.prod(layout.shape))))
    counting, counts = _best(lambda: tabulate(layout, *columns))
    started = time.perf_counter()
    _figures(counts)
    size = {"answers": answers, "municipalities": municipalities, "questions": questions}
    return size | {"bincount_s": yardstick, "counting_s": counting, "figures_s": time.perf_counter() - started}


def _best(work):
    """(seconds, result) of the quickest of a few."""
    times = []
    for _repeat in range(REPEATS):
        started = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - started)
    return min(times), result


def _figures(counts: Counts) -> None:
    """What the reports say of every question about every vignette: test over all, variances, δ of each municipality."""
    scores = np.arange(1.0, OPTIONS + 1)
    for question in counts.layout.values:
        for vignette in counts.layout.vignettes:
            table = counts.of(question, vignette)
            kruskal_of_counts(table)
            reml_of(counted_moments(table, scores))
            for own in range(len(table)):
                dominance_of_counts(table[own], np.delete(table, own, axis=0))
