import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reports.analysis.samples import InvalidInput
from reports.analysis.shrinkage import empirical_bayes, rank_intervals
from tests.analysis import slow

# Rubin (1981): effects of coaching in eight schools with standard errors, as in Gelman et al., Bayesian Data Analysis.
SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12]
SCHOOL_ERRORS = [15, 10, 16, 11, 9, 11, 10, 18]
# Efron and Morris (1977), Scientific American 236(5):119–127: hits in the first 45 at bats of eighteen players.
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
# dat.bcg of the R package metafor (Colditz et al. 1994): log relative risks of tuberculosis with their variances.
BCG = [-0.88931133392, -1.58538865720, -1.34807314830, -1.44155119002, -0.21754732221, -0.78611558582]
BCG += [-1.62089822360, 0.01195233352, -0.46941764874, -1.37134480347, -0.33935882834, 0.44591340057, -0.01731394822]
BCG_VARIANCES = [0.325584765004, 0.194581121398, 0.415367965368, 0.020010031902, 0.051210172170, 0.006905618456]
BCG_VARIANCES += [0.223017247572, 0.003961579298, 0.056434210463, 0.073024793613, 0.012412213972, 0.532505845200]
BCG_VARIANCES += [0.071404659684]
cases = st.lists(st.tuples(st.integers(-30, 30), st.integers(1, 12)), min_size=2, max_size=9)


def test_eight_schools_differ_no_more_than_chance():
    tau2, shrunk, errors = empirical_bayes(SCHOOLS, SCHOOL_ERRORS)
    # metafor 3.8-1, rma(method="REML"): tau^2 0, estimate 7.6856, se 4.0719; blup gives the same for every school.
    assert tau2 == 0
    assert {(round(m, 4), round(e, 4)) for m, e in zip(shrunk, errors, strict=True)} == {(7.6856, 4.0719)}


def test_relative_risks_of_the_thirteen_bcg_trials():
    tau2, shrunk, errors = empirical_bayes(BCG, np.sqrt(BCG_VARIANCES))
    # metafor prints tau^2 0.3132 by REML; blup() prints these predictions and standard errors.
    assert round(tau2, 4) == 0.3132
    assert [round(value, 4) for value in shrunk[:4]] == [-0.8002, -1.2517, -0.9869, -1.3979]
    assert [round(value, 4) for value in errors[:4]] == [0.4099, 0.3532, 0.4348, 0.1376]
    assert (round(shrunk[12], 6), round(errors[12], 5)) == (-0.146743, 0.24344)


def test_batting_averages_of_efron_and_morris():
    averages = np.array(HITS) / 45
    mean = averages.mean()
    error = math.sqrt(mean * (1 - mean) / 45)
    tau2, shrunk, _ = empirical_bayes(averages, [error] * 18)
    share = error**2 / (error**2 + tau2)
    # REML gives B = 17σ²/Σ(y − ȳ)². They multiply by (k − 3)/(k − 1) = 15/17, the James–Stein correction, and print
    # c = 1 − 15σ²/Σ(y − ȳ)² = .212 around the grand average .265.
    assert (round(mean, 3), round(1 - share * 15 / 17, 3)) == (0.265, 0.212)
    assert shrunk == pytest.approx(mean + (1 - share) * (averages - mean), abs=1e-12)


@given(cases)
def test_no_other_variance_is_more_likely(rows):
    numbers, errors = zip(*rows, strict=True)
    variances = [error**2 for error in errors]
    tau2 = empirical_bayes(numbers, errors).tau2
    best = slow.heterogeneity_deviance(numbers, variances, tau2)
    for other in (0, 0.01, 0.5, 1, 4, 20, 100, 400, 2000, tau2 * 0.9, tau2 * 1.1):
        assert best <= slow.heterogeneity_deviance(numbers, variances, other) + 1e-8


