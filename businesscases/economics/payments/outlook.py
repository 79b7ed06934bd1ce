"""What to expect of a rate card: payments under uncertain results, and what the investor earns (METHODS D)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics.appraisal import internal_rates_of_return
from businesscases.economics.flows import FloatArray, InvalidInput, amounts
from businesscases.economics.payments.lines import Payments, pay
from businesscases.economics.payments.ratecard import RateCard
from businesscases.economics.payments.results import Count, Results
from businesscases.economics.ranges import Range
from businesscases.economics.uncertainty import Simulation, Values, simulate

# Each draw is paid line by line: a second or two for a contract of thirty lines.
DRAWS = 1000
CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Expectation:
    """What is expected of a cohort in a year: how many take part, and the units each of them reaches."""

    target: str
    year: int
    cohort: str
    participants: Range
    rate: Range
    control: Decimal | None = None


@dataclass(frozen=True, eq=False)
class Forecast:
    """`likely` are the payments if everything goes as is most likely.

    The `actors` of the `simulation` are the calendar years, as text; its outcomes are the payments in all, kr.
    """

    likely: Payments
    simulation: Simulation


@dataclass(frozen=True)
class InvestorReturn:
    """`multiple` is all that comes back ÷ all that is paid in; `mean_annual` gain ÷ paid in ÷ years.

    `rate` is the internal rate of return, None where there is none or several.
    """

    gain: float
    multiple: float
    mean_annual: float
    rate: float | None


def forecast(rate_card: RateCard, expected: Sequence[Expectation], seed: int, draws: int = DRAWS) -> Forecast:
    """The payments when participants and rates are drawn from their ranges, all independent; `pay` pays every draw.

    The same seed gives the same numbers. InvalidInput as of `pay` and `uncertainty.simulate`.
    """
    inputs: dict[str, Range] = {}
    for place, row in enumerate(expected):
        inputs |= {f"{place} participants": row.participants, f"{place} rate": row.rate}
    years = [str(year) for year in range(rate_card.first_year, rate_card.last_year + 1)]

    def model(values: Values) -> Mapping[str, FloatArray]:
        paid = [_paid(rate_card, expected, draw) for draw in _draws(values)]
        return {year: np.array([float(one.by_year().get(int(year), 0)) for one in paid]) for year in years}

    likely = _paid(rate_card, expected, {name: known.mode for name, known in inputs.items()})
    return Forecast(likely, simulate(model, inputs, draws, seed))


def _draws(values: Values) -> list[dict[str, float]]:
    """One mapping from input to number for each draw."""
    return [dict(zip(values, row, strict=True)) for row in np.stack(list(values.values()), axis=1).tolist()]


def _paid(rate_card: RateCard, expected: Sequence[Expectation], draw: Mapping[str, float]) -> Payments:
    rows = []
    for place, row in enumerate(expected):
        participants = Decimal(round(draw[f"{place} participants"]))
        units = (participants * Decimal(str(draw[f"{place} rate"]))).quantize(CENTS)
        rows.append(Count(row.target, row.year, row.cohort, participants, units, row.control))
    return pay(rate_card, Results(date(rate_card.last_year, 12, 31), tuple(rows)))


def investor_return(flows: ArrayLike) -> InvestorReturn:
    """What the investor earns of flows over t = 0..n, kr., what is paid in negative.

    InvalidInput for one year alone and where nothing is paid in.
    """
    given = amounts(flows)
    invested = -float(given[given < 0].sum())
    if given.size < 2 or invested == 0:
        raise InvalidInput("a return needs something paid in, and at least two years")
    gain = float(given.sum())
    rates = internal_rates_of_return(given)
    return InvestorReturn(
        gain=gain,
        multiple=(gain + invested) / invested,
        mean_annual=gain / invested / (given.size - 1),
        rate=rates[0] if len(rates) == 1 else None,
    )
