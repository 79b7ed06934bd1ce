import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.appraisal import benefit_cost, npv
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Actor, Basis, ControlArea, Kind
from businesscases.economics.prices import PriceLevel
from businesscases.economics.purses import (
    Compensation,
    ServiceFrame,
    Transfer,
    by_actor,
    by_administration,
    compensation,
    gains_and_costs,
    service_frame,
)
from tests.economics import slow_money
from tests.economics.cases import BUILDING, CITIZEN, FAMILY, SCHOOL, STATE, WORK, drawn_lines, line, worked_example


def test_the_worked_example_by_actor():
    (municipality,) = by_actor(worked_example()).values()
    assert npv([float(kr) for kr in municipality], 0.035) == pytest.approx(18_523_811.32, abs=0.005)


def test_who_pays_and_who_gains():
    lines = [
        line("benefit", Kind.TRANSFER, CITIZEN, (1,), "10", "7", to=WORK),
        line("tax", Kind.GAIN, STATE, (1,), "10", "3"),
        line("course", purse=SCHOOL, years=(0, 1), quantity="1", unit_price="20"),
    ]
    assert by_actor(lines) == {Actor.CITIZEN: (0, -70), Actor.MUNICIPALITY: (-20, 50), Actor.STATE: (0, 30)}
    assert by_administration(lines) == {
        (Actor.CITIZEN, ""): (0, -70),
        (Actor.MUNICIPALITY, "Work"): (0, 70),
        (Actor.STATE, ""): (0, 30),
        (Actor.MUNICIPALITY, "School"): (-20, -20),
    }


def test_gains_and_costs_of_one_and_of_all():
    lines = [
        line("benefit", Kind.TRANSFER, CITIZEN, (1,), "10", "7", to=WORK),
        line("placement", Kind.GAIN, years=(1,), quantity="1", unit_price="60"),
        line("course", purse=SCHOOL, years=(0, 1), quantity="1", unit_price="20"),
        line("loan", Kind.TRANSFER, SCHOOL, (0,), "1", "5", to=FAMILY),
    ]
    assert gains_and_costs(lines) == ((0, 60), (20, 20))
    assert gains_and_costs(lines, actor=Actor.MUNICIPALITY) == ((0, 130), (20, 20))
    assert gains_and_costs(lines, actor=Actor.CITIZEN) == ((0, 0), (0, 70))
    assert gains_and_costs(lines, actor=Actor.STATE) == ((0, 0), (0, 0))
    assert benefit_cost(*gains_and_costs(worked_example()), [1.035**-t for t in range(6)]) == pytest.approx(
        21_523_811.32 / 3_000_000
    )


@settings(max_examples=30)
@given(drawn_lines())
def test_gains_less_costs_is_what_is_left(lines):
    whole = Basis(9, PriceLevel(2019))
    with localcontext(prec=60):
        for actor, yearly in by_actor(lines, whole).items():
            gains, costs = gains_and_costs(lines, whole, actor)
            assert min(gains + costs) >= 0
            assert tuple(map(Decimal.__sub__, gains, costs)) == yearly


def test_a_saving_on_transfers_frees_no_service_money():
    lines = [
        line("course", years=(0,), quantity="1", unit_price="100"),
        line("sickness benefit", Kind.GAIN, WORK, (1,), "1", "80"),
        line("house", purse=BUILDING, years=(1,), quantity="1", unit_price="30"),
        line("placement", Kind.GAIN, FAMILY, (2,), "1", "60"),
        line("tax", Kind.GAIN, STATE, (2,), "1", "40"),
    ]
    assert service_frame(lines) == ServiceFrame(room=(-100, 0, 60), outside=(0, 50, 0))
    assert service_frame([lines[-1]], Basis(1, PriceLevel(2019))) == ServiceFrame((0, 0), (0, 0))
    assert service_frame([], Basis(1, PriceLevel(2019))) == ServiceFrame((0, 0), (0, 0))


