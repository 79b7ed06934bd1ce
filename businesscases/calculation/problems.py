"""What keeps a case from being calculated, by the cell where somebody can mend it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from businesscases.calculation.inputs import CaseLine, Effect, Inputs, Per
from businesscases.calculation.worked import parts_of
from businesscases.economics.flows import InvalidInput


class Fault(StrEnum):
    NO_PARTICIPANTS = "no_participants"  # somebody takes part
    NO_RATE = "no_rate"  # the most likely rate lies above 0 and is at most 1, its range within −1..1
    NO_EFFECT = "no_effect"  # a line per success hangs on an effect of the case
    YEARS = "years"  # the first year lies within the horizon and not after the last
    PRICE_YEAR = "price_year"  # the price year and the case's have levels in the chosen index
    OTHER_INDEX = "other_index"  # the line is bound to the other price world
    NO_REFUND_RULE = "no_refund_rule"  # the rule of the refund is there
    IMPOSSIBLE = "impossible"  # the engine refuses it, for example a negative quantity


@dataclass(frozen=True)
class Problem:
    """`place` is "participants", "effect:KEY" or "line:KEY", `field` the cell there."""

    place: str
    field: str
    fault: Fault


def problems(inputs: Inputs) -> tuple[Problem, ...]:
    """Everything that has to be mended before the whole case can be calculated."""
    return (
        *_of_participants(inputs),
        *(problem for effect in inputs.effects for problem in _of_effect(effect)),
        *(problem for line in inputs.lines for problem in of_line(inputs, line)),
    )


def without(inputs: Inputs, found: tuple[Problem, ...]) -> Inputs:
    """The case without the lines that have a problem, themselves or through what they hang on."""
    places = {problem.place for problem in found}
    return replace(inputs, lines=tuple(line for line in inputs.lines if not (_leans_on(line) & places)))


def of_line(inputs: Inputs, line: CaseLine) -> tuple[Problem, ...]:
    """The problems of one line, all that can be seen at once."""
    place = f"line:{line.key}"
    found = tuple(Problem(place, field, fault) for field, fault in _faults(inputs, line))
    return found or tuple(_impossible(inputs, line, place))


def _leans_on(line: CaseLine) -> set[str]:
    places = {f"line:{line.key}"}
    if line.per is not Per.CASE:
        places.add("participants")
    return places | {f"effect:{line.effect}"} if line.per is Per.SUCCESS else places


def _of_participants(inputs: Inputs) -> Iterator[Problem]:
    hangs = any(line.per is not Per.CASE for line in inputs.lines)
    if (hangs and inputs.participants.mode <= 0) or inputs.participants.lowest < 0:
        yield Problem("participants", "participants", Fault.NO_PARTICIPANTS)


def _of_effect(effect: Effect) -> Iterator[Problem]:
    rate = effect.rate
    if rate.mode <= 0 or rate.lowest < -1 or rate.highest > 1:
        yield Problem(f"effect:{effect.key}", "rate", Fault.NO_RATE)


def _faults(inputs: Inputs, line: CaseLine) -> Iterator[tuple[str, Fault]]:
    if line.per is Per.SUCCESS and line.effect not in {effect.key for effect in inputs.effects}:
        yield "effect", Fault.NO_EFFECT
    if not 0 <= line.first_year <= line.last_year or line.first_year > inputs.horizon_years:
        yield "years", Fault.YEARS
    if line.price_year != inputs.price_year and not _has_levels(inputs, line):
        yield "price_year", Fault.PRICE_YEAR
    if inputs.series and line.index not in (None, inputs.series.index):
        yield "index", Fault.OTHER_INDEX
    if line.refund and line.refund not in inputs.refunds:
        yield "refund", Fault.NO_REFUND_RULE


def _has_levels(inputs: Inputs, line: CaseLine) -> bool:
    return inputs.series is not None and {line.price_year, inputs.price_year} <= inputs.series.levels.keys()


def _impossible(inputs: Inputs, line: CaseLine, place: str) -> Iterator[Problem]:
    try:
        list(parts_of(inputs, line))
    except InvalidInput:
        yield Problem(place, "", Fault.IMPOSSIBLE)
