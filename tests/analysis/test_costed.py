"""Costs of the first choices: worked by hand, hidden below the threshold, never a guessed price."""

from dataclasses import replace

import pytest

from reports.analysis.cells import gather
from reports.analysis.costed import costs_of
from reports.analysis.instrument import StepPrice
from tests.analysis.survey import INSTRUMENT, frame

FOSTER = StepPrice(5, "Plejefamilie", 400.0, 2019, "barn pr. år", "Kilde")
HOME = StepPrice(6, "Døgninstitution", 1000.0, 2019, "barn pr. år", "Kilde")
PRICED = replace(INSTRUMENT, prices=(FOSTER, HOME))
# Steps per municipality for V1; V2 adds step 3 for everybody. The fifth municipality is below the threshold.
STEPS = {
    "0101": [3, 5, 5, 6, 3],
    "0147": [5, 5, 5, 5, 5],
    "0151": [3, 3, 3, 3, 3],
    "0153": [6, 6, 6, 6, 6],
    "0155": [6, 6, 6, 6],
}


def cells(steps=STEPS, second=True):
    rows, person = [], 0
    for municipality, chosen in steps.items():
        for step in chosen:
            person += 1
            rows.append((person, municipality, "caseworker", "V1", "first_step", f"step_{step}"))
            if second:
                rows.append((person, municipality, "caseworker", "V2", "first_step", "step_3"))
    return gather(frame(rows), PRICED, 5)


def test_the_priced_steps_by_hand_beside_the_median_of_the_partnership():
    found = costs_of(cells(), PRICED, "0101")
    first, second, third = found.vignettes
    assert (first.kr, first.n, first.priced) == (360.0, 5, 0.6)
    # 360, 400, 0 and 1000: the median is 380, and the small municipality takes no part.
    assert (first.median, first.difference) == (380.0, -20.0)
    assert first.low <= 360.0 <= first.high
    assert (second.kr, second.priced, second.median) == (0.0, 0.0, 0.0)
    assert third.hidden is True
    assert (found.total.kr, found.total.median, found.total.priced) == (360.0, 380.0, 0.3)
    assert found.unpriced == (3,)


def test_with_a_price_for_every_chosen_step_nothing_is_left_out():
    found = costs_of(cells(second=False), PRICED, "0147")
    assert (found.unpriced, found.total.kr, found.total.low, found.total.high) == ((), 400.0, 400.0, 400.0)


def test_three_others_are_needed_for_a_median():
    few = {code: STEPS[code] for code in ("0101", "0147", "0151", "0155")}
    first = costs_of(cells(few), PRICED, "0101").vignettes[0]
    assert (first.kr, first.median, first.difference) == (360.0, None, None)


def test_below_the_threshold_nothing_is_told():
    found = costs_of(cells(), PRICED, "0155")
    assert [row.hidden for row in (*found.vignettes, found.total)] == [True] * 4
    assert found.unpriced == ()


def test_without_prices_no_kroner_are_invented():
    found = costs_of(cells(), replace(INSTRUMENT, prices=()), "0101")
    assert (found.prices, found.unpriced) == ((), (3, 5, 6))
    assert [row.kr for row in (*found.vignettes, found.total)] == [None] * 4


def test_without_a_staircase_there_are_no_costs():
    assert costs_of(cells(), replace(PRICED, staircase=None), "0101") is None


@pytest.mark.parametrize("other", [replace(HOME, year=2020), replace(HOME, unit="forløb"), replace(HOME, step=5)])
def test_prices_that_cannot_be_added_are_refused(other):
    with pytest.raises(ValueError, match="price"):
        replace(INSTRUMENT, prices=(FOSTER, other))
