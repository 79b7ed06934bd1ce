"""What the result of each purse hangs on: by hand, and against the whole."""

from dataclasses import replace

import pytest

from businesscases.calculation.uncertainty import hinges, npv_of
from businesscases.calculation.worked import worked_out
from businesscases.economics import sensitivity
from businesscases.economics.discounting import flat
from businesscases.economics.lines import Actor
from businesscases.economics.sensitivity import Verdict
from tests.calculation.cases import STATE, estimate, gain, line, worked_example
from tests.reports.drawn_cases import drawn_case

KR = {"per": "participant", "effect": ""}


def two_purses():
    """Without interest: the municipality pays 3 m. kr. now and has 5 m. back, the state gains 1 m."""
    own = gain(price=estimate(10_000), quantity=1, **KR)
    tax = gain("tax", price=estimate(2_000, 1_000, 3_000), quantity=1, purse=STATE, **KR)
    return worked_example(schedule=flat(0), lines=(line("cost", price=estimate(30_000, 20_000, 50_000)), own, tax))


def found(who=None):
    own = hinges(worked_out(two_purses()), who)
    return own.tornado, {one.name: one for one in own.switching}


def test_the_municipality_tips_earlier_than_everybody_together():
    tornado, tips = found(Actor.MUNICIPALITY)
    assert tornado.base == 2_000_000
    assert [(bar.name, bar.at_low, bar.at_high, bar.moves) for bar in tornado.bars] == [
        ("line:cost", 3_000_000, 0, True),
        ("line:tax", 2_000_000, 2_000_000, False),
    ]
    cost = tips["line:cost"]
    assert (cost.nearest, cost.distance, cost.inside) == (pytest.approx(50_000), pytest.approx(2 / 3), True)
    assert tips["line:tax"].verdict is Verdict.NO_INFLUENCE
    _whole, tips = found()
    assert (tips["line:cost"].nearest, tips["line:cost"].inside) == (pytest.approx(60_000), False)


def test_the_state_hangs_on_its_own_lines_alone():
    tornado, tips = found(Actor.STATE)
    assert [(bar.name, bar.at_low, bar.at_high) for bar in tornado.bars] == [
        ("line:tax", 500_000, 1_500_000),
        ("line:cost", 1_000_000, 1_000_000),
    ]
    assert (tips["line:tax"].nearest, tips["line:tax"].inside) == (pytest.approx(0), False)


@pytest.mark.parametrize("seed", [3, 6, 8])
def test_what_an_input_does_to_the_purses_adds_up_to_what_it_does_to_all(seed):
    worked = worked_out(drawn_case(seed))
    whole = {bar.name: bar for bar in hinges(worked).tornado.bars}
    actors = {part.actor for each in worked.lines for part in (each.purse, each.to) if part}
    assert len(actors) > 1
    own = [{bar.name: bar for bar in hinges(worked, who).tornado.bars} for who in actors]
    for name, bar in whole.items():
        assert sum(one[name].at_low for one in own) == pytest.approx(bar.at_low, abs=0.005)
        assert sum(one[name].at_high for one in own) == pytest.approx(bar.at_high, abs=0.005)


def test_an_input_moved_alone_tips_where_it_does_among_all_the_others():
    """Each is moved by itself, which takes a quarter of the time and gives the same to the last digit."""
    worked = worked_out(drawn_case(3))
    model = npv_of(worked)
    slow = {name: sensitivity.switching_value(model, worked.ranges, name, within=(-1, 1e9)) for name in worked.ranges}
    quick = {
        name: sensitivity.switching_value(model, {name: one}, name, within=(-1, 1e9))
        for name, one in worked.ranges.items()
    }
    assert quick == slow


def test_without_ranges_nothing_is_said():
    case = replace(two_purses(), lines=(line("cost"), gain()))
    assert hinges(worked_out(case), Actor.MUNICIPALITY) is None
