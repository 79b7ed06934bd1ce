import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.appraisal import (
    BreakEven,
    benefit_cost,
    break_even,
    equivalent_annual,
    mirr,
    npv,
    xnpv,
)
from businesscases.economics.discounting import factors
from businesscases.economics.flows import InvalidInput, Reason, Undefined
from tests.economics import slow_money

kroner = st.lists(st.integers(-10_000_000, 10_000_000), min_size=1, max_size=30)
# METHODS C: 100 participants × 25 % × 60 days a year in years 1–5 × 1,160,000/365 kr. a day; 30,000 × 100 in year 0.
CASE = [-3_000_000] + [100 * 0.25 * 60 * 1_160_000 / 365] * 5


def test_the_worked_example_of_the_methods():
    assert CASE[1] == pytest.approx(4_767_123.29, abs=0.005)
    assert npv(CASE, 0.035) == pytest.approx(18_523_811.32, abs=0.005)
    assert npv(CASE, factors("fm-2021", 5)) == pytest.approx(18_523_811.32, abs=0.005)
    assert break_even(CASE) == break_even(CASE, factors("fm-2021", 5)) == BreakEven(1, False, 5)


@pytest.mark.parametrize(
    ("rate", "flows", "published"),
    [
        (0.1, [0, -10_000, 3000, 4200, 6800], 1188.44),
        (0.08, [-40_000, 8000, 9200, 10_000, 12_000, 14_500], 1922.06),
        (0.08, [-40_000, 8000, 9200, 10_000, 12_000, 14_500, -9000], -3749.47),
        (0.05, [-15_000, 1500, 2500, 3500, 4500, 6000], 122.89),
    ],
)
def test_npv_of_excel_and_numpy_financial(rate, flows, published):
    """Excel's documentation of NPV, whose first value is year 1 (support.microsoft.com), and numpy-financial's tests
    (numpy_financial/tests/test_financial.py, test_npv), whose first value is year 0 as here."""
    assert round(npv(flows, rate), 2) == published


def test_new_zealand_workbook():
    """The workbook of scribd.com/document/431770065, New Zealand Treasury's rate of 2011, 8 %, 30 years, amounts in the
    middle of the year, the first year too: 500,000 a year is worth 5,849,716; with 650,000 a year and 2,000,000 of
    capital at the start, benefits 7,604,631, costs 7,849,716, ratio 0.97 and net present value −245,085."""
    middle = np.concatenate([[1.08**-0.5], factors(0.08, 29, "middle")[1:]])
    assert round(npv([500_000] * 30, middle)) == 5_849_716
    costs = 2_000_000 + npv([500_000] * 30, middle)
    benefits = npv([650_000] * 30, middle)
    assert (round(costs), round(benefits), round(benefits - costs)) == (7_849_716, 7_604_631, -245_085)
    assert round(benefit_cost([benefits], [costs], [1]), 2) == 0.97


@pytest.mark.parametrize(
    ("benefits", "costs", "ratio", "net"),
    [(148_271, 7910, 18.75, 140_361), (40_878, 2996, 13.64, 37_882), (40_534, 9442, 4.29, 31_092)],
)
def test_washington_state(benefits, costs, ratio, net):
    """WSIPP, Benefit-Cost Results, Juvenile Justice (2019): total benefits, costs, ratio, benefits minus costs of
    Functional Family Therapy after release, other family-based therapies, and Multidimensional Treatment Foster Care;
    dollars of present value per participant."""
    assert benefit_cost([benefits], [costs], [1]) == pytest.approx(ratio, abs=0.006)
    assert benefits - costs == net


def test_washington_state_has_no_ratio_where_the_programme_saves():
    """WSIPP prints "n/a" for intensive supervision instead of confinement, which costs 25,988 less than it replaces."""
    with pytest.raises(Undefined) as raised:
        benefit_cost([17_190], [-25_988], [1])
    assert raised.value.reason is Reason.NO_COSTS


