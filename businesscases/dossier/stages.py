"""What must be filled before a case goes on to its next stage."""

from collections.abc import Iterator
from enum import StrEnum

from businesscases.calculation.problems import problems
from businesscases.dossier.document import Dossier
from businesscases.economics.lines import Kind


class Stage(StrEnum):
    """The values of the model's stages, in their order."""

    IDEA = "idea"
    PRE_STUDY = "pre_study"
    CALCULATION = "calculation"
    POLITICAL = "political"
    CONTRACT = "contract"
    RUNNING = "running"
    EVALUATED = "evaluated"


class Need(StrEnum):
    PROBLEM = "problem"
    TARGET_GROUP = "target_group"
    INTERVENTION = "intervention"
    BASIS_ALTERNATIVE = "basis_alternative"
    THEORY = "theory"
    COSTS = "costs"
    PRICES = "prices"
    EFFECTS = "effects"
    GRADES = "grades"
    COUNTED = "counted"
    SNAPSHOT = "snapshot"
    START = "start"


ORDER = tuple(Stage)
# From here on a leader decides, and the decision of a body is noted.
LED_FROM = Stage.POLITICAL


def following(stage: Stage) -> Stage | None:
    """The next stage, None after the last."""
    return ORDER[ORDER.index(stage) + 1] if stage is not ORDER[-1] else None


def earlier(stage: Stage) -> tuple[Stage, ...]:
    """The stages that a case may go back to, the nearest first."""
    return ORDER[: ORDER.index(stage)][::-1]


def is_led(from_stage: Stage, to_stage: Stage) -> bool:
    """Is it a leader who decides? On going to political treatment and beyond, and on everything from there."""
    led = ORDER.index(LED_FROM)
    return max(ORDER.index(from_stage), ORDER.index(to_stage)) >= led


def missing(dossier: Dossier, to_stage: Stage, *, is_frozen: bool) -> tuple[Need, ...]:
    """What lacks before the case can go on to `to_stage`, that of all stages before included.

    `is_frozen`: is there a snapshot of the case as it stands? Going back needs nothing.
    """
    reached = ORDER[: ORDER.index(to_stage) + 1]
    needs = [need for stage in reached for need in _NEEDS.get(stage, ())]
    lacking = set(_lacking(dossier))
    if not is_frozen:
        lacking.add(Need.SNAPSHOT)
    return tuple(need for need in needs if need in lacking)


_NEEDS = {
    Stage.PRE_STUDY: (Need.PROBLEM, Need.TARGET_GROUP),
    Stage.CALCULATION: (Need.INTERVENTION, Need.BASIS_ALTERNATIVE, Need.THEORY),
    Stage.POLITICAL: (Need.COSTS, Need.PRICES, Need.EFFECTS, Need.GRADES, Need.COUNTED, Need.SNAPSHOT),
    Stage.RUNNING: (Need.START,),
}
_TEXTS = {
    Need.PROBLEM: "problem",
    Need.TARGET_GROUP: "target_group",
    Need.INTERVENTION: "intervention",
    Need.BASIS_ALTERNATIVE: "basis_alternative",
    Need.START: "starts_on",
}


def _lacking(dossier: Dossier) -> Iterator[Need]:
    yield from (need for need, name in _TEXTS.items() if not dossier.texts.get(name))
    if not dossier.outcomes:
        yield Need.THEORY
    case = dossier.calculation
    if not any(line.kind is Kind.COST for line in case.lines):
        yield Need.COSTS
    if any(not line.price.highest for line in case.lines):
        yield Need.PRICES
    if not case.effects:
        yield Need.EFFECTS
    if any(known.grade != "assumption" and not known.source for known in dossier.known.values()):
        yield Need.GRADES
    if problems(case):
        yield Need.COUNTED
