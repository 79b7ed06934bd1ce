"""Lines as a model of `uncertainty` and `sensitivity`: from drawn unit prices to what each actor has, without a loop
over draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics.flows import FloatArray, InvalidInput, amounts
from businesscases.economics.lines import Basis, Line, own_basis, postings

# From the drawn unit prices of lines, by name, shape (n,), to kr. of each actor.
Model = Callable[[Mapping[str, FloatArray]], dict[str, FloatArray]]


def npv_model(lines: Sequence[Line], factors: ArrayLike, basis: Basis | None = None) -> Model:
    """Net present value of each actor, shape (n,); lines that are not drawn stand at their unit price.

    InvalidInput for two lines of one name, for a drawn name without a line, and for too few factors.
    """
    model = _model(lines, basis, np.atleast_2d(_weights(factors, basis or own_basis(lines))).T)
    return lambda values: {actor: worth[..., 0] for actor, worth in model(values).items()}


def cumulative_model(lines: Sequence[Line], factors: ArrayLike, basis: Basis | None = None) -> Model:
    """Cumulative discounted kr. of each actor, shape (n, years): the curve with its band. As `npv_model` otherwise."""
    weights = _weights(factors, basis or own_basis(lines))
    return _model(lines, basis, np.triu(np.outer(weights, np.ones_like(weights))))


def _weights(factors: ArrayLike, basis: Basis) -> FloatArray:
    weights = amounts(factors)
    if weights.size <= basis.horizon_years:
        raise InvalidInput(f"there are factors for {weights.size} years and amounts for {basis.horizon_years + 1}")
    return weights[: basis.horizon_years + 1]


def _model(lines: Sequence[Line], basis: Basis | None, weights: FloatArray) -> Model:
    """Yearly kr. times `weights` (years × results), as a function of unit prices."""
    prices = {line.name: float(line.unit_price) for line in lines}
    if len(prices) < len(lines):
        raise InvalidInput("two lines have the same name")
    of_one = _per_krone(lines, basis, weights)

    def evaluated(values: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        if unknown := values.keys() - prices.keys():
            raise InvalidInput(f"there is no line {', '.join(sorted(unknown))}")
        cases = next((np.shape(drawn) for drawn in values.values()), ())
        result = {}
        for actor, of_line in of_one.items():
            worth = np.zeros((*cases, weights.shape[1]))
            for name, each in of_line.items():
                worth += np.multiply.outer(values.get(name, prices[name]), each)
            result[actor] = worth
        return result

    return evaluated


def _per_krone(lines: Sequence[Line], basis: Basis | None, weights: FloatArray) -> dict[str, dict[str, FloatArray]]:
    """What each actor has of one krone of each line's unit price."""
    found: dict[str, dict[str, FloatArray]] = {}
    of_one = [replace(line, unit_price=Decimal(1), low=None, high=None) for line in lines]
    for part in postings(of_one, basis):
        of_line = found.setdefault(part.purse.actor.value, {})
        yearly = np.array([float(kr) for kr in part.yearly]) @ weights
        of_line[part.line.name] = of_line.get(part.line.name, 0.0) + yearly
    return found
