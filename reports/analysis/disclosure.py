"""What may be shown without telling on a small group (METHODS A13).

A *cell* is a group of people who answered something: one municipality's answers to one question about one vignette, or
one role's respondents. Below the threshold nothing about it is shown. How the people of a large enough cell spread over
the options is shown, unused options with 0 (METHODS A1).
"""

from collections.abc import Sequence

SMALLEST_THRESHOLD = 3
OTHERS_BEHIND_A_COMPARISON = 3
MUNICIPALITIES_BEHIND_A_BENCHMARK = 4
LARGEST_SHARE = 0.8


def check_threshold(n_min: int) -> None:
    """Raise ValueError for a threshold lower than any survey may have."""
    if n_min < SMALLEST_THRESHOLD:
        raise ValueError(f"the disclosure threshold is at least {SMALLEST_THRESHOLD}")


def protect(
    counts: Sequence[int], n_min: int, *, total_shown: bool = True, zero_shown: bool = False
) -> tuple[int | None, ...]:
    """Hide (None) each count below `n_min`, and while a total is shown more of them, smallest first.

    More are hidden until at least two counts are and together reach `n_min`, so that neither one count nor a small
    remainder follows by subtraction. `zero_shown` leaves empty groups, which tell on nobody, in sight. The caller hides
    a total that is itself below `n_min`.
    """
    check_threshold(n_min)
    if any(count < 0 for count in counts):
        raise ValueError("counts cannot be negative")
    kept_zero = {place for place, count in enumerate(counts) if zero_shown and count == 0}
    hidden = {place for place, count in enumerate(counts) if count < n_min} - kept_zero
    visible = sorted(set(range(len(counts))) - hidden - kept_zero, key=lambda place: (counts[place], place))
    while hidden and total_shown and visible and (len(hidden) < 2 or sum(counts[i] for i in hidden) < n_min):
        hidden.add(visible.pop(0))
    return tuple(None if place in hidden else int(count) for place, count in enumerate(counts))


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
