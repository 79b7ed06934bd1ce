"""The figures of a case as a document that can be kept for ever and compared with figures computed anew.

Each figure is one row with its number written out to the last digit, so that "identical" means identical.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import msgspec

from businesscases.calculation.figures import Figures, Results, results
from businesscases.calculation.inputs import Inputs, written
from businesscases.calculation.problems import problems, without
from businesscases.calculation.uncertainty import hinges, simulated
from businesscases.calculation.worked import Worked, worked_out
from businesscases.economics.flows import InvalidInput
from businesscases.economics.uncertainty import Summary


class Measure(StrEnum):
    PRESENT_VALUE = "present_value"
    GAINS = "gains"
    COSTS = "costs"
    RATIO = "ratio"
    ANNUAL = "annual"
    BREAK_EVEN = "break_even"
    DISCOUNTED_BREAK_EVEN = "discounted_break_even"
    RATE = "rate"
    FLOW = "flow"
    FRAME = "frame"
    OTHER_AREAS = "other_areas"
    SUCCESSES = "successes"
    MEAN = "mean"
    P5 = "p5"
    P50 = "p50"
    P95 = "p95"
    PROBABILITY = "probability"
    SWITCHING = "switching"


@dataclass(frozen=True, order=True)
class Place:
    """Where a figure belongs: `actor` "" is all together; `at` is a calendar year, a number, an effect or an input."""

    measure: Measure
    actor: str = ""
    administration: str = ""
    at: str = ""


@dataclass(frozen=True)
class Figure:
    """`number` is written out to the last digit; "" where the figure is not defined, such as no break-even."""

    place: Place
    number: str


@dataclass(frozen=True)
class Outcome:
    """All figures of a case. `left_out` are the keys of lines that could not be counted."""

    figures: tuple[Figure, ...]
    left_out: tuple[str, ...] = ()

    def number(self, measure: Measure, actor: str = "") -> str:
        """One figure of one purse as it is written out; "" where there is none."""
        place = Place(measure, actor)
        return next((figure.number for figure in self.figures if figure.place == place), "")


@dataclass(frozen=True)
class Changed:
    """A figure that is another now. "" where it does not exist."""

    place: Place
    before: str
    after: str


def outcome_of(inputs: Inputs) -> Outcome:
    """Every figure of the case that can be counted, the simulated ones with the case's own draws and seed."""
    faults = problems(inputs)
    fit = without(inputs, faults)
    left = tuple(sorted({line.key for line in inputs.lines} - {line.key for line in fit.lines}))
    try:
        worked = worked_out(fit)
        found = results(fit, worked)
    except InvalidInput:
        return Outcome((), tuple(sorted(line.key for line in inputs.lines)))
    if found is None:
        return Outcome((), left)
    return Outcome((*_certain(found), *_uncertain(inputs, worked)), left)


def compared(before: Outcome, after: Outcome) -> tuple[Changed, ...]:
    """The figures that are not the same to the last digit, in the order of their places."""
    old, new = ({figure.place: figure.number for figure in one.figures} for one in (before, after))
    places = sorted({*old, *new})
    return tuple(
        Changed(place, old.get(place, ""), new.get(place, "")) for place in places if old.get(place) != new.get(place)
    )


def to_json(outcome: Outcome) -> str:
    return written(outcome).decode()


def from_json(document: str) -> Outcome:
    """The figures of a document. InvalidInput where it is not one."""
    try:
        return msgspec.json.decode(document, type=Outcome)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InvalidInput(f"the document has no figures: {error}") from error


def fingerprint(document: str, outcome: str) -> str:
    """The sha256 of a frozen case and its figures."""
    return hashlib.sha256(f"{document}\n{outcome}".encode()).hexdigest()


def _certain(found: Results) -> Iterator[Figure]:
    yield from _purse(found.total, found, "")
    for actor, own in found.actors.items():
        yield from _purse(own, found, str(actor))
    for (actor, administration), own in found.administrations.items():
        if administration:
            yield from _purse(own, found, str(actor), administration)
    yield from _yearly(Measure.FRAME, found.frame.room, found)
    yield from _yearly(Measure.OTHER_AREAS, found.frame.outside, found)
    for key, counts in found.people.successes.items():
        for year, count in zip(found.years, counts, strict=True):
            yield _figure(Place(Measure.SUCCESSES, at=f"{key} {year}"), count)


def _purse(own: Figures, found: Results, actor: str, administration: str = "") -> Iterator[Figure]:
    numbers = {
        Measure.PRESENT_VALUE: own.present_value_kr,
        Measure.GAINS: own.gains_kr,
        Measure.COSTS: own.costs_kr,
        Measure.RATIO: own.ratio,
        Measure.ANNUAL: own.annual_kr,
        Measure.BREAK_EVEN: own.break_even.year,
        Measure.DISCOUNTED_BREAK_EVEN: own.discounted_break_even.year,
    }
    for measure, number in numbers.items():
        yield _figure(Place(measure, actor, administration), number)
    for order, rate in enumerate(own.rates, start=1):
        yield _figure(Place(Measure.RATE, actor, administration, str(order)), rate)
    for year, kr in zip(found.years, own.flows, strict=True):
        yield _figure(Place(Measure.FLOW, actor, administration, str(year)), kr)


def _yearly(measure: Measure, yearly: tuple[Decimal, ...], found: Results) -> Iterator[Figure]:
    for year, kr in zip(found.years, yearly, strict=True):
        yield _figure(Place(measure, at=str(year)), kr)


def _uncertain(inputs: Inputs, worked: Worked) -> Iterator[Figure]:
    drawn, hanging = simulated(worked, inputs.draws, inputs.seed), hinges(worked)
    if drawn is None or hanging is None:
        return
    yield from _drawn(drawn.total, "")
    for actor, own in drawn.actors.items():
        yield from _drawn(own, str(actor))
    for switching in hanging.switching:
        yield _figure(Place(Measure.SWITCHING, at=switching.name), switching.nearest)


def _drawn(own: Summary, actor: str) -> Iterator[Figure]:
    numbers = {
        Measure.MEAN: own.mean,
        Measure.P5: own.p5,
        Measure.P50: own.p50,
        Measure.P95: own.p95,
        Measure.PROBABILITY: own.probability,
    }
    for measure, number in numbers.items():
        yield _figure(Place(measure, actor), number)


def _figure(place: Place, number: Decimal | float | None) -> Figure:
    return Figure(place, "" if number is None else str(number if isinstance(number, Decimal | int) else float(number)))
