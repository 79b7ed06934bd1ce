"""From rows to the document that every figure is computed from."""

from decimal import Decimal

import pytest

from businesscases.assembling import inputs_of
from businesscases.calculation.figures import results
from businesscases.calculation.worked import worked_out
from businesscases.models import DiscountSchedule, RefundRule
from tests.calculation.cases import worked_example

pytestmark = pytest.mark.django_db


def test_rows_give_the_figures_of_the_worked_example(calculated_case):
    case = calculated_case(cost={"kind": "cost", "unit_price": 30_000, "per": "participant", "last_year": 0})
    inputs = inputs_of(case)
    assert results(inputs, worked_out(inputs)).total.flows[0] == -3_000_000
    assert inputs.lines[0].purse == worked_example().lines[0].purse


@pytest.mark.parametrize("number", [1, 3])
def test_reading_a_case_takes_as_many_queries_for_three_lines_as_for_one(
    calculated_case, number, django_assert_num_queries
):
    rule = RefundRule.objects.get(level_year=2022)
    case = calculated_case(**{f"line{n}": {"refund": rule} for n in range(number)})
    with django_assert_num_queries(5):
        inputs = inputs_of(case)
    assert len(inputs.lines) == number
    assert inputs.refunds[str(rule.pk)].bands[0] == (860_000, 0.25)


def test_the_discount_rate_is_the_ministrys_of_2021_with_its_source(calculated_case):
    inputs = inputs_of(calculated_case())
    assert inputs.schedule.steps == ((0, 0.035), (36, 0.025))
    assert inputs.schedule.unverified_from == 71
    assert DiscountSchedule.objects.get(pk=1).source == inputs.schedule.source


def test_three_values_become_an_estimate(calculated_case):
    case = calculated_case(cost={"unit_price": 100, "unit_price_low": 50, "unit_price_high": 200})
    price = inputs_of(case).lines[0].price
    assert (price.low, price.mode, price.high) == (Decimal(50), Decimal(100), Decimal(200))
