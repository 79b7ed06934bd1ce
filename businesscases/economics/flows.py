"""What every figure takes in, and the one rule for what cannot be used or has no answer (docs/economics.md).

Input that no case could give, such as no flows, a missing amount or a rate of −100 %, raises `InvalidInput`. A figure
that does not exist for good input raises `Undefined`, whose reason a page can put in its own words.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
# What rounding of floats may leave of a sum that is zero, as a share of the amounts in it: below an øre for 10 billion.
ROUNDING = 1e-12


class InvalidInput(ValueError):
    """A figure was asked of something that cannot be the numbers of a case."""


class Reason(StrEnum):
    """Why a figure does not exist."""

    ALL_ZERO = "all flows are zero, so every rate gives the present value zero"
    NO_COSTS = "there are no costs to compare the gains with"
    NO_GAIN_OR_NO_COST = "the flows need at least one payment and at least one receipt"
    NO_RATE = "no rate gives the present value zero"
    SEVERAL_RATES = "several rates give the present value zero"
    ONE_YEAR = "the flows need at least two years"


class Undefined(ValueError):
    """A figure does not exist for this input; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def amounts(values: ArrayLike) -> FloatArray:
    """Amounts over t = 0..n as floats (n + 1). InvalidInput for none, a missing or infinite one, or a table."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidInput("an amount is not a number") from error
    if numbers.ndim != 1 or numbers.size == 0:
        raise InvalidInput("give one amount for each year, and at least one year")
    if not np.isfinite(numbers).all():
        raise InvalidInput("an amount is missing or infinite")
    return numbers


def rate(value: float) -> float:
    """A rate per year as a float. InvalidInput for a missing or infinite one, and for −100 % or less."""
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise InvalidInput("a rate is not a number") from error
    if not np.isfinite(number):
        raise InvalidInput("a rate is missing or infinite")
    if number <= -1:
        raise InvalidInput("a rate must be above −100 %")
    return number


def finite(value: float) -> float:
    """A result that is a number. InvalidInput where the input is so extreme that it became none."""
    if not np.isfinite(value):
        raise InvalidInput("the amounts, years or rates are too extreme to compute with")
    return float(value)
