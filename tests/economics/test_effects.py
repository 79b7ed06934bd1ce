import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics import effects

shares = st.floats(0, 1)
# The worked example of METHODS C: sixty days in a residential institution less in each of years 1–5 for a success.
DAYS = {"day in a residential institution": [0, 60, 60, 60, 60, 60]}
DAY_PRICE = {"day in a residential institution": {"municipality": 1_160_000 / 365}}


def test_what_is_left_of_a_gross_effect():
    found = effects.net_effect(100, deadweight=0.2, attribution=0.25, displacement=0.1, drop_off=0.5, years=3)
    assert found.tolist() == pytest.approx([54, 27, 13.5], rel=1e-14)
    assert effects.net_effect(7.5, 0, 0, 0, 0, 2).tolist() == [7.5, 7.5]
    assert effects.net_effect(-40, 0.5, 0, 0, 1, 2).tolist() == [-20, 0]
    assert effects.net_effect(100, 1, 0, 0, 0, 1).tolist() == [0]


@given(st.tuples(shares, shares, shares, shares), st.floats(0, 1e9), st.integers(1, 12))
@settings(max_examples=30)
def test_no_share_makes_an_effect_larger_or_turns_it(taken, gross, years):
    found = effects.net_effect(gross, *taken, years)
    slow = [gross * math.prod(1 - share for share in taken[:3]) * (1 - taken[3]) ** year for year in range(years)]
    assert found.tolist() == pytest.approx(slow, rel=1e-12, abs=1e-300)
    assert (np.diff(found) <= 0).all()
    assert 0 <= found[-1] <= found[0] <= gross


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"deadweight": 1.2}, "the deadweight must lie between 0 and 1"),
        ({"attribution": -0.1}, "the attribution must lie between 0 and 1"),
        ({"displacement": math.nan}, "the displacement is missing or infinite"),
        ({"drop_off": "a lot"}, "the drop-off is not a number"),
        ({"gross": math.inf}, "the gross effect is missing or infinite"),
        ({"gross": "many"}, "the gross effect is not a number"),
        ({"years": 0}, "the number of years must be a whole number, 1 or more"),
        ({"years": 2.5}, "the number of years must be a whole number, 1 or more"),
    ],
)
def test_effects_nobody_can_have(changed, sentence):
    usual = {"gross": 1, "deadweight": 0, "attribution": 0, "displacement": 0, "drop_off": 0, "years": 1}
    with pytest.raises(ValueError, match=sentence):
        effects.net_effect(**(usual | changed))


def test_the_worked_example_of_the_som_identity():
    gains = effects.som(100, 0.25, DAYS, DAY_PRICE)["municipality"]
    assert gains.round(2).tolist() == [0, *[4_767_123.29] * 5]
    net = gains - np.array([100 * 30_000, 0, 0, 0, 0, 0])
    assert round(float(net @ 1.035 ** -np.arange(6.0)), 2) == 18_523_811.32
    assert np.nonzero(np.cumsum(net) >= 0)[0][0] == 1


def test_each_actor_gains_what_its_own_prices_say():
    found = effects.som(
        10,
        0.5,
        {"foster care": [0.0, 1.0], "benefit": [2.0, 3.0], "school": [0.0, -1.0]},
        {
            "foster care": {"municipality": 400_000, "state": 100_000},
            "benefit": {"state": 5_000, "citizen": -4_000},
            "school": {"municipality": 70_000},
            "not used": {"region": 1},
        },
    )
    assert {actor: kr.tolist() for actor, kr in found.items()} == {
        "municipality": [0, 5 * (400_000 - 70_000)],
        "state": [50_000, 5 * (100_000 + 15_000)],
        "citizen": [-40_000, -60_000],
    }


def test_many_cases_at_once_are_each_case_by_itself():
    people, rates = np.array([100.0, 40.0, 0.0]), np.array([0.25, -0.1, 1.0])
    together = effects.som(people, rates, DAYS, DAY_PRICE)["municipality"]
    alone = [effects.som(n, rate, DAYS, DAY_PRICE)["municipality"] for n, rate in zip(people, rates, strict=True)]
    assert together.shape == (3, 6)
    assert together.tolist() == pytest.approx(np.stack(alone), rel=1e-14)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"participants": -1}, "the number of participants cannot be negative"),
        ({"success_rate": 1.4}, "the success rate must lie between −1 and 1"),
        ({"success_rate": [0.2, math.nan]}, "the success rate is missing or infinite"),
        ({"consequences": {}}, "there is no consequence to give a price"),
        ({"consequences": {"day": [1], "night": [1, 2]}}, "the same years for every service"),
        ({"consequences": {"day": [[1]]}}, "one number for each year"),
        ({"consequences": {"day": ["x"]}}, "a consequence for “day” is not a number"),
        ({"prices": {"night": {"state": 1}}}, "“day” has no price"),
        ({"prices": {"day": {}}}, "“day” has no price"),
        ({"prices": {"day": {"state": None}}}, "the price of “day” for state is missing or infinite"),
    ],
)
def test_cases_nobody_can_have(changed, sentence):
    usual = {"participants": 1, "success_rate": 0.5, "consequences": {"day": [1]}, "prices": {"day": {"state": 1}}}
    with pytest.raises(ValueError, match=sentence):
        effects.som(**(usual | changed))


def test_optimism_bias_of_mott_macdonald():
    # Mott MacDonald (2002), Review of Large Public Procurement in the UK, section 4.1: £100 m, a non-standard building
    # (51 %), 92 % of it managed gives 4 % and £104 m; section 4.2: 28 months, 39 % gives 38.9 months, 23.8 % of it
    # managed 29.7 % and 36.3 months.
    assert round(float(effects.with_optimism_bias(100, 0.51, 0.92))) == 104
    assert round(float(effects.with_optimism_bias(28, 0.39)), 1) == 38.9
    assert round(float(effects.with_optimism_bias(28, 0.39, 0.238)), 1) == 36.3
    assert effects.with_optimism_bias([10, 20], 0.5, 1).tolist() == [10, 20]


@pytest.mark.parametrize(
    ("bias", "mitigation", "sentence"),
    [
        (-0.1, 0, "the optimism bias must be 0 or more"),
        (math.nan, 0, "the optimism bias is missing or infinite"),
        (0.5, 1.1, "the mitigation must lie between 0 and 1"),
    ],
)
def test_biases_nobody_can_have(bias, mitigation, sentence):
    with pytest.raises(ValueError, match=sentence):
        effects.with_optimism_bias(100, bias, mitigation)
