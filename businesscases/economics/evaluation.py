"""How many participants an evaluation needs to see an effect, and what it can see with those it has (METHODS D).

Two groups of equal size are compared, two-sided, by the normal approximation. An effect is a difference in standard
deviations (Cohen's d), or for shares Cohen's h.
"""

from math import asin, ceil, sqrt
from statistics import NormalDist

from businesscases.economics.checked import numbers, share
from businesscases.economics.flows import InvalidInput

ALPHA = 0.05
POWER = 0.8
NORMAL = NormalDist()
# A quotient that is a whole number but for the rounding of floats is that number of participants.
HAIR = 1e-9


def sample_size(effect: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """Participants in each arm, rounded up: 2(z_{1−α/2} + z_power)²/d².

    For participants in groups, such as schools, times `design_effect`. InvalidInput for an effect of 0, and unless
    0 < alpha < 1 and alpha/2 < power < 1.
    """
    size = abs(float(numbers("the effect", effect)))
    if size == 0:
        raise InvalidInput("no number of participants is enough to see an effect of 0")
    wanted = 2 * _distance(alpha, power) ** 2 / size**2
    return ceil(wanted * (1 - HAIR))


def power(effect: float, per_arm: float, alpha: float = ALPHA) -> float:
    """The probability, 0–1, that a test at `alpha` finds an effect of this size with `per_arm` in each of two arms.

    `per_arm` need not be whole: for participants in groups give those of one arm ÷ `design_effect`.
    """
    shift = abs(float(numbers("the effect", effect))) * sqrt(_participants(per_arm) / 2)
    limit = NORMAL.inv_cdf(1 - _open("alpha", alpha) / 2)
    return NORMAL.cdf(shift - limit) + NORMAL.cdf(-shift - limit)


def smallest_effect(per_arm: float, alpha: float = ALPHA, power: float = POWER) -> float:
    """The smallest effect that `per_arm` in each of two arms find with this power: `sample_size` the other way."""
    return _distance(alpha, power) * sqrt(2 / _participants(per_arm))


def effect_of_shares(one: float, other: float) -> float:
    """Cohen's h of two shares, positive where the first is larger: 2 asin √p₁ − 2 asin √p₂."""
    first, second = (2 * asin(sqrt(share("share", value))) for value in (one, other))
    return first - second


def design_effect(m: float, rho: float) -> float:
    """1 + (m − 1)ρ: how many times more participants are needed where they come in groups of m that are alike.

    `rho` is the correlation within a group, 0–1. InvalidInput for groups of fewer than one.
    """
    size = float(numbers("the size of a group", m))
    if size < 1:
        raise InvalidInput("a group has at least one participant")
    return 1 + (size - 1) * share("correlation within a group", rho)


def _distance(alpha: float, power: float) -> float:
    """z_{1−α/2} + z_power, which is positive: whoever asks for less power than α/2 needs no participants at all."""
    error, chance = _open("alpha", alpha), _open("power", power)
    if chance <= error / 2:
        raise InvalidInput("the power must be more than half of alpha")
    return NORMAL.inv_cdf(1 - error / 2) + NORMAL.inv_cdf(chance)


def _open(name: str, value: float) -> float:
    number = float(numbers(name, value))
    if not 0 < number < 1:
        raise InvalidInput(f"{name} must lie between 0 and 1")
    return number


def _participants(per_arm: float) -> float:
    number = float(numbers("the number of participants", per_arm))
    if number <= 0:
        raise InvalidInput("each arm needs participants")
    return number
