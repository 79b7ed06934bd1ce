"""What a case is worth: present value, rates of return, benefit–cost ratio, yearly equivalent, break-even (METHODS C).

Flows are kr. over t = 0..n, payments negative. Year 0 is the decision year and not discounted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics import roots
from businesscases.economics.flows import ROUNDING, FloatArray, InvalidInput, Reason, Undefined, amounts, finite, rate

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class BreakEven:
    """When the money is back: the first year from which the cumulative flow is never again below zero.

    `year` is None where that is not within the `horizon_years`. `crosses_back` tells that the cumulative had come up
    to zero in an earlier year and fell below it again.
    """

    year: int | None
    crosses_back: bool
    horizon_years: int


def npv(flows: ArrayLike, rate_or_factors: float | ArrayLike) -> float:
    """Net present value in kr. of flows over t = 0..n.

    The second argument is one rate per year, or the factors of `discounting.factors` for at least the years of the
    flows. InvalidInput for missing amounts, a rate of −100 % or less, or too few factors.
    """
    given = amounts(flows)
    with np.errstate(over="ignore", invalid="ignore"):
        return finite(float(given @ _factors(rate_or_factors, given.size)))


def internal_rates_of_return(flows: ArrayLike) -> tuple[float, ...]:
    """All rates above −100 % at which the net present value is 0, rising; empty where there is none.

    Several rates mean that none of them can be compared with a discount rate. Undefined for flows that are all zero.
    """
    given = amounts(flows)
    return roots.rates(np.arange(given.size, dtype=np.float64), given)


def mirr(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> float:
    """Modified internal rate of return of flows over t = 0..n.

    (future value in year n of the receipts at `reinvest_rate` ÷ present value of the payments at `finance_rate`)^(1/n)
    − 1. Undefined without a payment, without a receipt or in one year alone.
    """
    given = amounts(flows)
    last = given.size - 1
    if last == 0:
        raise Undefined(Reason.ONE_YEAR)
    if not (given < 0).any() or not (given > 0).any():
        raise Undefined(Reason.NO_GAIN_OR_NO_COST)
    paid = -npv(np.minimum(given, 0), finance_rate)
    received = npv(np.maximum(given, 0), reinvest_rate)
    return finite((1 + rate(reinvest_rate)) * (received / paid) ** (1 / last) - 1)


def xnpv(yearly: float, dates: Sequence[date], flows: ArrayLike) -> float:
    """Net present value on the first date of dated flows: Σ flow/(1 + rate)^(days/365).

    InvalidInput where dates and flows are not as many, or a date lies before the first.
    """
    given = amounts(flows)
    years = _years(dates, given)
    with np.errstate(over="ignore", invalid="ignore"):
        return finite(float(given @ (1 + rate(yearly)) ** -years))


def dated_rates_of_return(dates: Sequence[date], flows: ArrayLike) -> tuple[float, ...]:
    """`internal_rates_of_return` of dated flows: all rates at which `xnpv` is 0."""
    given = amounts(flows)
    return roots.rates(_years(dates, given), given)


def xirr(dates: Sequence[date], flows: ArrayLike) -> float:
    """The rate at which `xnpv` is 0. Undefined where no rate or more than one does that."""
    found = dated_rates_of_return(dates, flows)
    if not found:
        raise Undefined(Reason.NO_RATE)
    if len(found) > 1:
        raise Undefined(Reason.SEVERAL_RATES)
    return found[0]


def benefit_cost(benefits: ArrayLike, costs: ArrayLike, factors: ArrayLike) -> float:
    """Present value of the gains ÷ present value of the costs, both given as positive kr. over t = 0..n.

    The net gain per krone is this less 1. Undefined where the costs have no positive present value.
    """
    paid = npv(costs, np.asarray(factors))
    if paid <= 0:
        raise Undefined(Reason.NO_COSTS)
    return finite(npv(benefits, np.asarray(factors)) / paid)


def equivalent_annual(present_value: float, factors: ArrayLike) -> float:
    """The same amount in every year of `factors` that has the given present value: kr. a year.

    Give the factors of the years that the amount shall run, so `factors[1:]` where it begins in year 1.
    """
    years = amounts(factors)
    return finite(float(amounts([present_value])[0] / _factors(years, years.size).sum()))


def break_even(flows: ArrayLike, factors: ArrayLike | None = None) -> BreakEven:
    """The year in which the money is back for good; discounted where `factors` are given.

    Amounts that only rounding holds below zero (1e-12 of all that has been moved) count as zero.
    """
    given = amounts(flows)
    worth = given if factors is None else given * _factors(np.asarray(factors), given.size)
    cumulative = np.cumsum(worth)
    allowed = ROUNDING * np.cumsum(np.abs(worth))
    below = cumulative < -allowed
    last_below = int(np.flatnonzero(below)[-1]) if below.any() else -1
    # A start at zero is no payback: only what had been above zero, or below before, can cross back.
    back = ~below & (np.logical_or.accumulate(below) | (cumulative > allowed))
    year = last_below + 1 if last_below + 1 < given.size else None
    return BreakEven(year, bool(back[: last_below + 1].any()), given.size - 1)


def _factors(rate_or_factors: float | ArrayLike, years: int) -> FloatArray:
    """Factors of t = 0..years − 1 from a rate or from factors that reach at least as far."""
    if np.ndim(rate_or_factors) == 0:
        with np.errstate(over="ignore"):
            return np.asarray((1 + rate(rate_or_factors)) ** -np.arange(years, dtype=np.float64))  # type: ignore[arg-type]
    weights = amounts(rate_or_factors)
    if (weights <= 0).any():
        raise InvalidInput("a discount factor is above zero")
    if weights.size < years:
        raise InvalidInput(f"there are factors for {weights.size} years and amounts for {years}")
    return weights[:years]


def _years(dates: Sequence[date], given: FloatArray) -> FloatArray:
    if len(dates) != given.size:
        raise InvalidInput("give one date for each amount")
    days = np.array([(day - dates[0]).days for day in dates], dtype=np.float64)
    if (days < 0).any():
        raise InvalidInput("a date lies before the first date")
    return days / DAYS_A_YEAR
