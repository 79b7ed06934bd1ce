import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.discounting import SCHEDULES, Schedule, factors, flat
from businesscases.economics.flows import InvalidInput
from tests.economics import slow_money


def test_the_schedules_that_are_shipped():
    assert set(SCHEDULES) == {"fm-2013", "fm-2021", "green-book"}
    assert all(schedule.source and schedule.vintage for schedule in SCHEDULES.values())


@pytest.mark.parametrize("name", ["fm-2013", "fm-2021", "green-book"])
def test_factors_are_chained_year_by_year(name):
    exact = slow_money.factors(SCHEDULES[name].steps, 350)
    assert factors(name, 350) == pytest.approx([float(factor) for factor in exact], rel=1e-12)


def test_ministry_of_finance_2013():
    """The note of 3 September 2018 (ft.dk, FIU alm. del, svar 418): for a project of 75 years, 4 % in the first 35
    years, 3 % in years 36–70 and 2 % in years 71–75."""
    found = factors("fm-2013", 75)
    assert found[35] == pytest.approx(1.04**-35)
    assert found[70] == pytest.approx(1.04**-35 * 1.03**-35)
    assert found[75] == pytest.approx(1.04**-35 * 1.03**-35 * 1.02**-5)


def test_ministry_of_finance_2021_says_what_is_not_confirmed():
    found = factors("fm-2021", 70)
    assert found[36] == pytest.approx(1.035**-35 / 1.025)
    assert (SCHEDULES["fm-2021"].unverified_from, SCHEDULES["fm-2013"].unverified_from) == (71, None)
    edited = replace(SCHEDULES["fm-2021"], steps=((0, 0.035), (36, 0.025), (71, 0.02)), unverified_from=None)
    assert factors(edited, 71)[71] == pytest.approx(found[70] / 1.02)


def test_green_book():
    """HM Treasury's table of factors, as the tests of the package py_wlc quote it with 2010 as year 0."""
    found = factors("green-book", 125)
    published = {0: 1.0, 10: 0.7089, 20: 0.5026, 40: 0.2651, 125: 0.0274}
    assert {year: round(float(found[year]), 4) for year in published} == published


def test_new_zealand_long_term_rates():
    """Schiff Consulting (2024), "NZ Treasury changes the discount rate": 2 % for years 1–30, 1.5 % for 31–100, 1 %
    after; 1 dollar is worth 0.67 in 20 years, 0.41 in 50 and 0.19 in 100; at the former 5 % 0.38, 0.09 and 0.01."""
    new = factors(Schedule("nz-2024", ((1, 0.02), (31, 0.015), (101, 0.01))), 100)
    former = factors(0.05, 100)
    assert [round(float(new[year]), 2) for year in (20, 50, 100)] == [0.67, 0.41, 0.19]
    assert [round(float(former[year]), 2) for year in (20, 50, 100)] == [0.38, 0.09, 0.01]


def test_new_zealand_workbook_of_cost_benefit_analysis():
    """A workbook for the New Zealand Treasury's discount rate of 2011, 8 % (scribd.com/document/431770065): at the
    start of years 0–2 1.00000, 0.92593, 0.85734; mid-year 0.89097 and 0.82497 in years 1 and 2. Its mid-year factor of
    year 0 is 0.96225, where ours is 1, because the decision year is never discounted here."""
    assert [round(float(factor), 5) for factor in factors(0.08, 2)] == [1.0, 0.92593, 0.85734]
    assert [round(float(factor), 5) for factor in factors(0.08, 2, "middle")] == [1.0, 0.89097, 0.82497]


def test_timing_within_the_year():
    stepped = Schedule("stepped", ((0, 0.10), (2, 0.21)))
    assert factors(stepped, 2) == pytest.approx([1, 1 / 1.1, 1 / 1.1 / 1.21])
    assert factors(stepped, 2, "middle") == pytest.approx([1, 1 / 1.1 / 1.1, 1 / 1.1 / 1.21 / 1.1])
    assert factors(stepped, 2, "end") == pytest.approx([1, 1 / 1.1 / 1.21, 1 / 1.1 / 1.21 / 1.21])


@pytest.mark.parametrize("timing", ["start", "middle", "end"])
@pytest.mark.parametrize("name", ["fm-2013", "fm-2021", "green-book"])
@pytest.mark.parametrize("years", [0, 1, 200])
def test_any_horizon(name, timing, years):
    found = factors(name, years, timing)
    assert (found.size, found[0]) == (years + 1, 1)
    assert (np.diff(found) < 0).all()


@settings(max_examples=30)
@given(st.floats(0, 0.5), st.integers(0, 200))
def test_a_rate_a_schedule_and_a_power_agree(rate, years):
    assert factors(flat(rate), years) == pytest.approx([(1 + rate) ** -year for year in range(years + 1)])
    assert (factors(rate, years) == factors(flat(rate), years)).all()


@pytest.mark.parametrize(
    ("schedule", "years", "timing", "sentence"),
    [
        ("fm-1999", 5, "start", "there is no schedule"),
        (-1.0, 5, "start", "above −100 %"),
        (math.nan, 5, "start", "missing or infinite"),
        (0.035, -1, "start", "a whole number, 0 or more"),
        (0.035, 2.5, "start", "a whole number, 0 or more"),
        (0.035, True, "start", "a whole number, 0 or more"),
        (0.035, 5, "noon", "start, in the middle or at the end"),
    ],
)
def test_bad_input_is_named(schedule, years, timing, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        factors(schedule, years, timing)


@pytest.mark.parametrize("steps", [(), ((2, 0.04),), ((0, 0.04), (36, 0.03), (30, 0.02)), ((0, 0.04), (0, 0.03))])
def test_steps_out_of_order_are_refused(steps):
    with pytest.raises(InvalidInput, match="rise from year to year"):
        Schedule("mine", steps)
