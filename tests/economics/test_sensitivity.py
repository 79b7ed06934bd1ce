import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize

from businesscases.economics.sensitivity import Bar, Verdict, scenarios, switching_value, tornado
from businesscases.economics.uncertainty import pert, triangular

# METHODS C: 3,000,000 kr. for 100 participants, 200,000 kr. a success.
CASE = {
    "cost": triangular(2_000_000, 3_000_000, 5_000_000),
    "participants": triangular(90, 100, 105),
    "success rate": triangular(0.05, 0.20, 0.30),
    "price": triangular(150_000, 200_000, 230_000),
}
# Patton, Sawicki and Clark, Basic Methods of Policy Analysis and Planning, 3rd ed., pp. 268–269: a tunnel, 64 million
# dollars, overruns of 50 per cent feared; benefits and upkeep of 50 years, and repairs every tenth, at 8 per cent.
TUNNEL = {
    "construction": triangular(64_000_000, 64_000_000, 96_000_000),
    "benefits": triangular(0, 6_625_000, 9_000_000),
}


def case(values):
    gain = values["participants"] * values["success rate"] * values["price"]
    return {"municipality": 0.7 * gain - values["cost"], "state": 0.3 * gain}


def tunnel(values):
    return (values["benefits"] - 20_000) * 12.2355 - values["construction"] - 500_000 * 0.8444


def one(model, low=-1.0, mode=0.0, high=1.0, **kwargs):
    return switching_value(lambda values: model(values["x"]), {"x": triangular(low, mode, high)}, "x", **kwargs)


def test_each_input_moves_alone_and_the_longest_bar_comes_first():
    found = tornado(case, CASE)
    assert found.base == 1_000_000
    assert found.bars == (
        Bar("success rate", 0.05, 0.30, -2_000_000, 3_000_000),
        Bar("cost", 2_000_000, 5_000_000, 2_000_000, -1_000_000),
        Bar("price", 150_000, 230_000, 0, 1_600_000),
        Bar("participants", 90, 105, 600_000, 1_200_000),
    )
    assert [bar.swing for bar in found.bars] == [5_000_000, 3_000_000, 1_600_000, 600_000]


def test_bars_of_the_same_length_keep_their_order():
    inputs = {name: triangular(0, 1, 2) for name in "bca"}
    assert [bar.name for bar in tornado(lambda v: v["a"] + v["b"] - v["c"], inputs).bars] == ["b", "c", "a"]


def test_a_tornado_asks_the_model_once():
    asked = []
    tornado(lambda v: asked.append(1) or v["a"] * v["b"], {"a": pert(0, 1, 2), "b": pert(0, 1, 2)})
    assert asked == [1]


def test_the_switching_value_of_a_published_tunnel():
    assert tornado(tunnel, TUNNEL).base == pytest.approx(16_393_277, abs=100)
    found = switching_value(tunnel, TUNNEL, "construction")
    assert found.nearest == pytest.approx(80_393_277, abs=100)
    assert (round(found.distance, 3), found.inside, found.verdict) == (0.256, True, Verdict.ONE)
    benefits = switching_value(tunnel, TUNNEL, "benefits")
    assert benefits.nearest == pytest.approx(6_625_000 - 16_393_277 / 12.2355, abs=10)
    assert benefits.distance < 0


def test_switching_values_of_published_exercises():
    # OpenTuition, ACCA F9, sensitivity analysis: an NPV of 5,329 and contributions of 241,189: volume may fall 2.2 %.
    volume = one(lambda x: 241_189 * x - (241_189 - 5_329), 0, 1, 1)
    assert round(volume.distance, 3) == -0.022
    # Burley (CIMA): 150,000 units at $20 less $13.50, tax 33 %, five years at 8 %, $2 m: 115,000 units, 23 % fewer.
    annuity = (1 - 1.08**-5) / 0.08
    units = one(lambda x: x * (20 - 13.5) * 0.67 * annuity - 2_000_000, 100_000, 150_000, 150_000)
    assert round(units.nearest, -3) == 115_000
    assert round(units.distance, 2) == -0.23


def test_where_the_switching_value_lies():
    assert one(lambda x: x - 0.5).inside
    outside = one(lambda x: x - 700)
    assert (outside.nearest, outside.inside, outside.distance) == (700, False, None)
    assert one(lambda x: x + 1e5, 1, 2, 3).nearest == -1e5
    assert one(lambda x: x + 1e5, 1, 2, 3, within=(0, math.inf)).verdict == Verdict.NEVER
    assert one(lambda x: 1.5 - x, 0.1, 0.2, 0.3, within=(0, 1)).verdict == Verdict.NEVER
    assert one(lambda x: 1 - x, 0.1, 0.2, 0.3, within=(0, 1)).nearest == 1
    assert one(lambda x: x - 5, 5, 5, 5).values == (5,)


