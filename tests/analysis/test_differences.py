import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy import stats

from reports.analysis.differences import (
    benjamini_hochberg,
    cliffs_delta,
    dominance,
    dominance_of_counts,
    kruskal_of_counts,
    kruskal_wallis,
    magnitude,
)
from reports.analysis.samples import InvalidInput
from tests.analysis import slow

scores = st.lists(st.integers(1, 6), min_size=2, max_size=9)
# Benjamini and Hochberg (1995), section 4.1: fifteen comparisons of a trial of thrombolysis.
FIFTEEN = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
FIFTEEN += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_delta_of_hogarty_and_kromrey():
    # Example of Hogarty and Kromrey (1999), limits as printed by the R package effsize (unbiased variance, Student t).
    delta, low, high = cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    assert delta == -0.25
    assert (round(low, 7), round(high, 7)) == (-0.7265846, 0.3890062)


def test_delta_by_hand():
    # 6 7 9 10 against 1 3 4 7 8: 3 + 3 + 5 + 5 above, 2 + 1 below, one tie, of twenty pairs.
    assert cliffs_delta([6, 7, 9, 10], [1, 3, 4, 7, 8])[0] == pytest.approx((16 - 3) / 20)


@given(scores, scores)
def test_delta_and_its_interval_follow_the_dominance_matrix(x, y):
    delta, low, high = cliffs_delta(x, y)
    assert delta == pytest.approx(slow.delta(x, y))
    assume(abs(delta) < 1)
    variance = max(slow.unbiased_delta_variance(x, y), (1 - delta**2) / (len(x) * len(y) - 1))
    t = stats.t.ppf(0.975, len(x) + len(y) - 2)
    reach = t * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + t**2 * variance)
    scale = 1 - delta**2 + t**2 * variance
    assert low == pytest.approx(max(-1, (delta - delta**3 - reach) / scale))
    assert high == pytest.approx(min(1, (delta - delta**3 + reach) / scale))


@given(scores, scores)
def test_delta_is_antisymmetric_and_bounded(x, y):
    delta, low, high = cliffs_delta(x, y)
    back, back_low, back_high = cliffs_delta(y, x)
    assert (-back, -back_high, -back_low) == pytest.approx((delta, low, high), abs=1e-12)
    assert -1 <= low <= delta + 1e-12
    assert delta - 1e-12 <= high <= 1


@given(scores, scores, st.randoms())
def test_delta_depends_on_order_of_values_only(x, y, random):
    shuffled = random.sample(x, len(x))
    stretched = [[value**3 for value in group] for group in (shuffled, y)]
    assert cliffs_delta(*stretched) == pytest.approx(cliffs_delta(x, y), abs=1e-12)


def test_delta_of_separated_equal_empty_and_single_groups():
    delta, low, high = cliffs_delta([4, 5, 6], [1, 2, 3])
    t = stats.t.ppf(0.975, 4)
    assert (delta, low, high) == (1.0, pytest.approx((3 - t**2) / (3 + t**2)), 1.0)
    assert dominance([4, 5, 6], [[1, 2, 3]]).p == 2 / 20
    same = dominance([3, 3, 3], [[3, 3]])
    assert (same.delta, same.p) == (0.0, 1.0)
    assert same.low == -same.high < 0
    assert all(map(math.isnan, cliffs_delta([], [1, 2])))
    assert cliffs_delta([2], [1, 3])[0] == 0
    assert math.isnan(cliffs_delta([2], [1, 3])[1])
    assert cliffs_delta([2, math.nan, 3], [1, 1]) == cliffs_delta([2, 3], [1, 1])


@given(scores, st.lists(st.lists(st.integers(1, 4), min_size=2, max_size=4), min_size=1, max_size=3))
def test_delta_to_several_groups_weighs_them_equally(x, groups):
    result = dominance(x, groups)
    assert result.delta == pytest.approx(sum(slow.delta(x, g) for g in groups) / len(groups), abs=1e-12)
    assert (result.n, result.n_others) == (len(x), sum(map(len, groups)))
    assume(abs(result.delta) < 1)
    floor = (1 - result.delta**2) / (result.n * result.n_others - 1)
    variance = max(slow.stratified_delta_variance(x, groups), floor)
    p = 2 * stats.t.sf(abs(result.delta) / math.sqrt(variance), result.n + result.n_others - 2)
    assert result.p == pytest.approx(p)


def test_interval_of_delta_covers_the_truth_as_often_as_it_says():
    generator = np.random.default_rng(20270101)
    mine, theirs = [0.1, 0.2, 0.3, 0.2, 0.1, 0.1], [[0.2, 0.3, 0.2, 0.1, 0.1, 0.1], [0.1, 0.1, 0.2, 0.2, 0.2, 0.2]]
    pairs = itertools.product(range(6), range(6))
    truth = sum(slow.sign(a - b) * mine[a] * (theirs[0][b] + theirs[1][b]) / 2 for a, b in pairs)
    covered = 0
    for _ in range(1000):
        groups = [generator.choice(6, size, p=share) for size, share in zip((15, 40), theirs, strict=True)]
        result = dominance(generator.choice(6, 20, p=mine), groups)
        covered += result.low <= truth <= result.high
    assert 930 <= covered <= 975


