import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.appraisal import dated_rates_of_return, internal_rates_of_return, npv, xirr, xnpv
from businesscases.economics.flows import InvalidInput, Reason, Undefined
from tests.economics import slow_money

DATES = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]
FLOWS = [-10_000, 2750, 4250, 3250, 2750]


@pytest.mark.parametrize(
    ("flows", "published"),
    [
        ([-150_000, 15_000, 25_000, 35_000, 45_000, 60_000], 0.0524),
        ([-100, 0, 0, 74], -0.0955),
        ([-100, 39, 59, 55, 20], 0.28095),
        ([-100, 100, 0, 7], 0.06206),
        ([-250_000, 100_000, 150_000, 200_000, 250_000, 300_000], 0.5672303344358536),
    ],
)
def test_irr_of_numpy_financial(flows, published):
    """numpy-financial's documentation of irr and its test_basic_values (numpy_financial/tests/test_financial.py)."""
    assert internal_rates_of_return(flows) == pytest.approx((published,), abs=5e-5)


def test_irr_of_numpy_financial_to_the_last_digit():
    found = internal_rates_of_return([-250_000, 100_000, 150_000, 200_000, 250_000, 300_000])
    assert found == pytest.approx((0.5672303344358536,), abs=1e-14)


def test_the_other_rates_that_one_answer_hides():
    """The same tests: numpy-financial gives −0.0833 and 0.0886 for these; the flows have more rates than that."""
    assert internal_rates_of_return([-100, 100, 0, -7]) == pytest.approx((-0.678894, -0.083300), abs=1e-6)
    expected = pytest.approx((-0.870201, 0.088598, 0.709560), abs=1e-6)
    assert internal_rates_of_return([-5, 10.5, 1, -8, 1]) == expected
    assert internal_rates_of_return([0, 0, -5, 10.5, 1, -8, 1, 0, 0, 0]) == expected


@pytest.mark.parametrize(("years", "published"), [(2, -0.443506941), (4, -0.021244848), (5, 0.086630948)])
def test_irr_of_excel(years, published):
    """Excel's documentation of IRR: −44.4 % after two years, −2.1 % after four, 8.7 % after five."""
    flows = [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000][: years + 1]
    assert internal_rates_of_return(flows) == pytest.approx((published,), abs=1e-8)


def test_a_rate_near_minus_one_hundred_per_cent():
    """numpy-financial's test_gh_15: the rate is about −0.9999999990596069."""
    receipts = """
        2.3926932267015667e-07 4.1672087103345505e-16 5.3965110036378706e-25 5.1962551071806174e-34
        3.7202955645436402e-43 1.9804961711632469e-52 7.8393517651814181e-62 2.3072565113911438e-71
        5.0491839233308912e-81 8.2159177668499263e-91 9.9403244366963527e-101 8.942410813633967e-111
        5.9816122646481191e-121 2.9750309031844241e-131 1.1002067043497954e-141 3.0252876563518021e-152
        6.1854121948207909e-163 9.4032980015353301e-174 1.0629218520017728e-184 8.9337141847171845e-196
        5.5830607698467935e-207 2.5943122036622652e-218 8.9635842466507006e-230 2.3027710094332358e-241
        4.3987510596745562e-253 6.2476630372575209e-265 6.598046841695288e-277 5.1811095266842017e-289
        3.0250999925830644e-301 1.3133070599585015e-313"""
    (found,) = internal_rates_of_return([-3000.0, *map(float, receipts.split())])
    assert found == pytest.approx(-0.9999999990596069, rel=1e-15, abs=1e-12)


@pytest.mark.parametrize(
    ("rates", "tolerance"),
    [
        ((0.1, 0.2, 0.3), 1e-11),
        ((0.0, 0.1), 1e-13),
        ((-0.5, 0.0, 2.0), 1e-13),
        ((0.05, 0.06), 1e-12),
        ((0.1, 0.1), 1e-7),
        ((0.25, 0.25, 0.25), 1e-5),
        ((-0.2, 0.1, 0.1, 0.5), 1e-7),
    ],
)
def test_flows_made_from_their_rates(rates, tolerance):
    flows = np.array([1000.0])
    for rate in rates:
        flows = np.convolve(flows, [1.0, -(1 + rate)])
    found = internal_rates_of_return(np.concatenate([[0.0], flows, [0.0]]))
    assert found == pytest.approx(tuple(sorted(set(rates))), abs=tolerance)