@given(cases, st.floats(0.1, 20), st.floats(-50, 50))
def test_shrinking_moves_towards_the_mean_and_follows_scale_and_place(rows, scale, shift):
    numbers, errors = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    tau2, shrunk, uncertainty = empirical_bayes(numbers, errors)
    weights = 1 / (errors**2 + tau2)
    mean = weights @ numbers / weights.sum()
    assert np.all(np.abs(shrunk - mean) <= np.abs(numbers - mean) + 1e-9)
    assert np.all((shrunk - mean) * (numbers - mean) >= -1e-9)
    assert np.all(uncertainty <= np.sqrt(errors**2 + 1 / weights.sum()) + 1e-9)
    moved = empirical_bayes(numbers * scale + shift, errors * scale)
    assert moved.tau2 == pytest.approx(tau2 * scale**2, rel=1e-5, abs=1e-6 * scale**2)
    assert moved.shrunk == pytest.approx(shrunk * scale + shift, rel=1e-5, abs=1e-5 * scale)


def test_what_is_missing_counts_nowhere():
    tau2, shrunk, errors = empirical_bayes([1, math.nan, 9, 4], [1, 1, 1, math.nan])
    assert tau2 == pytest.approx(31)
    assert [math.isnan(value) for value in shrunk] == [False, True, False, True] == [math.isnan(e) for e in errors]
    assert all(np.isnan(part).all() for part in empirical_bayes([3, math.nan], [1, 1]))
    assert empirical_bayes([], []).shrunk.size == 0


def test_estimates_known_for_certain_stay():
    tau2, shrunk, errors = empirical_bayes([3, 3, 3], [0, 0, 0])
    assert (tau2, shrunk.tolist(), errors.tolist()) == (0, [3, 3, 3], [0, 0, 0])
    certain = empirical_bayes([3, 5, 9], [0, 1, 2])
    assert (certain.shrunk[0], certain.standard_errors[0]) == pytest.approx((3, 0), abs=1e-5)
    with pytest.raises(InvalidInput, match="negative"):
        empirical_bayes([1, 2], [1, -1])
    with pytest.raises(InvalidInput, match="one length"):
        empirical_bayes([1, 2], [1])


def test_ranks_of_estimates_that_are_sure_and_unsure():
    low, high = rank_intervals([10, 20, 30, 30], [0, 0, 0, 0])
    assert (low.tolist(), high.tolist()) == ([1, 2, 3, 3], [1, 2, 4, 4])
    low, high = rank_intervals([5, 5, 5, math.nan], [2, 2, 2, 2])
    assert (low.tolist(), high.tolist()) == ([1, 1, 1, 0], [3, 3, 3, 0])
    with pytest.raises(InvalidInput):
        rank_intervals([1, 2], [1, -1])


def test_ranks_of_two_follow_the_normal_distribution():
    # The first lies above the second with probability Φ(2/√2) = .921: certain at 80 %, not at 90 %.
    assert stats.norm.cdf(2 / math.sqrt(2)) == pytest.approx(0.921, abs=1e-3)
    assert [ranks.tolist() for ranks in rank_intervals([3, 1], [1, 1], level=0.8)] == [[2, 1], [2, 1]]
    assert [ranks.tolist() for ranks in rank_intervals([3, 1], [1, 1], level=0.9)] == [[1, 1], [2, 2]]


@settings(max_examples=25)
@given(cases)
def test_ranks_are_bounded_seeded_and_grow_with_the_level(rows):
    numbers, errors = zip(*rows, strict=True)
    low, high = rank_intervals(numbers, errors, draws=400)
    wide_low, wide_high = rank_intervals(numbers, errors, level=0.99, draws=400)
    assert np.all((low >= 1) & (low <= high) & (high <= len(rows)))
    assert np.all((wide_low <= low) & (wide_high >= high))
    again = rank_intervals(numbers, errors, draws=400)
    assert (again[0].tolist(), again[1].tolist()) == (low.tolist(), high.tolist())