@pytest.mark.parametrize(
    ("delta", "word"),
    [(0, "negligible"), (-0.1469, "negligible"), (0.147, "small"), (-0.33, "medium"), (0.474, "large"), (-1, "large")],
)
def test_magnitude_words(delta, word):
    assert magnitude(delta) == word


def test_magnitude_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="not a number"):
        magnitude(math.nan)


def test_kruskal_wallis_of_the_mucociliary_example():
    # Hollander and Wolfe (1973), p. 116, as in R's help page of kruskal.test: H = 0.77143, df = 2, p = 0.68.
    h, p, epsilon_squared = kruskal_wallis([[2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0]])
    assert (round(h, 5), round(p, 2)) == (0.77143, 0.68)
    assert epsilon_squared == h / 13


@given(st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=6), min_size=2, max_size=4))
def test_kruskal_wallis_equals_the_rank_formula_with_ties(groups):
    h, p, epsilon_squared = kruskal_wallis(groups)
    if len({value for group in groups for value in group}) == 1:
        assert math.isnan(h)
        return
    assert h == pytest.approx(slow.kruskal_h(groups), abs=1e-9)
    assert 0 <= p <= 1
    assert -1e-12 <= epsilon_squared <= 1 + 1e-12
    assert kruskal_wallis([*groups[::-1], []]) == pytest.approx((h, p, epsilon_squared))


def test_kruskal_wallis_needs_two_groups():
    assert all(map(math.isnan, kruskal_wallis([[1, 2, 3], []])))


def test_q_of_benjamini_and_hochbergs_fifteen():
    q = benjamini_hochberg(FIFTEEN)
    # Four of fifteen are rejected at 5 %, as in the paper; by hand 0.0095·15/4, and 0.0344·15/8 for the four after it.
    assert [value <= 0.05 for value in q] == [True] * 4 + [False] * 11
    assert q[3] == pytest.approx(0.035625)
    assert q[4:8] == pytest.approx([0.0603, 0.0298 * 15 / 7, 0.0298 * 15 / 7, 0.0645])


def test_q_leaves_out_what_was_not_tested():
    assert benjamini_hochberg([0.01, math.nan, 0.04]) == pytest.approx([0.02, math.nan, 0.04], nan_ok=True)
    assert benjamini_hochberg([]).size == 0
    assert math.isnan(benjamini_hochberg([math.nan])[0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.randoms())
def test_q_follows_the_step_up_rule_in_any_order(p, random):
    q = benjamini_hochberg(p)
    assert q == pytest.approx(slow.q_values(p))
    assert np.all(q >= np.array(p) - 1e-15)
    assert np.all(np.diff(q[np.argsort(p, kind="stable")]) >= -1e-15)
    order = random.sample(range(len(p)), len(p))
    assert benjamini_hochberg([p[i] for i in order]) == pytest.approx(q[order])


def spread(counts):
    return [value for value, n in enumerate(counts) for _ in range(n)]


count_rows = st.lists(st.integers(0, 4), min_size=4, max_size=4)


@given(count_rows, st.lists(count_rows, min_size=1, max_size=4))
def test_counts_give_the_same_difference_as_the_answers(own, others):
    found, expected = dominance_of_counts(own, others), dominance(spread(own), [spread(other) for other in others])
    for name in ("delta", "low", "high", "p", "n", "n_others"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), abs=1e-9, nan_ok=True)


@given(st.lists(count_rows, min_size=1, max_size=5))
@example([[3, 4, 4, 2], [3, 4, 4, 2]])
def test_counts_give_the_same_omnibus_test_as_the_answers(groups):
    h, p, epsilon_squared = kruskal_of_counts(groups)
    expected_h, _p, expected_epsilon = kruskal_wallis([spread(group) for group in groups])
    assert (h, epsilon_squared) == pytest.approx((expected_h, expected_epsilon), abs=1e-9, nan_ok=True)
    # At H = 0 the p of two groups falls like a root: 1e-14, which SciPy's rounding leaves of H there, are 1e-7 of p.
    assert p == pytest.approx(stats.chi2.sf(h, sum(map(any, groups)) - 1), abs=1e-9, nan_ok=True)


def test_counts_that_do_not_fit_and_p_values_that_are_none_are_refused():
    with pytest.raises(InvalidInput, match="same options"):
        dominance_of_counts([1, 2], [[1, 2, 3]])
    with pytest.raises(InvalidInput, match="between 0 and 1"):
        benjamini_hochberg([0.2, 1.2])
    with pytest.raises(InvalidInput, match="infinite"):
        cliffs_delta([math.inf], [1])
