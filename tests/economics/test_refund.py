import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.flows import InvalidInput
from businesscases.economics.refund import RULES, household_refund, state_refund
from tests.economics import slow_money

BANDS = ((860_000, 0.25), (1_680_000, 0.50), (2_120_000, 0.75))


def test_the_rules_that_are_shipped():
    """Barnets lov § 198 stk. 1 (2022-niveau) and serviceloven § 176 from 2021 (2020-niveau)."""
    assert RULES["barnets-lov-2022"].bands == BANDS
    assert RULES["serviceloven-2020"].bands == ((830_000, 0.25), (1_630_000, 0.50), (2_050_000, 0.75))


@pytest.mark.parametrize(
    ("cost", "refund"),
    [
        (0, 0),
        (860_000, 0),
        (860_001, 0.25),
        (1_160_000, 75_000),
        (1_680_000, 205_000),
        (2_000_000, 365_000),
        (2_120_000, 425_000),
        (3_000_000, 1_085_000),
    ],
)
def test_each_share_counts_between_its_threshold_and_the_next(cost, refund):
    """By hand: 25 % of 860,000–1,680,000 is 205,000, 50 % up to 2,120,000 is 220,000 more, 75 % of what is above."""
    assert state_refund(cost, BANDS) == refund
    assert state_refund(Decimal(cost), BANDS) == Decimal(str(refund))


def test_what_comes_in_comes_out():
    assert isinstance(state_refund(900_000, BANDS), float)
    exact = state_refund(Decimal("900000.10"), BANDS)
    assert (exact, type(exact)) == (Decimal("10000.025"), Decimal)
    assert isinstance(household_refund([Decimal(1)], BANDS), Decimal)
    assert isinstance(household_refund([1.0], BANDS), float)


def test_siblings_are_added_before_the_bands():
    """§ 198 stk. 2: two children at 600,000 are one household of 1,200,000."""
    assert household_refund([600_000, 600_000], BANDS) == 85_000
    assert sum(state_refund(cost, BANDS) for cost in (600_000, 600_000)) == 0
    assert household_refund([], BANDS) == 0


@settings(max_examples=30)
@given(
    st.integers(0, 300),
    st.lists(
        st.tuples(st.integers(0, 300), st.sampled_from([0.25, 0.5, 0.75])),
        min_size=1,
        max_size=4,
        unique_by=lambda b: b[0],
    ),
)
def test_refund_is_the_sum_krone_by_krone(cost, bands):
    bands = sorted(bands)
    assert state_refund(cost, bands) == float(slow_money.refund(cost, bands))


@settings(max_examples=30)
@given(st.lists(st.decimals(0, 5_000_000, places=2), min_size=1, max_size=4))
def test_refund_never_exceeds_the_cost_and_a_household_gets_at_least_as_much(costs):
    together = household_refund(costs, BANDS)
    assert 0 <= together <= sum(costs)
    assert together >= sum(state_refund(cost, BANDS) for cost in costs)
    assert state_refund(max(costs) + 1, BANDS) >= state_refund(max(costs), BANDS)


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ((), "must rise"),
        (((1_680_000, 0.5), (860_000, 0.25)), "must rise"),
        (((860_000, 0.25), (860_000, 0.5)), "must rise"),
        (((-1, 0.25),), "must rise"),
        (((860_000, 25),), "between 0 and 1"),
        (((860_000, -0.1),), "between 0 and 1"),
        (((math.nan, 0.25),), "missing or infinite"),
    ],
)
def test_bands_that_cannot_be_used(bands, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        state_refund(1_000_000, bands)


@pytest.mark.parametrize("cost", [-1, math.nan, math.inf, Decimal("nan"), Decimal(-1)])
def test_costs_that_cannot_be_used(cost):
    with pytest.raises(InvalidInput):
        state_refund(cost, BANDS)
    with pytest.raises(InvalidInput):
        household_refund([2_000_000, cost], BANDS)