def test_200_years():
    flows = [-1_000_000.0] + [30_000.0] * 199 + [-4_000_000.0]
    found = internal_rates_of_return(flows)
    assert found == pytest.approx((-0.002747, 0.029559), abs=1e-4)
    assert [npv(flows, rate) for rate in found] == pytest.approx([0, 0], abs=1e-3)
    assert internal_rates_of_return([-1_000_000.0] + [40_000.0] * 200) == pytest.approx((0.03998,), abs=1e-5)


def test_a_flow_that_changes_sign_every_year_for_200_years_is_answered():
    assert internal_rates_of_return([(-1) ** year * (year + 1) for year in range(201)]) == ()


@settings(max_examples=30)
@given(st.lists(st.integers(-6, 6), min_size=1, max_size=9).filter(any))
def test_as_many_rates_as_sturm_counts_and_each_is_one(flows):
    found = internal_rates_of_return(flows)
    assert len(found) == slow_money.rates_counted(flows)
    assert list(found) == sorted(found)
    for rate in found:
        terms = np.array(flows) * (1 + rate) ** -np.arange(len(flows), dtype=float)
        assert terms.sum() == pytest.approx(0, abs=1e-9 * np.abs(terms).sum())
    assert internal_rates_of_return([1000 * flow for flow in flows]) == pytest.approx(found, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("flows", [[-1, -2, -3], [5], [0, 4], [1, -1, 1]])
def test_no_rate(flows):
    assert internal_rates_of_return(flows) == ()


def test_all_zero_has_every_rate():
    with pytest.raises(Undefined) as raised:
        internal_rates_of_return([0, 0])
    assert raised.value.reason is Reason.ALL_ZERO


@pytest.mark.parametrize("flows", [[], [-1, math.nan], [-1, math.inf]])
def test_flows_that_cannot_be_used(flows):
    with pytest.raises(InvalidInput):
        internal_rates_of_return(flows)


def test_xirr_of_excel():
    """Excel's documentation of XIRR: 0.373362535, which its iteration leaves 1.5e-9 above the root."""
    assert xirr(DATES, FLOWS) == pytest.approx(0.373362535, abs=2e-9)
    assert xnpv(xirr(DATES, FLOWS), DATES, FLOWS) == pytest.approx(0, abs=1e-9)


def test_xirr_of_whole_years_is_irr():
    dates = [date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1)]
    assert xirr(dates, [-1000, 600, 600]) == pytest.approx(internal_rates_of_return([-1000, 600, 600])[0], abs=1e-12)


def test_amounts_of_one_day_are_added_first():
    assert xirr([DATES[0], DATES[0], *DATES[1:]], [-4000, -6000, *FLOWS[1:]]) == pytest.approx(xirr(DATES, FLOWS))


def test_what_rounding_leaves_of_a_day_that_sums_to_zero_makes_no_rate():
    day = [DATES[2]] * 3
    assert dated_rates_of_return([*DATES, *day], [*FLOWS, 0.1, 0.2, -0.3]) == dated_rates_of_return(DATES, FLOWS)
    with pytest.raises(Undefined, match="all flows are zero"):
        dated_rates_of_return(day, [0.1, 0.2, -0.3])


@pytest.mark.parametrize("flows", [[-100, 110, -1e-16], [1e-300, -1e300, 1e280], [-1e-200, 1e200, 0]])
def test_a_rate_that_no_float_can_hold_is_left_out(flows):
    assert all(-1 < rate < 1e308 for rate in internal_rates_of_return(flows))
    assert len(internal_rates_of_return(flows)) <= 1


def test_several_dated_rates_are_all_told_and_none_is_picked():
    dates = [date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1)]
    assert dated_rates_of_return(dates, [-100, 230, -132]) == pytest.approx((0.1, 0.2))
    with pytest.raises(Undefined) as raised:
        xirr(dates, [-100, 230, -132])
    assert raised.value.reason is Reason.SEVERAL_RATES
    with pytest.raises(Undefined) as raised:
        xirr(dates, [100, 230, 132])
    assert raised.value.reason is Reason.NO_RATE
