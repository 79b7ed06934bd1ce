import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from businesscases.economics.ranges import Pert, Triangular
from businesscases.economics.uncertainty import pert, triangular

PROBABILITIES = np.concatenate([[0.0], np.geomspace(1e-9, 0.5, 40), 1 - np.geomspace(1e-9, 0.5, 40)[::-1], [1.0]])
estimates = st.tuples(*[st.integers(-1_000_000, 1_000_000)] * 3).map(sorted)
# How exact PERT's table is, as a share of the width.
TABLE = 4e-6


def test_quantiles_of_triangular_distributions_published_with_stdlib():
    # @stdlib/stats/base/dists/triangular/quantile, documentation of version 0.3.3: (p, low, high, mode, quantile).
    for p, low, high, mode, printed in (
        (0.9, -1, 1, 0, 0.553),
        (0.1, -1, 1, 0.5, -0.452),
        (0.1, -20, 0, -2, -14.0),
        (0.8, 0, 20, 0, 11.056),
        (0.4, 2, 4, 2.5, 2.658),
        (0.8, 2, 4, 2.5, 3.225),
    ):
        assert round(float(triangular(low, mode, high).quantile(np.array([p]))[0]), 3) == printed


def test_pert_published_with_risk():
    # USACE-RMC Numerics, tests of PertPercentile "verified using Palisade's @Risk": the PERT distribution with 5th,
    # 50th and 95th percentile −1.644, 0 and 1.644 reaches from −2.6453 to 2.6453, its standard deviation is 0.9998.
    found = pert(-2.6453, 0, 2.6453)
    assert found.quantile(np.array([0.05, 0.5, 0.95])).round(3).tolist() == [-1.644, 0, 1.644]
    assert math.sqrt(found.variance) == pytest.approx(0.9998, abs=5e-5)


def test_pert_where_its_quantiles_have_a_formula():
    # Mode at an end: Beta(1, 5) and Beta(5, 1), whose probabilities are 1 − (1 − x)^5 and x^5.
    low, high = pert(0, 0, 1).quantile(PROBABILITIES), pert(0, 1, 1).quantile(PROBABILITIES)
    assert np.abs(low - (1 - (1 - PROBABILITIES) ** 0.2)).max() < TABLE
    assert np.abs(high - PROBABILITIES**0.2).max() < TABLE


@pytest.mark.parametrize("mode", [0.0, 0.03, 0.2, 0.5, 0.77, 0.999, 1.0])
def test_quantiles_of_scipy(mode):
    beta = special.betaincinv(1 + 4 * mode, 5 - 4 * mode, PROBABILITIES)
    assert np.abs(pert(10, 10 + 300 * mode, 310).quantile(PROBABILITIES) - (10 + 300 * beta)).max() < 300 * TABLE
    slow = stats.triang.ppf(PROBABILITIES, mode, loc=10, scale=300)
    assert triangular(10, 10 + 300 * mode, 310).quantile(PROBABILITIES) == pytest.approx(slow, rel=1e-9)


@pytest.mark.parametrize("shape", [triangular, pert])
@pytest.mark.parametrize("three", [(-3, 1, 2), (0, 0, 9), (5, 8, 8)])
def test_moments_are_those_of_the_quantiles(shape, three):
    found = shape(*three)
    values = found.quantile((np.arange(200_000) + 0.5) / 200_000)
    assert found.mean == pytest.approx(values.mean(), abs=1e-5)
    assert found.variance == pytest.approx(values.var(), abs=1e-4)


def test_moments_by_hand():
    assert (triangular(1, 4, 10).mean, triangular(1, 4, 10).variance) == (5, 3.5)
    assert (pert(1, 4, 13).mean, pert(1, 4, 13).variance) == (5, 4 * 8 / 7)


@given(estimates, st.sampled_from([triangular, pert]))
@settings(max_examples=30)
def test_quantiles_rise_from_the_lowest_to_the_highest(three, shape):
    found = shape(*three).quantile(PROBABILITIES)
    assert (found[0], found[-1]) == (three[0], three[2])
    assert (np.diff(found) >= 0).all()


@pytest.mark.parametrize("shape", [triangular, pert])
def test_a_certain_number_is_itself(shape):
    found = shape(7, 7, 7)
    assert (found.mean, found.variance, found.quantile(PROBABILITIES).tolist()) == (7, 0, [7] * PROBABILITIES.size)


@pytest.mark.parametrize("shape", [triangular, pert])
def test_no_rounding_leaves_the_range(shape):
    # 0.1 + 0.3 · 1 and 0.7 − √(0.7²) are not 0.4 and 0 in floating point for every such pair.
    for low, high in np.random.default_rng(1).random((200, 2)).cumsum(axis=1).tolist():
        for mode in (low, high):
            found = shape(low, mode, high).quantile(np.array([0.0, 1e-17, 1e-16, 1 - 2**-53, 1.0]))
            assert low <= found.min() <= found.max() <= high


@pytest.mark.parametrize("shape", [triangular, pert, Triangular, Pert])
@pytest.mark.parametrize(
    ("three", "sentence"),
    [
        ((2, 1, 3), r"the lowest value \(2\) must not be above the most likely \(1\)"),
        ((0, 4, 3), r"nor that above the highest \(3\)"),
        ((-1e308, 0, 1e308), "must all be numbers"),
    ],
)
def test_ranges_nobody_can_have(shape, three, sentence):
    with pytest.raises(ValueError, match=sentence):
        shape(*three)


@pytest.mark.parametrize("missing", [math.nan, None, "x", math.inf])
def test_a_range_is_three_numbers(missing):
    for place, name in enumerate(("lowest", "most likely", "highest")):
        three = [1, 1, 1]
        three[place] = missing
        for shape in (triangular, pert):
            with pytest.raises(ValueError, match=f"the {name} value is (not a number|missing or infinite)"):
                shape(*three)
    with pytest.raises(ValueError, match="must all be numbers"):
        Triangular(0, 1, math.inf)
