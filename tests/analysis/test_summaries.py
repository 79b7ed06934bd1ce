import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reports.analysis.summaries import (
    Distribution,
    cluster_mean,
    clustered_share,
    distribution,
    mean_interval,
    weighted_median,
    wilson,
)
from tests.analysis import slow

Z = 1.959963984540054
people = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4), st.integers(1, 3)), min_size=2, max_size=15)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_of_newcombes_four_examples(successes, n, low, high):
    # Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3.
    assert tuple(round(limit, 4) for limit in wilson(successes, n)) == (low, high)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_the_score_test_turned_round(case):
    successes, n = case
    low, high = wilson(successes, n)
    assert (low, high) == pytest.approx(slow.wilson(successes, n, Z), abs=1e-9)
    assert 0 <= low <= successes / n <= high <= 1
    assert (1 - high, 1 - low) == pytest.approx(wilson(n - successes, n))


def test_wilson_at_another_level_and_at_its_edges():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(5, 5)[1] == 1.0
    assert wilson(5, 10, 0.99)[0] < wilson(5, 10, 0.95)[0]


@pytest.mark.parametrize(("successes", "n", "level"), [(3, 2, 0.95), (-1, 2, 0.95), (1, 2, 1.0)])
def test_wilson_refuses_what_cannot_be(successes, n, level):
    with pytest.raises(ValueError, match="must lie between"):
        wilson(successes, n, level)


def test_cluster_mean_by_hand():
    # Clusters {1, 3} and {5, 7}, mean 4: each cluster deviates by 4, so SE = √(2 · ((4/4)² + (4/4)²)) = 2.
    assert cluster_mean([1, 3, 5, 7], ["a", "a", "b", "b"]) == (4.0, 2.0)
    low, high = mean_interval(4.0, 2.0, 2)
    assert (low, high) == pytest.approx((4 - 2 * 12.706204736, 4 + 2 * 12.706204736))


def test_cluster_mean_without_repetition_is_the_ordinary_standard_error():
    values = [1.0, 2.0, 4.0, 8.0, math.nan]
    mean, error = cluster_mean(values, range(5))
    assert (mean, error) == pytest.approx((3.75, stats.sem(values[:4])))


@given(people)
def test_cluster_mean_equals_the_formula(rows):
    values, clusters, weights = zip(*rows, strict=True)
    mean, error = cluster_mean(values, clusters, weights)
    assert mean == pytest.approx(sum(v * w for v, _, w in rows) / sum(weights))
    if len(set(clusters)) == 1:
        assert math.isnan(error)
        assert all(map(math.isnan, mean_interval(mean, error, 1)))
    else:
        assert error == pytest.approx(slow.cluster_error(values, clusters, weights), abs=1e-12)


def test_cluster_mean_of_nothing():
    assert all(map(math.isnan, cluster_mean([math.nan], [1])))


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_share_with_one_answer_each_has_the_wilson_interval(hits):
    share, low, high = clustered_share(hits, range(len(hits)))
    assert (share, low, high) == pytest.approx((sum(hits) / len(hits), *wilson(sum(hits), len(hits))), abs=1e-9)


def test_a_share_of_people_who_repeat_themselves_is_as_sure_as_the_people_are_many():
    share, low, high = clustered_share([1, 1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 2, 2, 2, 3, 3, 3])
    assert (share, low, high) == pytest.approx((1 / 3, *wilson(1, 3)))
    assert clustered_share([0] * 40, [1, 2] * 20)[1:] == wilson(0, 2)
    with pytest.raises(ValueError, match="at least one"):
        clustered_share([], [])


def test_weighted_median():
    assert weighted_median([3, 1, 2], [1, 1, 1]) == 2
    assert weighted_median([1, 2, 3, 4], [1, 1, 1, 1]) == 2.5
    assert weighted_median([1, 9], [3, 1]) == 1
    # One municipality of two and one of four weigh the same: 1 1 against 5 5 5 5 leaves the middle between them.
    assert weighted_median([1, 1, 5, 5, 5, 5], [1 / 2] * 2 + [1 / 4] * 4) == 3


def test_distribution_shows_unused_options_and_counts_missing_apart():
    shown = distribution(["low", None, "high", "low"], ["low", "medium", "high"], [1, 3, 1])
    assert shown == Distribution(counts=(2, 0, 1), missing=1, n=3, mean=5 / 3, median=1.0)


def test_distribution_of_a_multiple_choice_counts_people_once():
    shown = distribution([("a", "b"), ("b",), None], ["a", "b", "c"])
    assert shown == Distribution(counts=(1, 2, 0), missing=1, n=2, mean=None, median=None)


def test_distribution_of_nothing():
    assert distribution([], ["a"]) == Distribution(counts=(0,), missing=0, n=0, mean=None, median=None)


def test_distribution_refuses_an_answer_outside_the_instrument():
    with pytest.raises(ValueError, match="not an option of the instrument: z"):
        distribution(["z"], ["a"])