def test_what_rounding_leaves_at_the_mode_hides_no_switching_value():
    found = one(lambda x: 3e9 * (x - 0.1) - 1e-7, 0, 0.1, 1)
    assert found.nearest == pytest.approx(0.1, rel=1e-9)


def test_several_switching_values_are_all_given():
    found = one(lambda x: (x - 1) * (x - 3) * (x + 5), 0, 2.5, 4)
    assert found.verdict == Verdict.SEVERAL
    assert found.values == pytest.approx((-5, 1, 3), rel=1e-14)
    assert (found.nearest, found.inside) == (pytest.approx(3), True)
    assert found.distance == pytest.approx(0.2)


def test_no_switching_value_has_a_name():
    never = one(lambda x: x**2 + 1)
    assert (never.verdict, never.values, never.nearest, never.distance, never.inside) == ("never", (), None, None, None)
    flat = one(lambda x: 0 * x)
    assert (flat.verdict, flat.values) == ("no influence", ())


def test_a_result_that_is_zero_for_a_while_switches_at_its_ends():
    found = one(lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0), -1, 0.25, 1)
    assert found.verdict == Verdict.SEVERAL
    assert (found.values[0], found.values[-1]) == (-0.5, 0.5)


def test_a_jump_over_zero_is_a_switching_value_and_a_pole_is_none():
    jump = one(lambda x: np.where(x < 0.3, -5.0, 5.0))
    assert jump.nearest == pytest.approx(0.3, rel=1e-14)
    assert one(lambda x: np.where(x < 0.3, -1, 1) / np.maximum(np.abs(x - 0.3), 1e-12)).verdict == Verdict.NEVER


@given(
    st.lists(st.integers(-50, 50), min_size=1, max_size=4, unique=True),
    st.floats(-20, 20),
    st.floats(0.1, 10),
    st.booleans(),
)
@settings(max_examples=30)
def test_zeros_are_those_of_brent(roots, mode, width, falling):
    wanted = sorted(root + 0.37 for root in roots)
    assume(all(later - earlier > 3 for earlier, later in zip(wanted, wanted[1:], strict=False)))
    sign = -1 if falling else 1

    def model(x):
        return sign * np.prod([x - root for root in wanted], axis=0)

    found = one(model, mode - width, mode, mode + width)
    slow = [optimize.brentq(model, value - 1, value + 1, xtol=1e-12) for value in wanted]
    nearest = min(slow, key=lambda zero: abs(zero - mode))
    seen = [zero for zero in found.values if min(abs(zero - value) for value in slow) < 1e-9]
    assert len(seen) == len(found.values)
    assert (len(slow) - len(found.values)) % 2 == 0
    if len(slow) == 1:
        assert found.nearest == pytest.approx(nearest)


def test_pessimistic_and_optimistic_take_the_end_that_is_worse_or_better():
    found = scenarios(case, CASE | {"unused": triangular(1, 2, 9)})
    assert found.pessimistic.values == {
        "cost": 5_000_000, "participants": 90, "success rate": 0.05, "price": 150_000, "unused": 2,
    }  # fmt: skip
    assert found.expected.values == {name: chosen.mode for name, chosen in CASE.items()} | {"unused": 2}
    assert found.optimistic.values["cost"] == 2_000_000
    assert found.pessimistic.total == 90 * 0.05 * 150_000 - 5_000_000
    assert (found.expected.total, found.expected.actors) == (1_000_000, {"municipality": -200_000, "state": 1_200_000})
    assert found.optimistic.total == pytest.approx(105 * 0.30 * 230_000 - 2_000_000)
    assert sum(found.optimistic.actors.values()) == pytest.approx(found.optimistic.total)
    assert scenarios(tunnel, TUNNEL).optimistic.actors == {}


@pytest.mark.parametrize("function", [tornado, scenarios])
def test_nothing_to_move(function):
    with pytest.raises(ValueError, match="there is no input to move"):
        function(case, {})


@pytest.mark.parametrize(
    ("name", "within", "sentence"),
    [
        ("weather", (0, 1), "there is no input called “weather”"),
        ("success rate", (0.1, 1), "the range of “success rate” must lie between 0.1 and 1"),
        ("participants", (0, 100), "the range of “participants” must lie between 0 and 100"),
    ],
)
def test_switching_values_nobody_can_ask_for(name, within, sentence):
    with pytest.raises(ValueError, match=sentence):
        switching_value(case, CASE, name, within)


def test_a_model_without_a_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        one(lambda x: x * math.nan)
