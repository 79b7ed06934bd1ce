"""Payment by results: rate cards, what they pay, what to expect of them, and plans against actuals (METHODS D)."""

from businesscases.economics.payments.lines import Payments, pay
from businesscases.economics.payments.outlook import Expectation, Forecast, InvestorReturn, forecast, investor_return
from businesscases.economics.payments.plans import Plan, PlanStatus, plan_versions, replan

__all__ = [
    "Expectation",
    "Forecast",
    "InvestorReturn",
    "Payments",
    "Plan",
    "PlanStatus",
    "forecast",
    "investor_return",
    "pay",
    "plan_versions",
    "replan",
]
