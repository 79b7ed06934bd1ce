"""Every figure of a case against a second calculation that is made from the definitions alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.calculation.figures import results
from businesscases.calculation.worked import worked_out
from businesscases.economics.lines import Actor
from tests.calculation import slow_case
from tests.reports.drawn_cases import drawn_case


@settings(max_examples=12)
@given(st.builds(drawn_case, st.integers(1, 10**9)))
def test_a_case_comes_to_what_a_second_calculation_finds(inputs):
    found, slow = results(inputs, worked_out(inputs)), slow_case.flows(inputs)
    for actor, own in found.actors.items():
        assert floats(own.flows) == amounts(slow, lambda place, actor=actor: place[0] == actor)
        assert_worth(own, inputs, lambda other, actor=actor: other == actor)
    for (actor, name), own in found.administrations.items():
        assert floats(own.flows) == amounts(slow, lambda place, at=(actor, name): (place[0], place[2]) == at)
    assert floats(found.total.flows) == amounts(slow, lambda place: True)
    assert_worth(found.total, inputs, lambda other: True)
    assert floats(found.frame.room) == amounts(slow, lambda place: place[1] == "service_frame")
    inside = ("transfers", "capital", "financing")
    assert floats(found.frame.outside) == amounts(
        slow, lambda place: place[0] == Actor.MUNICIPALITY and place[1] in inside
    )


def floats(flows):
    return [float(kr) for kr in flows]


def amounts(slow, is_meant):
    """The flows of all places that are meant, added."""
    span = len(next(iter(slow.values())))
    return pytest.approx([float(sum(kr[t] for at, kr in slow.items() if is_meant(at))) for t in range(span)], abs=1e-6)


def assert_worth(own, inputs, is_own):
    """Present value, sides and break-even from the second calculation's sides and factors."""
    gains, costs = slow_case.gains_and_costs(inputs, is_own)
    factors = slow_case.factors(inputs)
    gained, paid = (
        sum(float(kr) * factor for kr, factor in zip(side, factors, strict=True)) for side in (gains, costs)
    )
    near = {"abs": 1e-5, "rel": 1e-9}
    assert (own.gains_kr, own.costs_kr) == (pytest.approx(gained, **near), pytest.approx(paid, **near))
    assert own.present_value_kr == pytest.approx(gained - paid, abs=1e-5, rel=1e-9)
    net = [gain - cost for gain, cost in zip(gains, costs, strict=True)]
    back = [t for t in range(len(net)) if all(sum(net[: later + 1]) >= 0 for later in range(t, len(net)))]
    assert own.break_even.year == (back[0] if back else None)
