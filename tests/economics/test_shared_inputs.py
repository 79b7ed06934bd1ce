import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.discounting import factors
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Kind
from businesscases.economics.model import Shared, cumulative_model, npv_model, price_inputs
from businesscases.economics.sensitivity import Verdict, switching_value, tornado
from businesscases.economics.uncertainty import band, pert, simulate, triangular
from tests.economics.cases import STATE, drawn_lines, line, worked_example

WEIGHTS = factors("fm-2021", 5)
# METHODS C, Monte Carlo: 3,000,000 kr. now, 100 participants, 15 % of whom succeed, 200,000 kr. a success.
GAIN = line("gain", Kind.GAIN, quantity="15", unit_price="200000")
SPLIT = [
    line(quantity="100", unit_price="30000"),
    replace(GAIN, unit_price=Decimal(140_000)),
    replace(GAIN, name="the state's", purse=STATE, unit_price=Decimal(60_000)),
]
RATE = Shared("success rate", 0.15, ("gain", "the state's"))
RATES = {"success rate": triangular(0.05, 0.15, 0.30)}


def test_the_example_of_methods_as_lines():
    found = simulate(npv_model(SPLIT, WEIGHTS, shared=[RATE]), RATES, 20_000, 1)
    assert abs(found.total.mean - 1_000_000 / 3) < 3 * found.total.standard_error
    assert abs(found.total.probability - 0.6) < 3 * found.total.probability_error
    municipality = found.actors["municipality"]
    assert abs(municipality.probability - 0.19592) < 3 * municipality.probability_error
    assert found.actors["state"].probability == 1


def test_two_gains_that_hang_on_one_input_vary_together():
    apart = {"gain": triangular(0, 140_000, 280_000), "the state's": triangular(0, 60_000, 120_000)}
    together = simulate(npv_model(SPLIT, WEIGHTS, shared=[RATE]), {"success rate": triangular(0, 0.15, 0.3)}, 5000, 1)
    single = simulate(npv_model(SPLIT, WEIGHTS), apart, 5000, 1)
    # Variances of sums: (140 + 60)² against 140² + 60².
    assert together.outcomes.var() / single.outcomes.var() == pytest.approx(200**2 / (140**2 + 60**2), rel=0.08)


def test_participants_move_costs_and_gains():
    families = Shared("families", 100, ("course", "placement"))
    model = npv_model(worked_example(), WEIGHTS, shared=[families])
    drawn = model({"families": np.array([100.0, 50.0, 0.0])})["municipality"]
    assert drawn == pytest.approx([18_523_811.32, 18_523_811.32 / 2, 0], abs=0.005)
    curve = cumulative_model(worked_example(), WEIGHTS, shared=[families])
    assert curve({"families": np.array([50.0])})["municipality"][0, 0] == pytest.approx(-1_500_000)
    both = model({"families": np.array([50.0]), "course": np.array([60_000.0])})["municipality"]
    assert both == pytest.approx([18_523_811.32 / 2 - 1_500_000], abs=0.005)


def test_sensitivity_of_lines():
    model = npv_model(SPLIT, WEIGHTS, shared=[RATE])
    inputs = RATES | {"course": pert(25_000, 30_000, 45_000)}
    assert [bar.name for bar in tornado(model, inputs).bars] == ["success rate", "course"]
    found = switching_value(model, inputs, "course")
    assert (found.nearest, found.inside, found.distance) == (pytest.approx(30_000), True, pytest.approx(0))
    assert switching_value(model, inputs, "success rate", (0, 1)).nearest == pytest.approx(0.15)
    alone = switching_value(lambda values: model(values)["municipality"], inputs, "success rate", (0, 1))
    assert (alone.nearest, alone.inside) == (pytest.approx(3_000_000 / 14_000_000), True)
    states = switching_value(lambda values: model(values)["state"], inputs, "course")
    assert states.verdict == Verdict.NO_INFLUENCE


def test_the_band_of_lines_ends_at_their_simulation():
    shared = [Shared("rate", 0.25, ("placement",))]
    inputs = {"rate": triangular(0.1, 0.25, 0.3), "course": pert(20_000, 30_000, 60_000)}
    curve = band(cumulative_model(worked_example(), WEIGHTS, shared=shared), inputs, 1000, 1)
    end = simulate(npv_model(worked_example(), WEIGHTS, shared=shared), inputs, 1000, 1).total
    assert (curve.mean[-1], curve.p5[-1], curve.p95[-1]) == pytest.approx((end.mean, end.p5, end.p95))
    assert (np.diff(curve.p50) > 0).all()


def test_prices_with_a_range_are_inputs():
    ranged = [
        replace(line("a"), low=Decimal(1)),
        replace(line("b"), high=Decimal(70_000)),
        line("c"),
        replace(line("d"), low=Decimal(5), high=Decimal(40_000)),
    ]
    assert price_inputs(ranged, pert) == {
        "a": pert(1, 30_000, 30_000),
        "b": pert(30_000, 30_000, 70_000),
        "d": pert(5, 30_000, 40_000),
    }
    assert price_inputs([line()], triangular) == {}


@settings(max_examples=20)
@given(drawn_lines(), st.floats(0, 3))
def test_a_shared_input_is_the_same_as_other_quantities(lines, times):
    names = tuple(one.name for one in lines[::2])
    found = npv_model(lines, factors("green-book", 9), shared=[Shared("all", 2.0, names)])(
        {"all": np.array([2 * times])}
    )
    scaled = [replace(one, quantity=one.quantity * Decimal(times)) if one.name in names else one for one in lines]
    for actor, worth in npv_model(scaled, factors("green-book", 9))({}).items():
        assert found[actor][0] == pytest.approx(float(worth), rel=1e-9, abs=1e-3)


def test_inputs_nobody_can_share():
    for expected in (0, math.nan):
        with pytest.raises(InvalidInput, match="success rate: the expected value must be a number other than 0"):
            Shared("success rate", expected, ())
    with pytest.raises(InvalidInput, match="there is no line house"):
        npv_model(SPLIT, WEIGHTS, shared=[Shared("rate", 1, ("house",))])
    for twice in ([RATE, RATE], [Shared("gain", 1, ())]):
        with pytest.raises(InvalidInput, match="two lines have the same name, or a line and a shared input"):
            npv_model(SPLIT, WEIGHTS, shared=twice)
