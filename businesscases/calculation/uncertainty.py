"""What the ranges of a case's inputs make of its result: distribution, band, tornado, switching values, scenarios."""

from dataclasses import dataclass

from businesscases.calculation.worked import PARTICIPANTS, Worked
from businesscases.economics import sensitivity, uncertainty
from businesscases.economics.lines import Actor
from businesscases.economics.model import Model, cumulative_model, npv_model
from businesscases.economics.sensitivity import Scenarios, SwitchingValue, Tornado
from businesscases.economics.uncertainty import Band, Simulation


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """`band` is of the discounted cumulative total; `switching` has one value for each input, in the case's order."""

    simulation: Simulation
    band: Band
    tornado: Tornado
    switching: tuple[SwitchingValue, ...]
    scenarios: Scenarios


def uncertain(worked: Worked, draws: int, seed: int) -> Uncertainty | None:
    """Everything that follows from the ranges; None where no input has one."""
    if not worked.ranges:
        return None
    model = _model(worked)
    curve = cumulative_model(worked.lines, worked.factors, worked.basis, worked.shared)
    return Uncertainty(
        simulation=uncertainty.simulate(model, worked.ranges, draws, seed),
        band=uncertainty.band(curve, worked.ranges, min(draws, uncertainty.MOST_CURVES), seed),
        tornado=sensitivity.tornado(model, worked.ranges),
        switching=tuple(
            sensitivity.switching_value(model, worked.ranges, name, within=_within(name)) for name in worked.ranges
        ),
        scenarios=sensitivity.scenarios(model, worked.ranges),
    )


def chances(worked: Worked, draws: int, seed: int) -> dict[Actor | None, float]:
    """The probability that each actor, and all together (None), does not lose; empty where no input has a range."""
    if not worked.ranges:
        return {}
    found = uncertainty.simulate(_model(worked), worked.ranges, draws, seed)
    return {None: found.total.probability} | {Actor(who): one.probability for who, one in found.actors.items()}


def _model(worked: Worked) -> Model:
    return npv_model(worked.lines, worked.factors, worked.basis, worked.shared)


def _within(name: str) -> tuple[float, float]:
    """Nobody takes part a negative number of times, and at most everybody succeeds."""
    if name.startswith("effect:"):
        return (-1.0, 1.0)
    return (0.0, 1_000_000.0 if name == PARTICIPANTS else float("inf"))
