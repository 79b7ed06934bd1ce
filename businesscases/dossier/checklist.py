"""The checklist of quality: what a careful reader would ask a case, and what the case itself answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from businesscases.calculation.figures import Results
from businesscases.calculation.inputs import CaseLine, Inputs, Per
from businesscases.calculation.problems import Fault, problems
from businesscases.dossier.document import Dossier
from businesscases.economics.lines import Actor, Kind, Purse
from businesscases.vintages import is_old


class Verdict(StrEnum):
    OK = "ok"
    LOOK = "look"  # may be right: somebody has to look
    MISSING = "missing"


class Question(StrEnum):
    TARGET_GROUP = "target_group"
    BASIS = "basis"
    DOUBLE_COUNTING = "double_counting"
    HORIZON = "horizon"
    PRICE_YEARS = "price_years"
    EVIDENCE = "evidence"
    SOURCES = "sources"
    PURSES = "purses"
    RANGES = "ranges"
    INDICATORS = "indicators"
    OUTCOME = "outcome"
    OLD_PRICES = "old_prices"


class Finding(StrEnum):
    """What is not in order; the words are in businesscases/quality.py."""

    NO_GROUP = "no_group"
    NO_SIZE = "no_size"
    SIZE_WITHOUT_NUMBER = "size_without_number"
    NOT_FOUND = "not_found"
    NO_BASIS = "no_basis"
    COUNTED_TWICE = "counted_twice"
    SAME_NAME = "same_name"
    LINES_CUT = "lines_cut"
    HORIZON_EMPTY = "horizon_empty"
    LONGER_THAN_HORIZON = "longer_than_horizon"
    NO_LINES = "no_lines"
    NO_INDEX = "no_index"
    YEAR_OUTSIDE_INDEX = "year_outside_index"
    NO_EFFECTS = "no_effects"
    NO_EFFECT_SOURCE = "no_effect_source"
    ONLY_ASSUMED = "only_assumed"
    NO_SOURCE = "no_source"
    NO_ADMINISTRATION = "no_administration"
    NO_RECEIVER = "no_receiver"
    NOT_ADDING_UP = "not_adding_up"
    NO_RANGES = "no_ranges"
    EFFECT_WITHOUT_RANGE = "effect_without_range"
    NO_OUTCOMES = "no_outcomes"
    NO_INDICATOR = "no_indicator"
    NO_PEOPLE = "no_people"
    OLD_PRICE = "old_price"


@dataclass(frozen=True)
class Remark:
    """One thing that is not in order, and the rows it is about by the names people gave them."""

    finding: Finding
    verdict: Verdict
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    question: Question
    remarks: tuple[Remark, ...] = ()

    @property
    def verdict(self) -> Verdict:
        told = {remark.verdict for remark in self.remarks}
        return next((worst for worst in (Verdict.MISSING, Verdict.LOOK) if worst in told), Verdict.OK)


def checked(
    dossier: Dossier, found: Results | None, newest_years: Mapping[str, int] | None = None
) -> tuple[Check, ...]:
    """Every question with what the case lacks. `found` are the figures of what can be counted.

    `newest_years` has the newest price year of a line's catalogue price, by the line's key.
    """
    case = dossier.calculation
    asked: dict[Question, Iterator[Remark]] = {
        Question.TARGET_GROUP: _target_group(dossier.texts),
        Question.BASIS: _basis(dossier.texts),
        Question.DOUBLE_COUNTING: _of_lines(case, _double(case)),
        Question.HORIZON: _horizon(dossier),
        Question.PRICE_YEARS: _of_lines(case, _price_years(case)),
        Question.EVIDENCE: _evidence(dossier),
        Question.SOURCES: _sources(case),
        Question.PURSES: _purses(case, found),
        Question.RANGES: _ranges(case),
        Question.INDICATORS: _indicators(dossier),
        Question.OUTCOME: _outcome(case),
        Question.OLD_PRICES: _of_lines(case, _old(case, newest_years or {})),
    }
    return tuple(Check(question, tuple(remarks)) for question, remarks in asked.items())


def _missing(finding: Finding, names: list[str] | None = None) -> Iterator[Remark]:
    """One remark about all the rows it is about; without rows that it could be about it always holds."""
    if names is None or names:
        yield Remark(finding, Verdict.MISSING, tuple(names or ()))


def _look(finding: Finding, names: list[str] | None = None) -> Iterator[Remark]:
    if names is None or names:
        yield Remark(finding, Verdict.LOOK, tuple(names or ()))


def _of_lines(case: Inputs, remarks: Iterator[Remark]) -> Iterator[Remark]:
    """What is asked of the lines is not in order before there are any."""
    yield from remarks if case.lines else _missing(Finding.NO_LINES)


def _target_group(texts: Mapping[str, str]) -> Iterator[Remark]:
    size = texts.get("target_group_size", "")
    if not texts.get("target_group"):
        yield from _missing(Finding.NO_GROUP)
    if not size:
        yield from _missing(Finding.NO_SIZE)
    elif not re.search(r"\d", size):
        yield from _look(Finding.SIZE_WITHOUT_NUMBER)
    if not texts.get("target_group_found"):
        yield from _missing(Finding.NOT_FOUND)


def _basis(texts: Mapping[str, str]) -> Iterator[Remark]:
    if not texts.get("basis_alternative"):
        yield from _missing(Finding.NO_BASIS)


def _double(case: Inputs) -> Iterator[Remark]:
    """Two gains of the same effect that come into the same purse, in the same unit and in years that meet."""
    for one, other in combinations(case.lines, 2):
        if one.kind is not other.kind or not _meet(one, other):
            continue
        if one.name.strip().casefold() == other.name.strip().casefold() and one.purse == other.purse:
            yield from _look(Finding.SAME_NAME, [one.name])
        elif one.kind is Kind.GAIN and _counts_the_same(one, other):
            yield from _look(Finding.COUNTED_TWICE, [one.name, other.name])


def _meet(one: CaseLine, other: CaseLine) -> bool:
    return one.first_year <= other.last_year and other.first_year <= one.last_year


def _counts_the_same(one: CaseLine, other: CaseLine) -> bool:
    return one.per is not Per.CASE and (one.per, one.effect, one.purse, one.unit.casefold()) == (
        other.per,
        other.effect,
        other.purse,
        other.unit.casefold(),
    )


def _horizon(dossier: Dossier) -> Iterator[Remark]:
    case = dossier.calculation
    if not case.lines:
        yield from _missing(Finding.NO_LINES)
        return
    yield from _look(Finding.LINES_CUT, [line.name for line in case.lines if line.last_year > case.horizon_years])
    if max(line.last_year for line in case.lines) < case.horizon_years:
        yield from _look(Finding.HORIZON_EMPTY)
    months = dossier.texts.get("duration_months", "")
    if months.isdigit() and int(months) > 12 * case.horizon_years:
        yield from _look(Finding.LONGER_THAN_HORIZON)


def _price_years(case: Inputs) -> Iterator[Remark]:
    other = [line.name for line in case.lines if line.price_year != case.price_year]
    if case.series is None:
        yield from _missing(Finding.NO_INDEX, other)
        return
    places = {problem.place for problem in problems(case) if problem.fault is Fault.PRICE_YEAR}
    outside = [line.name for line in case.lines if f"line:{line.key}" in places]
    yield from _missing(Finding.YEAR_OUTSIDE_INDEX, outside)


def _evidence(dossier: Dossier) -> Iterator[Remark]:
    effects = dossier.calculation.effects
    if not effects:
        yield from _missing(Finding.NO_EFFECTS)
        return
    assumed = [effect.name for effect in effects if _grade(dossier, effect.key) == "assumption"]
    bare = [effect.name for effect in effects if effect.name not in assumed and not dossier.known[effect.key].source]
    yield from _missing(Finding.NO_EFFECT_SOURCE, bare)
    yield from _look(Finding.ONLY_ASSUMED, assumed)


def _grade(dossier: Dossier, key: str) -> str:
    return dossier.known[key].grade


def _sources(case: Inputs) -> Iterator[Remark]:
    if not case.lines:
        yield from _missing(Finding.NO_LINES)
    yield from _missing(
        Finding.NO_SOURCE, [line.name for line in case.lines if not (line.source or line.is_assumption)]
    )


def _purses(case: Inputs, found: Results | None) -> Iterator[Remark]:
    if not case.lines:
        yield from _missing(Finding.NO_LINES)
    yield from _missing(Finding.NO_ADMINISTRATION, [line.name for line in case.lines if _is_homeless(line.purse)])
    yield from _missing(
        Finding.NO_RECEIVER, [line.name for line in case.lines if line.to is not None and _is_homeless(line.to)]
    )
    if found is not None and not _adds_up(found):
        yield from _look(Finding.NOT_ADDING_UP)


def _is_homeless(purse: Purse) -> bool:
    return purse.actor is Actor.MUNICIPALITY and not purse.administration


def _adds_up(found: Results) -> bool:
    years = zip(*(own.flows for own in found.actors.values()), strict=True)
    return all(sum(map(Fraction, purses)) == Fraction(kr) for purses, kr in zip(years, found.total.flows, strict=True))


def _ranges(case: Inputs) -> Iterator[Remark]:
    uncertain = [case.participants, *(line.price for line in case.lines), *(effect.rate for effect in case.effects)]
    if not any(estimate.is_uncertain for estimate in uncertain):
        yield from _missing(Finding.NO_RANGES)
        return
    used = {line.effect for line in case.lines if line.per is Per.SUCCESS}
    certain = [effect.name for effect in case.effects if effect.key in used and not effect.rate.is_uncertain]
    yield from _look(Finding.EFFECT_WITHOUT_RANGE, certain)


def _indicators(dossier: Dossier) -> Iterator[Remark]:
    if not dossier.outcomes:
        yield from _missing(Finding.NO_OUTCOMES)
    yield from _missing(Finding.NO_INDICATOR, [box.text for box in dossier.outcomes if not box.signs])


def _outcome(case: Inputs) -> Iterator[Remark]:
    if not case.effects or not case.participants.mode:
        yield from _missing(Finding.NO_PEOPLE)


def _old(case: Inputs, newest_years: Mapping[str, int]) -> Iterator[Remark]:
    old = [line for line in case.lines if is_old(line.price_year, case.price_year, newest_years.get(line.key))]
    yield from _look(Finding.OLD_PRICE, [line.name for line in old])