@settings(max_examples=30)
@given(drawn_lines())
def test_each_actor_has_what_adding_line_by_line_gives(lines):
    found = by_actor(lines)
    for actor, yearly in found.items():
        slow = slow_money.flow_of(lines, lambda purse, actor=actor: purse.actor is actor)
        assert [float(kr) for kr in yearly] == pytest.approx([float(kr) for kr in slow], rel=1e-12, abs=1e-9)
    frame = service_frame(lines)
    slow = slow_money.flow_of(lines, lambda purse: purse.area is ControlArea.SERVICE_FRAME)
    assert [float(kr) for kr in frame.room] == pytest.approx([float(kr) for kr in slow], rel=1e-12, abs=1e-9)


def test_compensation_by_hand():
    """The state gains and the municipality loses: one transfer of what it lacks."""
    found = compensation({"municipality": -300.0, "state": 500.0, "region": 100.0})
    assert found == Compensation((Transfer("state", "municipality", 300.0),))
    assert found.is_possible


def test_the_fewest_transfers_are_found_where_taking_from_the_largest_is_not():
    """From the largest first, 60 would take from 100, leave 40, and split the 50."""
    found = compensation({"a": -60, "b": -50, "c": -50, "d": 100, "e": 60})
    assert found.transfers == (Transfer("e", "a", 60), Transfer("d", "b", 50), Transfer("d", "c", 50))


def test_a_loser_may_need_two_givers():
    found = compensation({"a": -90.0, "b": 50.0, "c": 60.0})
    assert found.transfers == (Transfer("c", "a", 60.0), Transfer("b", "a", 30.0))


def test_not_possible_where_all_together_lose():
    found = compensation({"a": Decimal(-90), "b": Decimal(50)})
    assert (found.is_possible, found.transfers, found.shortfall_kr) == (False, (), 40.0)


@pytest.mark.parametrize(
    "worth", [{"a": 0.0}, {"a": 5.0, "b": 0.0}, {"a": -0.001, "b": 0.0}, {"a": 0.3, "b": -0.1, "c": -0.2 - 5e-17}]
)
def test_nobody_is_compensated_for_less_than_half_an_ore_and_rounding_makes_nothing_impossible(worth):
    found = compensation(worth)
    assert found.is_possible
    assert sum(transfer.kr for transfer in found.transfers) == pytest.approx(0.3 if "c" in worth else 0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=7))
def test_compensation_is_the_smallest_and_the_fewest(worth):
    found = compensation(dict(enumerate(worth)))
    if sum(worth) < 0:
        assert (found.is_possible, found.shortfall_kr) == (False, -sum(worth))
        return
    after = dict(enumerate(worth))
    for transfer in found.transfers:
        assert transfer.kr > 0
        after[transfer.payer] -= transfer.kr
        after[transfer.receiver] += transfer.kr
    assert min(after.values()) >= 0
    assert sum(transfer.kr for transfer in found.transfers) == -sum(kr for kr in worth if kr < 0)
    assert len(found.transfers) == slow_money.fewest_transfers(worth)
    assert found == compensation(dict(enumerate(worth)))


def test_twelve_purses_are_settled_and_thirteen_refused():
    even = {at: 7.0 if at % 2 else -7.0 for at in range(12)}
    assert len(compensation(even).transfers) == 6
    hard = compensation({at: 10.0 + at if at % 2 else -10.0 - at - 0.9 * (at < 6) for at in range(12)})
    assert hard.is_possible
    with pytest.raises(InvalidInput, match="1 to 12 purses"):
        compensation(dict.fromkeys(range(13), 1.0))


@pytest.mark.parametrize("worth", [{}, {"a": math.nan}, {"a": math.inf, "b": -1.0}])
def test_amounts_that_cannot_be_settled(worth):
    with pytest.raises(InvalidInput):
        compensation(worth)