@pytest.mark.parametrize(
    ("flows", "finance", "reinvest", "published"),
    [
        ([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 0.10, 0.12, 0.126094130365905),
        ([-120_000, 39_000, 30_000, 21_000], 0.10, 0.12, -0.048044655),
        ([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 0.10, 0.14, 0.134759111),
        ([-4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000], 0.08, 0.055, 0.066597175031554),
        ([100, 200, -50, 300, -200], 0.05, 0.06, 0.342823387842177),
    ],
)
def test_mirr_of_excel_and_numpy_financial(flows, finance, reinvest, published):
    """Excel's documentation of MIRR (12.61 %, −4.80 %, 13.48 %) and numpy-financial's test_mirr_decimal."""
    assert mirr(flows, finance, reinvest) == pytest.approx(published, abs=1e-9)


@pytest.mark.parametrize("flows", [[39_000, 30_000], [-39_000, -30_000], [0, 0]])
def test_mirr_needs_a_payment_and_a_receipt(flows):
    with pytest.raises(Undefined, match="at least one payment and at least one receipt"):
        mirr(flows, 0.1, 0.12)


def test_mirr_needs_two_years():
    with pytest.raises(Undefined, match="at least two years"):
        mirr([-1], 0.1, 0.12)


DATES = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]


def test_xnpv_of_excel():
    """Excel's documentation of XNPV: 2086.6476 or 2086.65; the dates after the first may stand in any order."""
    flows = [-10_000, 2750, 4250, 3250, 2750]
    assert xnpv(0.09, DATES, flows) == pytest.approx(2086.647602, abs=1e-6)
    mixed = [0, 3, 1, 4, 2]
    assert xnpv(0.09, [DATES[i] for i in mixed], [flows[i] for i in mixed]) == pytest.approx(2086.647602, abs=1e-6)


def test_xnpv_refuses_a_date_before_the_first():
    with pytest.raises(InvalidInput, match="before the first date"):
        xnpv(0.09, DATES[::-1], [1, 1, 1, 1, 1])
    with pytest.raises(InvalidInput, match="one date for each amount"):
        xnpv(0.09, DATES, [1])


def test_equivalent_annual_of_a_loan():
    """METHODS D: 3,000,000 repaid over 5 years at 3.5 % is 664,444.12 a year."""
    assert equivalent_annual(3_000_000, factors(0.035, 5)[1:]) == pytest.approx(664_444.12, abs=0.005)
    assert equivalent_annual(3_000_000, factors(0.0, 4)) == 600_000


@pytest.mark.parametrize(("worth", "weights"), [(None, [1, 0.9]), ("much", [1]), (100, 0.035), (100, []), (100, [0])])
def test_what_has_no_yearly_equivalent(worth, weights):
    with pytest.raises(InvalidInput):
        equivalent_annual(worth, weights)


@settings(max_examples=30)
@given(kroner, st.sampled_from(["fm-2013", "fm-2021", "green-book"]), st.integers(-5, 5))
def test_npv_is_linear_and_the_yearly_equivalent_has_the_same_worth(flows, name, share):
    weights = factors(name, len(flows) - 1)
    worth = npv(flows, weights)
    moved = float(np.abs(flows).sum()) + 1
    assert npv(np.array(flows) * share, weights) == pytest.approx(share * worth, abs=1e-9 * moved)
    assert npv(np.array(flows) + 1, weights) == pytest.approx(worth + weights.sum(), abs=1e-9 * moved)
    yearly = equivalent_annual(worth, weights)
    assert npv([yearly] * len(flows), weights) == pytest.approx(worth, abs=1e-9 * moved)


@settings(max_examples=30)
@given(kroner, st.floats(-0.5, 1))
def test_npv_equals_the_sum_in_exact_fractions(flows, rate):
    size = float(slow_money.npv([abs(flow) for flow in flows], rate)) + 1
    assert npv(flows, rate) == pytest.approx(float(slow_money.npv(flows, rate)), abs=1e-9 * size)


@settings(max_examples=30)
@given(kroner)
def test_break_even_is_the_first_year_from_which_it_stays(flows):
    found = break_even(flows)
    assert (found.year, found.horizon_years) == (slow_money.break_even(flows), len(flows) - 1)
    assert break_even(flows, factors(0.0, len(flows))) == found


@pytest.mark.parametrize(
    ("flows", "year", "crosses_back"),
    [
        ([-100, 150, -80, 60], 3, True),
        ([-100, 150, -80], None, True),
        ([-100, 50], None, False),
        ([0, -100, 200], 2, False),
        ([100, -300, 250], 2, True),
        ([-100, 100, -50, 50], 3, True),
        ([-0.3, 0.1, 0.1, 0.1], 3, False),
        ([0, 0], 0, False),
        ([5], 0, False),
    ],
)
def test_break_even_by_hand(flows, year, crosses_back):
    assert break_even(flows) == BreakEven(year, crosses_back, len(flows) - 1)


def test_break_even_comes_later_when_discounted():
    assert break_even([-100, 50, 50]).year == 2
    assert break_even([-100, 50, 50], factors(0.04, 2)).year is None


@pytest.mark.parametrize("flows", [[], [1, math.nan], [1, math.inf], ["ten"], [[1, 2]], 5])
def test_flows_that_cannot_be_used(flows):
    for figure in (lambda: npv(flows, 0.03), lambda: break_even(flows), lambda: mirr(flows, 0.1, 0.1)):
        with pytest.raises(InvalidInput):
            figure()


@pytest.mark.parametrize("rate", [-1, -2, math.nan, math.inf, None])
def test_rates_that_cannot_be_used(rate):
    with pytest.raises(InvalidInput):
        npv([-100, 110], rate)


def test_too_few_factors_and_impossible_ones():
    with pytest.raises(InvalidInput, match="factors for 2 years and amounts for 3"):
        npv([1, 2, 3], [1, 0.9])
    with pytest.raises(InvalidInput, match="above zero"):
        npv([1, 2], [1, 0])


def test_a_horizon_of_200_years():
    assert npv([-1e6] + [4e4] * 200, 0.035) == pytest.approx(-1e6 + 4e4 * (1 - 1.035**-200) / 0.035)
    with pytest.raises(InvalidInput, match="too extreme"):
        npv([1.0] * 201, -0.9999)
