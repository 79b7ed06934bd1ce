"""What the uncertainty of the inputs makes of the result (METHODS C, Monte Carlo): triangular, pert, simulate.

A *model* takes a mapping from the name of each input to an array of values, shape (n,), and gives the result of each of
the n cases: an array (n,), or one for each actor, whose sum is the total. It never loops over draws. An actor whom
no input concerns may have a single number.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from businesscases.economics.checked import numbers
from businesscases.economics.flows import FloatArray, InvalidInput
from businesscases.economics.ranges import Pert, Range, Triangular

Values = Mapping[str, FloatArray]
Inputs = Mapping[str, Range]
Model = Callable[[Values], FloatArray | Mapping[str, FloatArray]]

# More would say no more: the probability is known to a thousandth, and every draw of a curve is kept in memory.
MOST_DRAWS, MOST_CURVES = 1_000_000, 100_000
# Draws whose inputs are in memory at once: few enough for the processor's cache, at 200 inputs too.
_BLOCK = 4096
# Results are kr.: what rounds to 0.00 kr. counts as 0.
_HALF_AN_ORE = 0.005
_PERCENTILES = (5, 50, 95)


@dataclass(frozen=True)
class Summary:
    """The result of all draws for one purse, kr. `probability` is the share of draws in which it is ≥ 0.

    `standard_error` and `probability_error` say how far mean and probability are from those of endless draws.
    """

    mean: float
    standard_error: float
    p5: float
    p50: float
    p95: float
    probability: float
    probability_error: float


@dataclass(frozen=True, eq=False)
class Simulation:
    """`outcomes` and `actor_outcomes` hold every draw, shape (draws,): a distribution is drawn from them."""

    seed: int
    draws: int
    total: Summary
    actors: dict[str, Summary]
    outcomes: FloatArray
    actor_outcomes: dict[str, FloatArray]


@dataclass(frozen=True, eq=False)
class Band:
    """Mean and 5th, 50th and 95th percentile of each year's total, kr.: four arrays of shape (years,)."""

    mean: FloatArray
    p5: FloatArray
    p50: FloatArray
    p95: FloatArray


def triangular(low: float, mode: float, high: float) -> Triangular:
    """An input with a triangular distribution; InvalidInput unless low ≤ mode ≤ high. All equal: a certain number."""
    return Triangular(*_three(low, mode, high))


def pert(low: float, mode: float, high: float) -> Pert:
    """An input with a PERT distribution; InvalidInput unless low ≤ mode ≤ high. All equal: a certain number."""
    return Pert(*_three(low, mode, high))


def _three(low: float, mode: float, high: float) -> tuple[float, float, float]:
    return (
        float(numbers("the lowest value", low)),
        float(numbers("the most likely value", mode)),
        float(numbers("the highest value", high)),
    )


def simulate(model: Model, inputs: Inputs, draws: int, seed: int) -> Simulation:
    """The model's result when every input is drawn from its range, independently of the others.

    The same seed gives the same numbers. Each input has random numbers of its own, by seed and name: whoever changes,
    adds or removes one leaves the others' draws as they were, so that scenarios run with one seed differ by what was
    changed alone (common random numbers). InvalidInput without inputs, for 1 draw or over a million, a negative seed,
    and where the model gives no number.
    """
    found = _outcomes(model, inputs, draws, seed)
    total = total_of(found)
    actors = {actor: _summary(values) for actor, values in found.items() if actor}
    named = {actor: values for actor, values in found.items() if actor}
    return Simulation(seed, draws, _summary(total), actors, total, named)


def compare(first: Simulation, second: Simulation) -> Summary:
    """The second result less the first, draw by draw: how often, and by how much, one scenario is the better.

    InvalidInput unless both have the same seed and number of draws.
    """
    if (first.seed, first.draws) != (second.seed, second.draws):
        raise InvalidInput("the scenarios must be simulated with the same seed and number of draws")
    return _summary(second.outcomes - first.outcomes)


