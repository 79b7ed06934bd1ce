"""The same case otherwise: with other values, and with another discount rate, beside what is expected."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from businesscases.calculation.figures import Results, results
from businesscases.calculation.inputs import Inputs, with_values
from businesscases.calculation.problems import Problem, problems, without
from businesscases.calculation.uncertainty import npv_of
from businesscases.calculation.worked import Worked, worked_out
from businesscases.economics import uncertainty
from businesscases.economics.discounting import Schedule
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Actor
from businesscases.economics.uncertainty import Simulation


@dataclass(frozen=True, eq=False)
class Counted:
    """The part of a case that can be calculated. Without `found` nothing can, or it has no line."""

    inputs: Inputs
    worked: Worked | None
    found: Results | None


@dataclass(frozen=True, eq=False)
class Compared:
    """A case with some values fixed. `chances` are by actor, None for all together; empty where nothing is drawn.

    `better` is the share of draws in which all together have more than with the expected values, None without draws.
    """

    part: Counted
    chances: dict[Actor | None, float]
    better: float | None


def counted(inputs: Inputs, faults: tuple[Problem, ...] | None = None) -> Counted:
    """The figures of all lines that can be counted; never raises. `faults` are the problems of the inputs, if known."""
    fit = without(inputs, problems(inputs) if faults is None else faults)
    try:
        worked = worked_out(fit)
        return Counted(fit, worked, results(fit, worked))
    except InvalidInput:
        return Counted(fit, None, None)


def compared(inputs: Inputs, values: dict[str, Decimal], base: Simulation | None) -> Compared:
    """The case with other values, drawn with the same random numbers as `base` (common random numbers).

    What is fixed is no longer drawn. A value that cannot be, such as a success rate of 0, leaves its lines out.
    """
    part = counted(with_values(inputs, values))
    if part.worked is None or part.found is None or base is None:
        return Compared(part, {}, None)
    if not part.worked.ranges:
        total = part.found.total.present_value_kr
        return Compared(part, {}, float((total > base.outcomes).mean()))
    drawn = uncertainty.simulate(npv_of(part.worked), part.worked.ranges, base.draws, base.seed)
    chances = {Actor(who): one.probability for who, one in drawn.actors.items()}
    return Compared(part, {None: drawn.total.probability} | chances, float((drawn.outcomes > base.outcomes).mean()))


def otherwise_discounted(inputs: Inputs, schedules: Iterable[Schedule]) -> list[tuple[Schedule, Results]]:
    """The figures under each schedule that are not the case's own; the inputs must be such as `counted` gives."""
    others = [schedule for schedule in schedules if schedule != inputs.schedule]
    found = [(schedule, counted(replace(inputs, schedule=schedule)).found) for schedule in others]
    return [(schedule, one) for schedule, one in found if one is not None]
