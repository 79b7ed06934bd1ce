"""Which inputs the result hangs on, and how far each may move before it tips (METHODS C, sensitivity).

Models and inputs are those of `uncertainty`; every input stands at its most likely value unless it is said to move.
What one actor's result hangs on is asked with a model that gives that actor alone.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from businesscases.economics.flows import ROUNDING, FloatArray, InvalidInput
from businesscases.economics.uncertainty import Inputs, Model, by_actor, total_of

# Where zeros are looked for: points inside the stated range, and outside it in doubling steps, a million times as far.
_INSIDE = 65
_STEPS = np.exp2(np.arange(-6.0, 21.0))
_MOST_STEPS = 200
AN_ORE = 0.01  # kr.

_Curve = Callable[[FloatArray], FloatArray]


class Verdict(StrEnum):
    ONE = "one"  # the result changes its sign at one value
    SEVERAL = "several"  # at more than one
    NEVER = "never"  # at none: no value of this input alone tips the result
    NO_INFLUENCE = "no influence"  # the result is the same whatever the input is


@dataclass(frozen=True)
class Bar:
    """One input of a tornado: the total, kr., with the input at its lowest and at its highest value."""

    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)

    @property
    def moves(self) -> bool:
        """Does the input change the result by an øre or more?"""
        return self.swing >= AN_ORE


@dataclass(frozen=True)
class Tornado:
    """The total with every input at its mode, kr., and a bar for each input, the longest first."""

    base: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class SwitchingValue:
    """At which values of one input the total is 0, in the input's unit, ascending; `nearest` is nearest to the mode.

    `distance` is (nearest − mode)/|mode|, None where the mode is 0; `inside` whether the nearest lies in the stated
    range. All three are None without a value, and `verdict` says why.
    """

    name: str
    verdict: Verdict
    values: tuple[float, ...]
    nearest: float | None
    distance: float | None
    inside: bool | None


@dataclass(frozen=True)
class Scenario:
    """The value each input has, and the result with it, kr. in total and for each actor."""

    values: dict[str, float]
    total: float
    actors: dict[str, float]


@dataclass(frozen=True)
class Scenarios:
    pessimistic: Scenario
    expected: Scenario
    optimistic: Scenario


def tornado(model: Model, inputs: Inputs) -> Tornado:
    """Each input at its lowest and at its highest, the others at their mode; bars of the same length keep their order.

    The model is called once, with 2 × inputs + 1 cases. InvalidInput without inputs or where the model gives no number.
    """
    totals = _one_way(model, inputs)
    pairs = zip(inputs.items(), totals[1::2], totals[2::2], strict=True)
    bars = [Bar(name, chosen.low, chosen.high, float(low), float(high)) for (name, chosen), low, high in pairs]
    return Tornado(float(totals[0]), tuple(sorted(bars, key=lambda bar: -bar.swing)))


def switching_value(
    model: Model, inputs: Inputs, name: str, within: tuple[float, float] = (-math.inf, math.inf)
) -> SwitchingValue:
    """The value of one input at which the total is 0, the others at their mode (HM Treasury, The Green Book 2022).

    Looked for inside `within` (a rate: (0, 1)), up to a million times the width of the range away from it. Where the
    total changes its sign more than once all values are given; one that only touches 0 between two points is not seen.
    InvalidInput for an unknown input, or a range that does not lie inside `within`.
    """
    if name not in inputs:
        raise InvalidInput(f"there is no input called “{name}”")
    chosen = inputs[name]
    if not within[0] <= chosen.low <= chosen.high <= within[1]:
        raise InvalidInput(f"the range of “{name}” must lie between {within[0]:g} and {within[1]:g}")
    modes = {other: estimate.mode for other, estimate in inputs.items()}

    def curve(points: FloatArray) -> FloatArray:
        values = {other: np.full(points.size, mode) for other, mode in modes.items()}
        return _totals(model, values | {name: points}, points.size)

    points = _points(chosen.low, chosen.mode, chosen.high, within)
    totals = curve(points)
    if np.ptp(totals) <= ROUNDING * np.abs(totals).max():
        return SwitchingValue(name, Verdict.NO_INFLUENCE, (), None, None, None)
    zeros = _zeros(curve, points, totals)
    if not zeros:
        return SwitchingValue(name, Verdict.NEVER, (), None, None, None)
    nearest = min(zeros, key=lambda zero: abs(zero - chosen.mode))
    distance = (nearest - chosen.mode) / abs(chosen.mode) if chosen.mode else None
    verdict = Verdict.SEVERAL if len(zeros) > 1 else Verdict.ONE
    return SwitchingValue(name, verdict, zeros, nearest, distance, chosen.low <= nearest <= chosen.high)


def scenarios(model: Model, inputs: Inputs) -> Scenarios:
    """Every input at the end that is worse for the total by itself, at its mode, and at the better end.

    The worse end is the one of the tornado; an input that makes no difference stays at its mode. All three are ends of
    what was stated, far less likely than each input's own ends. Errors as `tornado`.
    """
    totals = _one_way(model, inputs)
    ends = {}
    for (name, chosen), low, high in zip(inputs.items(), totals[1::2], totals[2::2], strict=True):
        worse, better = (chosen.low, chosen.high) if low < high else (chosen.high, chosen.low)
        ends[name] = (worse, chosen.mode, better) if low != high else (chosen.mode,) * 3
    columns = {name: np.array(values, dtype=np.float64) for name, values in ends.items()}
    results = by_actor(model(columns), 3)
    return Scenarios(*(_scenario(ends, results, case) for case in range(3)))


def _scenario(ends: Mapping[str, tuple[float, ...]], results: Mapping[str, FloatArray], case: int) -> Scenario:
    actors = {actor: float(values[case]) for actor, values in results.items()}
    named = {actor: value for actor, value in actors.items() if actor}
    return Scenario({name: values[case] for name, values in ends.items()}, math.fsum(actors.values()), named)


def _one_way(model: Model, inputs: Inputs) -> FloatArray:
    """Totals with all inputs at their mode, then with each at its lowest and its highest."""
    if not inputs:
        raise InvalidInput("there is no input to move")
    cases = 2 * len(inputs) + 1
    values = {}
    for place, (name, chosen) in enumerate(inputs.items()):
        values[name] = np.full(cases, chosen.mode)
        values[name][2 * place + 1 : 2 * place + 3] = chosen.low, chosen.high
    return _totals(model, values, cases)


def _totals(model: Model, values: Mapping[str, FloatArray], cases: int) -> FloatArray:
    return total_of(by_actor(model(values), cases))


def _points(low: float, mode: float, high: float, within: tuple[float, float]) -> FloatArray:
    """Where the total is looked at, ascending: dense between low and high, in doubling steps on both sides."""
    step = max(high - low, abs(mode), 1e-6)
    points = np.concatenate(
        [low - step * _STEPS[::-1], np.linspace(low, high, _INSIDE), high + step * _STEPS, [0, mode]]
    )
    inside = points[(points >= within[0]) & (points <= within[1])]
    return np.unique(np.concatenate([inside, [end for end in within if math.isfinite(end)]]))


def _zeros(curve: _Curve, points: FloatArray, totals: FloatArray) -> tuple[float, ...]:
    """Where the total is 0 at a point, and between neighbours of opposite sign; of a row of zeros its two ends."""
    signs = np.sign(totals)
    zero = signs == 0
    middle = zero.copy()
    middle[1:-1] &= zero[:-2] & zero[2:]
    middle[[0, -1]] = False
    found = list(points[zero & ~middle])
    for place in np.nonzero(signs[:-1] * signs[1:] < 0)[0]:
        ends = slice(place, place + 2)
        at, total = _zero(curve, points[ends], totals[ends])
        if abs(total) <= np.abs(totals[ends]).max():  # not where the total runs off to both infinities
            found.append(at)
    return tuple(sorted(map(float, found)))


def _zero(curve: _Curve, ends: FloatArray, totals: FloatArray) -> tuple[float, float]:
    """The zero between two points of opposite sign, and the total there (Illinois method, every third step a half)."""
    (a, b), (at_a, at_b) = map(float, ends), map(float, totals)
    enough = ROUNDING * min(abs(at_a), abs(at_b))
    for step in range(1, _MOST_STEPS):
        x = (a + b) / 2 if step % 3 == 0 else b - at_b * (b - a) / (at_b - at_a)
        x = x if min(a, b) < x < max(a, b) else (a + b) / 2
        at_x = float(curve(np.array([x]))[0])
        if at_x * at_b < 0:
            a, at_a = b, at_b
        else:
            at_a /= 2
        b, at_b = x, at_x
        if abs(at_x) <= enough or abs(b - a) <= 4 * math.ulp(max(abs(a), abs(b))):
            break
    return b, at_b
