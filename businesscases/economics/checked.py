"""Numbers as the arithmetic of a case takes them in: finite, or refused with a sentence."""

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics.flows import FloatArray, InvalidInput


def whole_years(years: int, least: int) -> None:
    """InvalidInput unless `years` is a whole number, `least` or more."""
    if isinstance(years, bool) or not isinstance(years, int | np.integer) or years < least:
        raise InvalidInput(f"the number of years must be a whole number, {least} or more")


def floats(name: str, values: ArrayLike) -> FloatArray:
    """Numbers in their own shape, NaN for None. InvalidInput, with the name, for what is no number."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{name} is not a number") from error


def numbers(name: str, values: ArrayLike) -> FloatArray:
    """As `floats`, but InvalidInput for what is missing or infinite too."""
    found = floats(name, values)
    if not np.isfinite(found).all():
        raise InvalidInput(f"{name} is missing or infinite")
    return found


def share(name: str, value: float) -> float:
    """A share, 0–1. InvalidInput, with the name, for anything else."""
    found = float(numbers(f"the {name}", value))
    if not 0 <= found <= 1:
        raise InvalidInput(f"the {name} must lie between 0 and 1 (0 % and 100 %)")
    return found
