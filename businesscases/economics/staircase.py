"""People on the steps of the staircase from year to year, and what they cost whom (METHODS C, staircase migration)."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics.checked import floats, numbers, whole_years
from businesscases.economics.flows import FloatArray, InvalidInput

Prices = Mapping[str, Sequence[float | None] | Sequence[Sequence[float | None]] | FloatArray]

# How far a row of probabilities may be from 1: what is left when shares are typed with ten decimals.
_ROUNDING = 1e-9


class MissingPrice(InvalidInput):
    """People stand on steps (`steps`, from 1) for which `payer` has no price; no price is never a price of 0."""

    def __init__(self, payer: str, steps: tuple[int, ...]) -> None:
        self.payer, self.steps = payer, steps
        named = ", ".join(map(str, steps))
        super().__init__(f"{payer} has no price for step {named}: fill it in, or write 0 if it costs {payer} nothing")


def migrate(start: ArrayLike, transition: ArrayLike, years: int) -> FloatArray:
    """How many stand on each step in t = 0..years: shape (years + 1, steps), row t = start · P^t.

    `start` has people (or shares) on each step; `transition` the probability to go from the step of the row to that of
    the column in one year, shape (steps, steps), or (years, steps, steps) where it changes. Those who leave need a
    step of their own. InvalidInput for negative people, probabilities outside 0–1 or a row that does not sum to 1.
    """
    whole_years(years, least=0)
    people = numbers("the number of people on a step", start)
    if people.ndim != 1 or people.size == 0:
        raise InvalidInput("the start must have one number for each step")
    if (people < 0).any():
        raise InvalidInput("the number of people on a step cannot be negative")
    paths = [people]
    for matrix in _matrices(transition, people.size, years):
        paths.append(paths[-1] @ matrix)
    return np.stack(paths)


def cost(paths: ArrayLike, prices: Prices) -> dict[str, FloatArray]:
    """What the people on the steps cost each payer in each year: kr., shape (years + 1,).

    `paths` is what `migrate` gives; `prices` has kr. per person and year for each payer: one price for each step, or
    one row of them for each year. None and NaN are prices nobody knows. A step on which nobody ever stands needs no
    price. MissingPrice for another step without one; InvalidInput for negative prices or another number of steps.
    """
    people = _people(paths)
    return {payer: _cost(payer, people, rows) for payer, rows in _payers(prices).items()}


def difference(with_intervention: ArrayLike, without: ArrayLike, prices: Prices) -> dict[str, FloatArray]:
    """Yearly cost with the intervention less that without it, for each payer: kr., negative where it saves.

    Both paths have the same years and steps. A step needs a price if anybody stands on it in either. Errors as `cost`.
    """
    new, old = _people(with_intervention), _people(without)
    if new.shape != old.shape:
        raise InvalidInput("the paths with and without the intervention must have the same years and steps")
    both = cost(np.concatenate([new, old]), _twice(prices))
    return {payer: kr[: len(new)] - kr[len(new) :] for payer, kr in both.items()}


def caseload(yearly_pay: ArrayLike, cases_per_worker: ArrayLike) -> FloatArray:
    """What a caseworker costs per person and year on each step, kr.: pay with overhead / cases at a time.

    InvalidInput for a negative pay, or a caseload that is not above 0.
    """
    pay, cases = numbers("the pay", yearly_pay), numbers("the caseload", cases_per_worker)
    if (pay < 0).any() or (cases <= 0).any():
        raise InvalidInput("the pay must be 0 or more and the caseload above 0")
    return pay / cases


def _matrices(transition: ArrayLike, steps: int, years: int) -> FloatArray:
    matrix = numbers("a probability of the transition", transition)
    if matrix.shape not in ((steps, steps), (years, steps, steps)):
        raise InvalidInput(f"the transition must have {steps} rows of {steps} probabilities, the same or one per year")
    if ((matrix < 0) | (matrix > 1)).any():
        raise InvalidInput("a probability of the transition must lie between 0 and 1 (0 % and 100 %)")
    wrong = np.unique(np.nonzero(np.abs(matrix.sum(axis=-1) - 1) > _ROUNDING)[-1]) + 1
    if wrong.size:
        raise InvalidInput(f"the probabilities from step {', '.join(map(str, wrong))} do not sum to 1 (100 %)")
    return np.broadcast_to(matrix, (years, steps, steps))


def _people(paths: ArrayLike) -> FloatArray:
    people = numbers("the number of people on a step", paths)
    if people.ndim != 2 or people.size == 0:
        raise InvalidInput("the paths must have one row for each year and one column for each step")
    return people


def _payers(prices: Prices) -> dict[str, FloatArray]:
    if not prices:
        raise InvalidInput("nobody has a price for the steps")
    return {payer: floats(f"a price of {payer}", np.asarray(rows, dtype=object)) for payer, rows in prices.items()}


def _twice(prices: Prices) -> dict[str, FloatArray]:
    """Prices for two paths below each other."""
    return {payer: np.concatenate([rows, rows]) if rows.ndim == 2 else rows for payer, rows in _payers(prices).items()}


def _cost(payer: str, people: FloatArray, rows: FloatArray) -> FloatArray:
    if rows.shape not in (people.shape, people.shape[1:]):
        raise InvalidInput(
            f"{payer} must have one price for each of the {people.shape[1]} steps, the same or one a year"
        )
    if np.isinf(rows).any() or (rows < 0).any():
        raise InvalidInput(f"a price of {payer} is negative or infinite")
    price = np.broadcast_to(rows, people.shape)
    used = people > 0
    unknown = np.nonzero((np.isnan(price) & used).any(axis=0))[0] + 1
    if unknown.size:
        raise MissingPrice(payer, tuple(map(int, unknown)))
    kr: FloatArray = np.where(used, people * price, 0.0).sum(axis=1)
    return kr
