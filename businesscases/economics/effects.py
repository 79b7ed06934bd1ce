"""From what an intervention is said to achieve to what it changes, and from there to money (METHODS C)."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from businesscases.economics.checked import numbers, share, whole_years
from businesscases.economics.flows import FloatArray, InvalidInput


def net_effect(
    gross: float, deadweight: float, attribution: float, displacement: float, drop_off: float, years: int
) -> FloatArray:
    """What is left of a gross effect per year: `years` values, the first of them before any drop-off.

    gross × (1 − deadweight) × (1 − attribution) × (1 − displacement) × (1 − drop_off)^k, k = 0..years − 1 (A Guide to
    Social Return on Investment, 2012, stage 4). All four are shares, 0–1, that are taken away: what would have happened
    anyway, what *others* caused, what was only moved, what is lost from one year to the next. `gross` keeps its unit.
    InvalidInput for a share outside 0–1, a gross effect that is no number or less than one year.
    """
    before = float(numbers("the gross effect", gross))
    whole_years(years, least=1)
    kept = 1.0
    for name, taken in (("deadweight", deadweight), ("attribution", attribution), ("displacement", displacement)):
        kept *= 1.0 - share(name, taken)
    yearly = 1.0 - share("drop-off", drop_off)
    return before * kept * yearly ** np.arange(years, dtype=np.float64)


def som(
    participants: ArrayLike,
    success_rate: ArrayLike,
    consequences: Mapping[str, Sequence[float]],
    prices: Mapping[str, Mapping[str, float]],
) -> dict[str, FloatArray]:
    """What the consequences are worth to each actor in each year, in kr. (the gains of the SØM identity).

    gain(actor, t) = participants × success rate × Σ consequence(service, t) × price(service, actor). `success_rate` is
    the extra share of successes against the basis alternative, `consequences` the units of each service that one
    success saves in t = 0..n (negative where it uses more), `prices` kr. per unit for each actor who pays of it.
    Arrays have shape (n + 1,); where participants or success rate have shape (draws,), (draws, n + 1). The costs of the
    intervention are not in it. InvalidInput for negative participants, a rate outside −1..1, a service without a price
    or services of different length.
    """
    people, rate = _participants(participants), _success_rate(success_rate)
    if not consequences:
        raise InvalidInput("there is no consequence to give a price")
    units = _yearly(consequences)
    successes = people * rate
    gains: dict[str, FloatArray] = {}
    for service, per_success in units.items():
        for actor, price in _priced(service, prices).items():
            gain = np.multiply.outer(successes, per_success * price)
            gains[actor] = gains[actor] + gain if actor in gains else gain
    return gains


def with_optimism_bias(costs: ArrayLike, bias: float, mitigation: float = 0.0) -> FloatArray:
    """Costs × (1 + bias × (1 − mitigation)), in the shape and unit of `costs` (HM Treasury, Mott MacDonald 2002).

    `bias` is by how large a share such costs are usually exceeded, `mitigation` the share of it, 0–1, that has been
    dealt with. InvalidInput for a negative bias, or a mitigation outside 0–1.
    """
    added = float(numbers("the optimism bias", bias))
    if added < 0:
        raise InvalidInput("the optimism bias must be 0 or more")
    return numbers("a cost", costs) * (1.0 + added * (1.0 - share("mitigation", mitigation)))


def _participants(values: ArrayLike) -> FloatArray:
    people = numbers("the number of participants", values)
    if (people < 0).any():
        raise InvalidInput("the number of participants cannot be negative")
    return people


def _success_rate(values: ArrayLike) -> FloatArray:
    """A negative rate is a harm: fewer succeed than without the intervention."""
    rate = numbers("the success rate", values)
    if (np.abs(rate) > 1).any():
        raise InvalidInput("the success rate must lie between −1 and 1 (−100 % and 100 %)")
    return rate


def _yearly(consequences: Mapping[str, Sequence[float]]) -> dict[str, FloatArray]:
    units = {service: numbers(f"a consequence for “{service}”", years) for service, years in consequences.items()}
    if any(years.ndim != 1 for years in units.values()) or len({years.size for years in units.values()}) > 1:
        raise InvalidInput("the consequences must have one number for each year, the same years for every service")
    return units


def _priced(service: str, prices: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    found = {
        actor: float(numbers(f"the price of “{service}” for {actor}", price))
        for actor, price in prices.get(service, {}).items()
    }
    if not found:
        raise InvalidInput(f"“{service}” has no price")
    return found