def band(model: Model, inputs: Inputs, draws: int, seed: int) -> Band:
    """The uncertainty of a curve: the model gives the years of each case, shape (n, years), or that for each actor.

    The draws are those of `simulate` with the same seed. Errors as there, and for over 100,000 draws.
    """
    _check(inputs, draws, seed, MOST_CURVES)
    blocks = _blocks(model, inputs, draws, seed, years=True)
    curves = np.concatenate([total_of(block) for block in blocks])
    p5, p50, p95 = np.percentile(curves, _PERCENTILES, axis=0)
    return Band(curves.mean(axis=0), p5, p50, p95)


def _outcomes(model: Model, inputs: Inputs, draws: int, seed: int) -> dict[str, FloatArray]:
    """Every draw for each actor; a model without actors has one without a name."""
    _check(inputs, draws, seed, MOST_DRAWS)
    blocks = list(_blocks(model, inputs, draws, seed, years=False))
    if any(block.keys() != blocks[0].keys() for block in blocks):
        raise InvalidInput("the model must give results for the same actors every time")
    return {actor: np.concatenate([block[actor] for block in blocks]) for actor in blocks[0]}


def _blocks(model: Model, inputs: Inputs, draws: int, seed: int, *, years: bool) -> Iterator[dict[str, FloatArray]]:
    streams = {name: _stream(seed, name) for name in inputs}
    for start in range(0, draws, _BLOCK):
        size = min(_BLOCK, draws - start)
        values = {name: chosen.quantile(streams[name].random(size)) for name, chosen in inputs.items()}
        yield by_actor(model(values), size, years=years)


def _check(inputs: Inputs, draws: int, seed: int, most: int) -> None:
    if not inputs:
        raise InvalidInput("there is no input to draw")
    if isinstance(draws, bool) or not isinstance(draws, int) or not 2 <= draws <= most:
        raise InvalidInput(f"the number of draws must be a whole number from 2 to {most:,}")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise InvalidInput("the seed must be a whole number, 0 or more")


def _stream(seed: int, name: str) -> np.random.Generator:
    """Only its uniform numbers are used: NumPy may change how it draws from other distributions (NEP 19)."""
    digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
    return np.random.Generator(np.random.PCG64([seed, int.from_bytes(digest, "little")]))


def by_actor(result: FloatArray | Mapping[str, FloatArray], n: int, *, years: bool = False) -> dict[str, FloatArray]:
    """What a model gave for n cases, as arrays (n,), or (n, years). InvalidInput for another shape, NaN or infinity."""
    found = dict(result) if isinstance(result, Mapping) else {"": result}
    if not found:
        raise InvalidInput("the model gives a result for nobody")
    return {actor: _cases(actor, values, n, years) for actor, values in found.items()}


def _cases(actor: str, values: FloatArray, n: int, years: bool) -> FloatArray:
    array = np.asarray(values, dtype=np.float64)
    cases = np.full(n, array) if array.ndim == 0 and not years else array
    whose = f" for {actor}" if actor else ""
    if cases.ndim != 1 + years or len(cases) != n:
        raise InvalidInput(f"the model must give {n} results{whose}, one for each case")
    if not np.isfinite(cases).all():
        raise InvalidInput(f"the model gives a result{whose} that is not a number")
    return cases


def total_of(found: Mapping[str, FloatArray]) -> FloatArray:
    """The sum over the actors."""
    first, *others = found.values()
    total = first.copy() if others else first
    for values in others:
        total += values
    return total


def _summary(values: FloatArray) -> Summary:
    p5, p50, p95 = map(float, np.percentile(values, _PERCENTILES))
    probability = float(np.mean(values >= -_HALF_AN_ORE))
    return Summary(
        mean=float(values.mean()),
        standard_error=float(values.std(ddof=1) / np.sqrt(values.size)),
        p5=p5,
        p50=p50,
        p95=p95,
        probability=probability,
        probability_error=float(np.sqrt(probability * (1 - probability) / values.size)),
    )
