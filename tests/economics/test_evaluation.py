import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from businesscases.economics.evaluation import design_effect, effect_of_shares, power, sample_size, smallest_effect
from businesscases.economics.flows import InvalidInput

effects = st.floats(0.02, 3) | st.floats(-3, -0.02)


def test_the_example_of_chow_shao_and_wang():
    """Sample Size Calculations in Clinical Research (2003), 3.2.4: a difference of 5 %, a spread of 10 %, 63 each."""
    assert sample_size(0.05 / 0.10, alpha=0.05, power=0.80) == 63


def test_the_rule_of_sixteen():
    """Lehr, Statistics in Medicine 11 (1992): 16/d² in each arm for 80 % power at 5 %."""
    assert sample_size(0.1) == pytest.approx(1600, rel=0.02)
    assert sample_size(0.25) == pytest.approx(256, rel=0.02)


def test_the_design_effect_of_a_school():
    """Park's Textbook of Preventive and Social Medicine: 40 children in each school, correlation 0.05."""
    assert design_effect(40, 0.05) == pytest.approx(2.95)
    assert design_effect(1, 0.3) == design_effect(30, 0) == 1


def test_shares_are_compared_on_cohens_scale():
    """Cohen, Statistical Power Analysis (1988), table 6.2.2: φ of 0.50 is 1.571, of 0.25 is 1.047."""
    assert effect_of_shares(0.50, 0.25) == pytest.approx(1.571 - 1.047, abs=0.001)
    assert effect_of_shares(0.25, 0.50) == -effect_of_shares(0.50, 0.25)
    assert effect_of_shares(1, 0) == pytest.approx(math.pi)


@given(effects, st.floats(0.001, 0.1), st.floats(0.6, 0.99))
def test_one_fewer_would_be_too_few(effect, alpha, wanted):
    """The other tail, which the formula leaves out, is below 0.001 here."""
    needed = sample_size(effect, alpha, wanted)
    assert power(effect, needed, alpha) >= wanted - 1e-9
    assert needed == 1 or power(effect, needed - 1, alpha) < wanted + 1e-3


@given(st.floats(1, 1e6), st.floats(0.001, 0.2), st.floats(0.3, 0.99))
def test_the_smallest_effect_is_found_with_these_participants(per_arm, alpha, wanted):
    needed = sample_size(smallest_effect(per_arm, alpha, wanted), alpha, wanted)
    assert needed == math.ceil(per_arm * (1 - 1e-6)) or needed == math.ceil(per_arm)


@given(effects, st.floats(2, 1e5))
def test_power_grows_with_participants_and_with_the_effect(effect, per_arm):
    assert power(effect, per_arm) <= power(effect, per_arm * 2) + 1e-12
    assert power(effect, per_arm) <= power(effect * 1.5, per_arm) + 1e-12
    assert power(effect, per_arm) == power(-effect, per_arm)


def test_power_is_how_often_drawn_groups_differ():
    """40,000 trials with 50 in each arm and an effect of 0.4: a mean differs with the standard error √(2/50)."""
    drawn = np.random.default_rng(7).normal(0.4, math.sqrt(2 / 50), 40_000)
    found = np.mean(np.abs(drawn) > 1.959964 * math.sqrt(2 / 50))
    assert power(0.4, 50) == pytest.approx(found, abs=0.01)
    assert power(0, 50) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda: sample_size(0), "effect of 0"),
        (lambda: sample_size(math.nan), "missing or infinite"),
        (lambda: sample_size(0.5, alpha=0), "alpha must lie"),
        (lambda: sample_size(0.5, power=1), "power must lie"),
        (lambda: sample_size(0.5, alpha=0.5, power=0.2), "half of alpha"),
        (lambda: power(0.5, 0), "needs participants"),
        (lambda: smallest_effect(-3), "needs participants"),
        (lambda: design_effect(0.5, 0.1), "at least one"),
        (lambda: design_effect(20, 1.2), "between 0 and 1"),
        (lambda: effect_of_shares(1.2, 0.5), "between 0 and 1"),
    ],
)
def test_what_cannot_be_is_refused(ask, reason):
    with pytest.raises(InvalidInput, match=reason):
        ask()
