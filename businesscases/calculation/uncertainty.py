"""What the ranges of a case's inputs make of its result: distribution, band, scenarios, and what it hangs on."""

from dataclasses import dataclass

from businesscases.calculation.worked import PARTICIPANTS, Worked
from businesscases.economics import sensitivity, uncertainty
from businesscases.economics.lines import Actor
from businesscases.economics.model import Model, cumulative_model, npv_model
from businesscases.economics.sensitivity import Scenarios, SwitchingValue, Tornado
from businesscases.economics.uncertainty import Band, Simulation

_OWN = Actor.MUNICIPALITY.value
# More than the form of the assumptions takes, so that a range always lies below it.
MOST_PARTICIPANTS = 10_000_000


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """`band` is of the discounted cumulative total, `own_band` of what the municipality has of it (None: nothing)."""

    simulation: Simulation
    band: Band
    own_band: Band | None
    scenarios: Scenarios


@dataclass(frozen=True, eq=False)
class Hinges:
    """What the net present value of one purse hangs on, of all together where `who` is None.

    `switching` has one value for each input, in the case's order.
    """

    who: Actor | None
    tornado: Tornado
    switching: tuple[SwitchingValue, ...]


def uncertain(worked: Worked, draws: int, seed: int) -> Uncertainty | None:
    """Everything that is drawn, and the scenarios; None where no input has a range."""
    found = simulated(worked, draws, seed)
    if found is None:
        return None
    curve = cumulative_model(worked.lines, worked.factors, worked.basis, worked.shared)
    curves = min(draws, uncertainty.MOST_CURVES)
    return Uncertainty(
        simulation=found,
        band=uncertainty.band(curve, worked.ranges, curves, seed),
        own_band=uncertainty.band(_of(curve, _OWN), worked.ranges, curves, seed) if _OWN in found.actors else None,
        scenarios=sensitivity.scenarios(npv_of(worked), worked.ranges),
    )


def simulated(worked: Worked, draws: int, seed: int) -> Simulation | None:
    """The distribution alone; None where no input has a range."""
    return uncertainty.simulate(npv_of(worked), worked.ranges, draws, seed) if worked.ranges else None


def hinges(worked: Worked, who: Actor | None = None) -> Hinges | None:
    """Tornado and switching values of one actor, or of all together; None where no input has a range.

    The actor must have a line. What does not move stands at its most likely value, which the model knows by itself.
    """
    if not worked.ranges:
        return None
    model = npv_of(worked) if who is None else _of(npv_of(worked), who.value)
    return Hinges(
        who=who,
        tornado=sensitivity.tornado(model, worked.ranges),
        switching=tuple(
            sensitivity.switching_value(model, {name: chosen}, name, within=_within(name))
            for name, chosen in worked.ranges.items()
        ),
    )


def chances(worked: Worked, draws: int, seed: int) -> dict[Actor | None, float]:
    """The probability that each actor, and all together (None), does not lose; empty where no input has a range."""
    found = simulated(worked, draws, seed)
    return {} if found is None else _odds(found)


def odds_of(found: Uncertainty) -> dict[Actor | None, float]:
    """As `chances`, from what has been drawn already."""
    return _odds(found.simulation)


def _odds(found: Simulation) -> dict[Actor | None, float]:
    return {None: found.total.probability} | {Actor(who): one.probability for who, one in found.actors.items()}


def swings(worked: Worked) -> Tornado | None:
    """What the total is at the ends of each range, without drawing anything; None where no input has one."""
    return sensitivity.tornado(npv_of(worked), worked.ranges) if worked.ranges else None


def npv_of(worked: Worked) -> Model:
    """From drawn inputs to the net present value of each actor."""
    return npv_model(worked.lines, worked.factors, worked.basis, worked.shared)


def _of(model: Model, actor: str) -> Model:
    return lambda values: {actor: model(values)[actor]}


def _within(name: str) -> tuple[float, float]:
    """Nobody takes part a negative number of times, and at most everybody succeeds."""
    if name.startswith("effect:"):
        return (-1.0, 1.0)
    return (0.0, float(MOST_PARTICIPANTS) if name == PARTICIPANTS else float("inf"))
