"""What holds of every case: sums, linearity, scenarios, and a matrix that adds up."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.calculation.comparing import compared, counted
from businesscases.calculation.inputs import Per, with_values
from businesscases.calculation.matrix import matrix
from businesscases.calculation.uncertainty import chances, uncertain
from businesscases.calculation.worked import worked_out
from businesscases.economics.lines import Actor, ControlArea, Kind, Purse
from tests.calculation.cases import FAMILIES, STATE, estimate, gain, line, worked_example

PURSES = (
    FAMILIES,
    STATE,
    Purse(Actor.MUNICIPALITY, ControlArea.TRANSFERS, "Job"),
    Purse(Actor.REGION, ControlArea.OUTSIDE),
)
unhurried = settings(deadline=None, max_examples=60)


@st.composite
def cases(draw_from):
    """A case of 1–8 lines of all kinds, purses and ways to be counted, over 1–12 years."""
    horizon = draw_from(st.integers(1, 12))
    lines = tuple(_line(draw_from, number, horizon) for number in range(draw_from(st.integers(1, 8))))
    return worked_example(horizon_years=horizon, lines=lines)


def _line(draw_from, number, horizon):
    kind, purse = draw_from(st.sampled_from(Kind)), draw_from(st.sampled_from(PURSES))
    first = draw_from(st.integers(0, horizon))
    per = draw_from(st.sampled_from(Per))
    return line(
        f"line{number}",
        kind=kind,
        purse=purse,
        to=draw_from(st.sampled_from([one for one in PURSES if one != purse])) if kind is Kind.TRANSFER else None,
        first_year=first,
        last_year=draw_from(st.integers(first, horizon)),
        per=per,
        effect="home" if per is Per.SUCCESS else "",
        quantity=Decimal(draw_from(st.integers(0, 1000))) / 7,
        price=estimate(draw_from(st.integers(0, 1_000_000))),
    )


@unhurried
@given(cases())
def test_the_actors_and_the_administrations_add_up_to_the_total_in_every_year(inputs):
    found = counted(inputs).found
    for parts in (found.actors, found.administrations):
        with localcontext(prec=60):  # as many digits as the engine adds with
            sums = tuple(map(sum, zip(*(one.flows for one in parts.values()), strict=True)))
        assert sums == found.total.flows


@unhurried
@given(cases())
def test_gains_less_costs_are_the_present_value_of_every_purse(inputs):
    found = counted(inputs).found
    for own in (found.total, *found.actors.values(), *found.administrations.values()):
        size = own.gains_kr + own.costs_kr + 1
        assert own.gains_kr - own.costs_kr == pytest.approx(own.present_value_kr, abs=1e-9 * size)


@unhurried
@given(cases())
def test_shares_of_the_gain_are_one_whole(inputs):
    shares = counted(inputs).found.shares
    assert not shares or sum(shares.values()) == pytest.approx(1)


@unhurried
@given(cases(), st.integers(2, 9))
def test_the_present_value_is_linear_in_the_prices(inputs, times):
    dearer = tuple(replace(one, price=estimate(one.price.mode * times)) for one in inputs.lines)
    once, more = (counted(one).found for one in (inputs, replace(inputs, lines=dearer)))
    size = once.total.gains_kr + once.total.costs_kr + 1
    assert more.total.present_value_kr == pytest.approx(times * once.total.present_value_kr, abs=1e-9 * size * times)


@unhurried
@given(cases())
def test_discount_factors_fall(inputs):
    factors = worked_out(inputs).factors
    assert factors[0] == 1
    assert (factors[1:] < factors[:-1]).all()


@unhurried
@given(cases())
def test_the_matrix_adds_up_and_no_cell_is_off_by_a_thousand(inputs):
    found = counted(inputs).found
    cells = matrix(found)
    for t, (row, total) in enumerate(zip(cells.cells, cells.totals, strict=True)):
        assert total == round(found.total.flows[t] / 1000)
        for place, cell in zip(cells.places, row, strict=True):
            assert abs(cell - found.administrations[place].flows[t] / 1000) < 1
    assert sum(cells.sums) == sum(cells.totals) == cells.total


@unhurried
@given(cases(), st.integers(1, 500), st.integers(1, 100), st.integers(0, 10**6))
def test_a_scenario_is_the_case_with_those_values_written_in(inputs, people, rate, price):
    values = {"participants": Decimal(people), "effect:home": Decimal(rate) / 100, "line:line0": Decimal(price)}
    first, *others = inputs.lines
    written = replace(
        inputs,
        participants=estimate(people),
        effects=(replace(inputs.effects[0], rate=estimate(Decimal(rate) / 100)),),
        lines=(replace(first, price=estimate(price)), *others),
    )
    assert with_values(inputs, values) == written
    assert with_values(inputs, {}) == with_values(inputs, {"line:gone": Decimal(1)}) == inputs


def ranged():
    return worked_example(
        lines=(line("cost", price=estimate(30_000, 20_000, 90_000)), gain(price=estimate(150_000, 0, 300_000)))
    )


def test_scenarios_have_the_random_numbers_of_the_case():
    """A cost of one krone more for each participant is worse in every single draw."""
    inputs = ranged()
    base = uncertain(worked_out(inputs), 500, 7).simulation
    same = compared(inputs, {}, base)
    assert (same.better, same.chances[None]) == (0, base.total.probability)
    more = compared(inputs, {"participants": Decimal(101)}, base)
    assert more.chances[None] == base.total.probability  # a percent more of gains and costs alike changes no sign
    assert compared(inputs, {"line:cost": Decimal(0)}, base).better == 1


def test_a_scenario_without_ranges_is_compared_with_every_draw():
    base = uncertain(worked_out(ranged()), 500, 7).simulation
    certain = compared(ranged(), {"line:cost": Decimal(30_000), "line:gain": Decimal(150_000)}, base)
    assert certain.chances == {}
    assert certain.better == (certain.part.found.total.present_value_kr > base.outcomes).mean()


def test_what_cannot_be_leaves_its_lines_out():
    base = uncertain(worked_out(ranged()), 500, 7).simulation
    assert compared(ranged(), {"participants": Decimal(0)}, base).part.found is None


def test_the_chances_of_the_panel_are_those_of_the_page_with_as_many_draws():
    worked = worked_out(ranged())
    page = uncertain(worked, 500, 7).simulation
    assert chances(worked, 500, 7) == {None: page.total.probability, Actor.MUNICIPALITY: page.total.probability}


def test_the_band_of_the_municipality_is_that_of_all_where_it_is_alone_and_its_own_beside_others():
    alone = uncertain(worked_out(ranged()), 200, 7)
    assert (alone.own_band.p5 == alone.band.p5).all()
    together = worked_out(replace(ranged(), lines=(*ranged().lines, gain("tax", purse=STATE))))
    beside = uncertain(together, 200, 7)
    assert (beside.own_band.p5 == alone.band.p5).all()
    assert (beside.band.p5 > alone.band.p5)[1:].all()
