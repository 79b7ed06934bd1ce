"""What may be shown without telling on a small group (METHODS A13).

A *cell* is a group of people who answered something: one municipality's answers to one question about one vignette, or
one role's respondents. Below the threshold nothing about it is shown. How the people of a large enough cell spread over
the options is shown, unused options with 0 (METHODS A1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.analysis.samples import InvalidInput, count_table
from reports.analysis.suppression import suppress

SMALLEST_THRESHOLD = 3
OTHERS_BEHIND_A_COMPARISON = 3
MUNICIPALITIES_BEHIND_A_BENCHMARK = 4
LARGEST_SHARE = 0.8
# Decimals of a mean that belongs to one municipality without a name: more would tell how many people are behind it.
NAMELESS_PLACES = 1


def check_threshold(n_min: int) -> None:
    """Raise InvalidInput for a threshold lower than any survey may have."""
    if n_min < SMALLEST_THRESHOLD:
        raise InvalidInput(f"the disclosure threshold is at least {SMALLEST_THRESHOLD}")


def protect(
    counts: Sequence[int], n_min: int, *, total_shown: bool = True, zero_shown: bool = False
) -> tuple[int | None, ...]:
    """Hide (None) each count below `n_min`, and while a total is shown more of them, smallest first.

    More are hidden until at least two counts are and together reach `n_min`, so that neither one count nor a small
    remainder follows by subtraction. `zero_shown` leaves empty groups, which tell on nobody, in sight. The caller hides
    a total that is itself below `n_min`. InvalidInput for a threshold below 3 or negative counts.
    """
    check_threshold(n_min)
    if any(count < 0 for count in counts):
        raise InvalidInput("counts cannot be negative")
    kept_zero = {place for place, count in enumerate(counts) if zero_shown and count == 0}
    hidden = {place for place, count in enumerate(counts) if count < n_min} - kept_zero
    visible = sorted(set(range(len(counts))) - hidden - kept_zero, key=lambda place: (counts[place], place))
    while hidden and total_shown and visible and (len(hidden) < 2 or sum(counts[i] for i in hidden) < n_min):
        hidden.add(visible.pop(0))
    return tuple(None if place in hidden else int(count) for place, count in enumerate(counts))


@dataclass(frozen=True)
class ProtectedTable:
    """A table of counts with its totals, None where hidden."""

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None


def protect_table(counts: Sequence[Sequence[int]], n_min: int, *, zero_shown: bool = False) -> ProtectedTable:
    """Hide in a table (municipalities × roles, say) and its totals what is below `n_min`, and what would tell it.

    No hidden count follows from all that is shown, nor can it be told to be below `n_min` (`suppression`), in either
    direction of the table. Every total is one more count and hidden like them. `zero_shown` as in `protect`.
    """
    check_threshold(n_min)
    table = count_table(counts, 2)
    if table.size == 0 or (table != np.round(table)).any():
        raise InvalidInput("a table of whole numbers is needed")
    whole = np.zeros((table.shape[0] + 1, table.shape[1] + 1), dtype=np.int64)
    whole[:-1, :-1] = table
    whole[-1] = whole.sum(axis=0)
    whole[:, -1] = whole.sum(axis=1)
    place = np.arange(whole.size).reshape(whole.shape)
    sums = [(int(row[-1]), row[:-1].tolist()) for row in (*place, *place.T)]
    kept = (whole == 0).ravel() & zero_shown & (whole.sum() > 0)
    hidden = suppress(whole.ravel(), sums, n_min, kept).reshape(whole.shape)
    shown = [
        tuple(None if hide else int(n) for n, hide in zip(numbers, hides, strict=True))
        for numbers, hides in zip(whole, hidden, strict=True)
    ]
    return ProtectedTable(
        cells=tuple(row[:-1] for row in shown[:-1]),
        rows=tuple(row[-1] for row in shown[:-1]),
        columns=shown[-1][:-1],
        total=shown[-1][-1],
    )


def benchmark_allowed(groups: Sequence[int], n_min: int, at_least: int = MUNICIPALITIES_BEHIND_A_BENCHMARK) -> bool:
    """May a figure over these municipalities' respondents be shown? Those below `n_min` are left out of it.

    At least `at_least` municipalities reach `n_min` and none of them holds more than 80 % of the people.
    """
    check_threshold(n_min)
    counted = [n for n in groups if n >= n_min]
    if len(counted) < at_least:
        return False
    return max(counted) <= LARGEST_SHARE * sum(counted)


def comparison_allowed(own: int, others: Sequence[int], n_min: int) -> bool:
    """May one municipality be compared with the others? `own` and each of `others` are numbers of people.

    Own and the remainder reach `n_min`, at least three others do so each (so four stand behind the benchmark), and no
    municipality holds more than 80 % of the remainder or of the whole.
    """
    if own < n_min:
        return False
    return benchmark_allowed(others, n_min, OTHERS_BEHIND_A_COMPARISON) and benchmark_allowed([own, *others], n_min)
