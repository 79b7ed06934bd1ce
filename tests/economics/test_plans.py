from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from businesscases.economics.flows import InvalidInput
from businesscases.economics.payments import Plan, plan_versions, replan

FIRST = Plan(1, 2026, (D(100), D(200), D(300)))


def test_at_completion_each_year_counts_once():
    """2026 is known; the second plan replaces the first for 2027 on."""
    status = plan_versions([FIRST, Plan(2, 2027, (D(150), D(280)))], {2026: D(90)})
    assert status.versions == ({2026: 100, 2027: 200, 2028: 300}, {2026: 90, 2027: 150, 2028: 280})
    assert (status.at_completion, status.deviation) == (520, -80)


def test_actuals_after_the_newest_version_replace_its_plan():
    assert plan_versions([FIRST], {2026: D(90), 2027: D(500)}).at_completion == 890
    assert plan_versions([FIRST], {}).deviation == 0


def test_planning_anew_never_alters_what_was_planned_before():
    before = plan_versions([FIRST], {2026: D(90)})
    assert replan([FIRST], {2026: D(90)}, Plan(2, 2027, (D(1),))).versions[:1] == before.versions


@pytest.mark.parametrize(
    ("plans", "actuals", "reason"),
    [
        ([], {}, "numbered 1, 2, 3"),
        ([Plan(2, 2026, (D(1),))], {}, "numbered 1, 2, 3"),
        ([FIRST], {2027: D(1)}, "without a gap"),
        ([FIRST], {2026: D(1), 2028: D(1)}, "without a gap"),
        ([FIRST, Plan(2, 2025, (D(1),))], {}, "begins before"),
        ([FIRST, Plan(2, 2027, ())], {2026: D(1)}, "plans nothing"),
        ([FIRST, Plan(2, 2028, (D(1),))], {2026: D(1)}, "no actual amount"),
    ],
)
def test_plans_that_do_not_follow_each_other_are_refused(plans, actuals, reason):
    with pytest.raises(InvalidInput, match=reason):
        plan_versions(plans, actuals)


def test_a_new_version_for_a_year_that_is_known_is_refused():
    with pytest.raises(InvalidInput, match="plans for 2026, whose actual amount is known"):
        replan([FIRST], {2026: D(90)}, Plan(2, 2026, (D(1), D(2))))


@given(st.lists(st.integers(-500, 500), min_size=1, max_size=6), st.lists(st.integers(-500, 500), max_size=6))
def test_at_completion_is_the_actuals_and_the_rest_of_the_plan(planned, happened):
    status = plan_versions([Plan(1, 2026, tuple(map(D, planned)))], {2026 + n: D(kr) for n, kr in enumerate(happened)})
    assert status.at_completion == sum(happened) + sum(planned[len(happened) :])
