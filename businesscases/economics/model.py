"""Lines as a model of `uncertainty` and `sensitivity`: from drawn inputs to what each actor has, without a loop over
draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics.flows import FloatArray, InvalidInput, amounts
from businesscases.economics.lines import Basis, Line, own_basis, postings
from businesscases.economics.ranges import Range

# From drawn inputs by name, shape (n,), to kr. of each actor.
Model = Callable[[Mapping[str, FloatArray]], dict[str, FloatArray]]
Shape = Callable[[float, float, float], Range]


@dataclass(frozen=True)
class Shared:
    """An input that several lines hang on together, such as the number of participants or the success rate.

    The quantities of `lines` (their names) are those with the `expected` value, and in proportion to it. InvalidInput
    for an expected value of 0, which says nothing of any other.
    """

    name: str
    expected: float
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (np.isfinite(self.expected) and self.expected != 0):
            raise InvalidInput(f"{self.name}: the expected value must be a number other than 0")


def price_inputs(lines: Sequence[Line], shape: Shape) -> dict[str, Range]:
    """The unit prices that have a range, by the name of their line, as inputs: triangular, or PERT."""
    return {
        line.name: shape(
            float(line.unit_price if line.low is None else line.low),
            float(line.unit_price),
            float(line.unit_price if line.high is None else line.high),
        )
        for line in lines
        if (line.low, line.high) != (None, None)
    }


def npv_model(
    lines: Sequence[Line], factors: ArrayLike, basis: Basis | None = None, shared: Sequence[Shared] = ()
) -> Model:
    """Net present value of each actor, shape (n,), from unit prices by the name of their line, and shared inputs.

    Lines that are not drawn stand at their unit price, shared inputs at what was expected. The years are added up
    before anything is drawn. InvalidInput for two inputs of one name, for a name nobody has, and for too few factors.
    """
    model = _model(lines, basis, np.atleast_2d(_weights(factors, basis or own_basis(lines))).T, shared)
    return lambda values: {actor: worth[..., 0] for actor, worth in model(values).items()}


def cumulative_model(
    lines: Sequence[Line], factors: ArrayLike, basis: Basis | None = None, shared: Sequence[Shared] = ()
) -> Model:
    """Cumulative discounted kr. of each actor, shape (n, years): the curve with its band. As `npv_model` otherwise."""
    weights = _weights(factors, basis or own_basis(lines))
    return _model(lines, basis, np.triu(np.outer(weights, np.ones_like(weights))), shared)


def _weights(factors: ArrayLike, basis: Basis) -> FloatArray:
    weights = amounts(factors)
    if weights.size <= basis.horizon_years:
        raise InvalidInput(f"there are factors for {weights.size} years and amounts for {basis.horizon_years + 1}")
    return weights[: basis.horizon_years + 1]


def _model(lines: Sequence[Line], basis: Basis | None, weights: FloatArray, shared: Sequence[Shared]) -> Model:
    """Yearly kr. times `weights` (years × results), as a function of unit prices and shared inputs."""
    prices = {line.name: float(line.unit_price) for line in lines}
    expected = {one.name: one.expected for one in shared}
    if len(prices | expected) < len(lines) + len(shared):
        raise InvalidInput("two lines have the same name, or a line and a shared input")
    names = list(prices)
    moved = {one.name: np.array([_place(names, line) for line in one.lines], dtype=np.intp) for one in shared}
    of_one = _per_krone(lines, basis, weights)

    def evaluated(values: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        if unknown := values.keys() - prices.keys() - expected.keys():
            raise InvalidInput(f"there is no line {', '.join(sorted(unknown))}")
        cases = next((np.shape(drawn) for drawn in values.values()), ())
        worth = np.empty((len(names), *cases))
        for row, name in enumerate(names):
            worth[row] = values.get(name, prices[name])
        for name, rows in moved.items():
            worth[rows] *= values.get(name, expected[name]) / expected[name]
        return {actor: worth.T @ of_line for actor, of_line in of_one.items()}

    return evaluated


def _place(names: list[str], line: str) -> int:
    if line not in names:
        raise InvalidInput(f"there is no line {line}")
    return names.index(line)


def _per_krone(lines: Sequence[Line], basis: Basis | None, weights: FloatArray) -> dict[str, FloatArray]:
    """What each actor has of one krone of each line's unit price: (lines, results)."""
    places = {line.name: place for place, line in enumerate(lines)}
    found: dict[str, FloatArray] = {}
    of_one = [replace(line, unit_price=Decimal(1), low=None, high=None) for line in lines]
    for part in postings(of_one, basis):
        of_actor = found.setdefault(part.purse.actor.value, np.zeros((len(lines), weights.shape[1])))
        of_actor[places[part.line.name]] += np.array([float(kr) for kr in part.yearly]) @ weights
    return found
