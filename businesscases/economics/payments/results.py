"""Results that a rate card pays for: what one person reached, how long it lasted, or counts of a group (METHODS D).

A person is whatever code the parties have agreed on, never a name. Everything is refused that the contract cannot pay:
targets and persons that it does not know, negative numbers, and what lies outside its years or in the future.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from businesscases.economics.flows import InvalidInput
from businesscases.economics.payments.ratecard import Baseline, MatchedControl, PerUnit, RateCard, Sustained, Target


@dataclass(frozen=True)
class Reached:
    """One person has reached what is paid per unit."""

    target: str
    person: str
    on: date
    units: Decimal = Decimal(1)


@dataclass(frozen=True)
class Spell:
    """One person has been in what is paid by days, from `start` to `end`, both included."""

    target: str
    person: str
    start: date
    end: date


@dataclass(frozen=True)
class Count:
    """What a cohort of participants reached in a year. `control`: units for each participant of the control group."""

    target: str
    year: int
    cohort: str
    participants: Decimal
    units: Decimal
    control: Decimal | None = None


Row = Reached | Spell | Count


@dataclass(frozen=True)
class Results:
    """What is known on the day `as_of`; `ended_on` is the day the contract ended early."""

    as_of: date
    rows: tuple[Row, ...]
    people: frozenset[str] = frozenset()
    ended_on: date | None = None


def check(card: RateCard, results: Results) -> dict[str, Target]:
    """The targets by their codes. InvalidInput, with the reason, if a result cannot be one of this contract."""
    targets = {target.code: target for target in card.targets}
    for row in results.rows:
        if row.target not in targets:
            raise InvalidInput(f"the contract has no target {row.target}")
        _check_days(card, results, row)
        if isinstance(row, Count):
            _check_count(targets[row.target], row)
        else:
            _check_person(targets[row.target], row, results.people)
    _refuse_twice(results.rows)
    return targets


def _check_days(card: RateCard, results: Results, row: Row) -> None:
    match row:
        case Spell(start=start, end=end):
            if end < start:
                raise InvalidInput(f"{row.target}: a stretch of days ends before it begins")
            first, last, newest = start.year, end.year, end
        case Reached(on=on):
            first, last, newest = on.year, on.year, on
        case Count(year=year):
            first, last, newest = year, year, date(year, 1, 1)
    if newest > results.as_of:
        raise InvalidInput(f"{row.target}: a result lies in the future")
    if first < card.first_year or last > card.last_year:
        raise InvalidInput(f"{row.target}: a result lies outside the years of the contract")


def _check_person(target: Target, row: Reached | Spell, people: frozenset[str]) -> None:
    if row.person not in people:
        raise InvalidInput(f"{target.code}: {row.person} does not take part")
    if not isinstance(target.rule, Sustained if isinstance(row, Spell) else PerUnit):
        raise InvalidInput(f"{target.code} is not counted by this kind of result")
    if isinstance(target.counterfactual, Baseline | MatchedControl):
        raise InvalidInput(f"{target.code} is compared with a group: its results are counts of a cohort")
    if isinstance(row, Reached):
        _no_negative(target, (row.units,))


def _check_count(target: Target, row: Count) -> None:
    _no_negative(target, (row.participants, row.units, row.control or Decimal(0)))
    if row.participants == 0 < row.units:
        raise InvalidInput(f"{target.code}: a cohort without participants reached something")
    if (row.control is not None) != isinstance(target.counterfactual, MatchedControl):
        raise InvalidInput(f"{target.code}: a control group belongs to targets that are compared with one, and to all")


def _no_negative(target: Target, values: Iterable[Decimal]) -> None:
    if any(not value.is_finite() or value < 0 for value in values):
        raise InvalidInput(f"{target.code}: a number is missing or negative")


def _refuse_twice(rows: Iterable[Row]) -> None:
    """A cohort has one count a year of each target, and a person reaches a target once a day."""
    keys = Counter(
        (row.target, row.cohort, row.year) if isinstance(row, Count) else (row.target, row.person, row.on)
        for row in rows
        if not isinstance(row, Spell)
    )
    for (code, who, when), times in keys.items():
        if times > 1:
            raise InvalidInput(f"{code}: there are two results of {who}, {when}")
