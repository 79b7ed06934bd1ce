from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings

from businesscases.economics.appraisal import npv
from businesscases.economics.discounting import factors
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Basis, Kind
from businesscases.economics.model import cumulative_model, npv_model
from businesscases.economics.prices import Index, IndexSeries, PriceLevel
from businesscases.economics.purses import by_actor
from businesscases.economics.sensitivity import tornado
from businesscases.economics.uncertainty import band, simulate, triangular
from tests.economics.cases import STATE, drawn_lines, line, worked_example

WEIGHTS = factors("fm-2021", 5)


def test_the_worked_example_with_drawn_prices():
    model = npv_model(worked_example(), WEIGHTS)
    assert model({})["municipality"] == pytest.approx(18_523_811.32, abs=0.005)
    day = float(worked_example()[1].unit_price)
    drawn = model({"placement": np.array([day, 0.0]), "course": np.array([30_000.0, 1000.0])})
    assert drawn["municipality"] == pytest.approx([18_523_811.32, -100_000], abs=0.005)


def test_the_curve_ends_at_the_net_present_value():
    curve = cumulative_model(worked_example(), WEIGHTS)
    found = curve({"course": np.array([30_000.0, 1000.0])})["municipality"]
    assert found.shape == (2, 6)
    assert found[:, 0] == pytest.approx([-3_000_000, -100_000])
    assert found[0, -1] == pytest.approx(18_523_811.32, abs=0.005)
    assert (np.diff(found) > 0).all()


def test_actors_whom_no_draw_concerns_have_a_row_of_each_case():
    lines = [*worked_example(), line("tax", Kind.GAIN, STATE, (1,), "1", "1035")]
    values = {"course": np.array([1.0, 2.0, 3.0])}
    assert npv_model(lines, WEIGHTS)(values)["state"] == pytest.approx([1000] * 3)
    assert cumulative_model(lines, WEIGHTS)(values)["state"].shape == (3, 6)


def test_prices_are_drawn_in_the_price_year_of_their_line():
    series = IndexSeries(Index.NET_PRICE, {2019: Decimal(100), 2022: Decimal(110)}, "made up for this test")
    basis = Basis(0, PriceLevel(2022, series))
    assert npv_model([line()], WEIGHTS, basis)({"course": np.array([10.0])})["municipality"] == pytest.approx([-1100])


@settings(max_examples=20)
@given(drawn_lines())
def test_the_model_at_the_most_likely_prices_is_the_calculation(lines):
    weights = factors("green-book", 9)
    found = npv_model(lines, weights)({})
    moved = sum(float(one.quantity * one.unit_price * sum(one.shares or one.years, 1)) for one in lines) + 1
    for actor, yearly in by_actor(lines).items():
        assert found[actor] == pytest.approx(npv([float(kr) for kr in yearly], weights), abs=1e-9 * moved)
    doubled = {one.name: np.array([2 * float(one.unit_price)]) for one in lines}
    again = npv_model(lines, weights)(doubled)
    assert all(again[actor] == pytest.approx([2 * float(found[actor])], abs=1e-9 * moved) for actor in found)


def test_the_simulation_and_the_tornado_take_it():
    """Prices with a symmetric range have the calculation as their mean; the tornado's ends are two calculations."""
    lines = [*worked_example(), line("tax", Kind.GAIN, STATE, (1,), "10", "1035")]
    inputs = {"course": triangular(20_000, 30_000, 40_000), "tax": triangular(0, 1035, 2070)}
    model = npv_model(lines, WEIGHTS)
    found = simulate(model, inputs, 4000, 7)
    assert set(found.actors) == {"municipality", "state"}
    assert found.total.mean == pytest.approx(18_533_811.32, abs=4 * found.total.standard_error)
    assert (found.actors["municipality"].probability, found.actors["state"].probability) == (1, 1)
    course = next(bar for bar in tornado(model, inputs).bars if bar.name == "course")
    assert (course.at_low - course.at_high) == pytest.approx(2_000_000)
    assert band(cumulative_model(lines, WEIGHTS), inputs, 4000, 7).mean[-1] == pytest.approx(found.total.mean)


def test_what_cannot_be_a_model():
    with pytest.raises(InvalidInput, match="two lines have the same name"):
        npv_model([line(), line()], WEIGHTS)
    with pytest.raises(InvalidInput, match="factors for 6 years and amounts for 8"):
        npv_model([line(years=(7,))], WEIGHTS)
    with pytest.raises(InvalidInput, match="there is no line house"):
        npv_model([line()], WEIGHTS)({"house": np.array([1.0])})


def test_a_line_that_costs_nothing_can_be_drawn():
    free = replace(line(), unit_price=Decimal(0))
    assert npv_model([free], WEIGHTS)({"course": np.array([7.0])})["municipality"] == pytest.approx([-700])
