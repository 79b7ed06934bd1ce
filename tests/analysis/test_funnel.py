import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.funnel import LEVELS, limits
from reports.analysis.samples import InvalidInput
from tests.analysis import slow


def test_limits_of_means_by_hand():
    low, high = limits([4, 25, 0], 3.0, 2.0)
    assert low[:2] == pytest.approx([3 - 1.959964, 3 - 0.7839856], abs=1e-6)
    assert high[:2] == pytest.approx([3 + 1.959964, 3 + 0.7839856], abs=1e-6)
    assert np.isnan([low[2], high[2]]).all()
    # The 99.8 % limits lie 3.09 standard errors out.
    assert limits([1], 0, 1, LEVELS[1])[1] == pytest.approx([3.0902323], abs=1e-6)


@given(st.integers(1, 80), st.floats(0.02, 0.98), st.sampled_from(LEVELS))
def test_limits_of_shares_meet_the_interpolated_binomial_distribution(n, share, level):
    low, high = limits([n], share, level=level)
    assert low[0] == pytest.approx(slow.binomial_limit(n, share, (1 - level) / 2), abs=1e-7)
    assert high[0] == pytest.approx(slow.binomial_limit(n, share, (1 + level) / 2), abs=1e-7)
    assert 0 <= low[0] <= high[0] <= 1


@given(st.integers(2, 60), st.floats(0.1, 0.9))
def test_limits_mirror_and_are_wider_at_the_higher_level(n, share):
    inner, outer = (limits([n], share, level=level) for level in LEVELS)
    assert outer[0][0] <= inner[0][0]
    assert outer[1][0] >= inner[1][0]
    # P(X ≤ r) of the mirrored share is 1 − P(X ≤ n − r − 1): the interpolated limits mirror with a shift of one answer.
    mirrored = limits([n], 1 - share)
    assert mirrored[1][0] == pytest.approx(min(1.0, 1 - inner[0][0] - 1 / n), abs=1e-6) or inner[0][0] == 0


def test_limits_of_nobody_and_of_all():
    assert np.isnan(limits([0], 0.4)).all()
    assert limits([7], 0.0) == ([0.0], [0.0])
    assert limits([7], 1.0) == ([1.0], [1.0])
    assert np.isnan(limits([7], math.nan)).all()


@pytest.mark.parametrize("arguments", [([-1], 0.5), ([4], 1.5), ([4], 3.0, -1.0), ([4], 0.5, None, 1.0)])
def test_limits_refuse_what_cannot_be(arguments):
    with pytest.raises(InvalidInput):
        limits(*arguments)
