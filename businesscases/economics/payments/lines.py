"""What a rate card pays for results, line by line and with the rule that applied (METHODS D).

Amounts are Decimal kr., unrounded, in the calendar year of the result. Lines are taken by year, and in a year in the
order of the card's targets; each is paid as far as every limit leaves room. Where limits of different kinds meet, an
earlier line may so take what two later ones would have had.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from businesscases.economics.payments.ratecard import (
    NOTHING,
    Baseline,
    Binary,
    Deadweight,
    PerCohort,
    PerUnit,
    RateCard,
    Sustained,
    Target,
    Tiered,
)
from businesscases.economics.payments.results import Count, Reached, Results, Spell, check


class Reason(StrEnum):
    """Why a line has its amount before limits."""

    PRICE = "price"
    TIER = "tier"
    THRESHOLD = "threshold"
    COHORT = "cohort"
    POOLED = "pooled"
    NOT_REACHED = "not-reached"
    FLOOR = "floor"
    TERMINATION = "termination"


class Limit(StrEnum):
    """What kept a line from being paid in full."""

    PERSON = "person"
    TARGET = "target"
    YEAR = "year"
    TOTAL = "total"


@dataclass(frozen=True)
class Line:
    """One payment. `who` is a person or a cohort, "" for a settlement, which has no target either.

    `units` are those beyond the comparison; `full` is their price and `kr` what is paid of it, which `limit` kept
    from being more.
    """

    target: str
    year: int
    who: str
    units: Decimal
    full: Decimal
    kr: Decimal
    reason: Reason
    limit: Limit | None = None
    participants: Decimal = Decimal(1)


@dataclass(frozen=True)
class Payments:
    """All lines in the order in which they are paid."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.kr for line in self.lines), NOTHING)

    def by_year(self) -> dict[int, Decimal]:
        """Kr. per calendar year, for the years with lines."""
        years: defaultdict[int, Decimal] = defaultdict(lambda: NOTHING)
        for line in self.lines:
            years[line.year] += line.kr
        return dict(sorted(years.items()))

    def people(self, target: str) -> int:
        """How many different persons were paid for, however many payments there were for each."""
        return len({line.who for line in self.lines if line.target == target and line.kr > 0})


def pay(rate_card: RateCard, results: Results) -> Payments:
    """The payments for these results. InvalidInput for results that are none of this contract's (`results.check`)."""
    targets = check(rate_card, results)
    order = {code: place for place, code in enumerate(targets)}
    final = results.ended_on is not None or results.as_of >= date(rate_card.last_year, 12, 31)
    lines = [
        line
        for target in rate_card.targets
        for line in _lines(target, [row for row in results.rows if row.target == target.code], final)
    ]
    lines.sort(key=lambda line: (line.year, order[line.target], line.who))
    paid = list(_limited(rate_card, lines))
    return Payments((*paid, *_settled(rate_card, results, paid)) if final else tuple(paid))


def _lines(target: Target, rows: Sequence[Reached | Spell | Count], final: bool) -> Iterator[Line]:
    counts = [row for row in rows if isinstance(row, Count)]
    for reached in (row for row in rows if isinstance(row, Reached)):
        yield _priced(target, reached.on.year, reached.person, _beyond_deadweight(target, reached.units))
    yield from _sustained_lines(target, [row for row in rows if isinstance(row, Spell)])
    if isinstance(target.rule, PerCohort):
        yield from _cohort_lines(target, target.rule, counts, final)
    else:
        yield from (_count_line(target, row) for row in counts)


def _priced(target: Target, year: int, who: str, units: Decimal) -> Line:
    price = target.rule.price if isinstance(target.rule, PerUnit | Sustained) else NOTHING
    return Line(target.code, year, who, units, units * price, NOTHING, Reason.PRICE)


def _beyond_deadweight(target: Target, units: Decimal) -> Decimal:
    return units * (1 - target.counterfactual.share) if isinstance(target.counterfactual, Deadweight) else units


def expected(target: Target, row: Count) -> Decimal:
    """The units that the comparison leads one to expect of this cohort without the intervention."""
    match target.counterfactual:
        case None:
            return NOTHING
        case Deadweight(share):
            return share * row.units
        case Baseline(rate):
            return rate * row.participants
        case _:
            return (row.control or NOTHING) * row.participants


def _change(target: Target, row: Count) -> Decimal:
    """Units better than expected; negative where it went worse."""
    difference = row.units - expected(target, row)
    return -difference if target.fewer else difference


def _count_line(target: Target, row: Count) -> Line:
    units = max(_change(target, row), NOTHING)
    rate = units / row.participants if row.participants else NOTHING
    line = replace(_priced(target, row.year, row.cohort, units), participants=row.participants)
    match target.rule:
        case Tiered(tiers):
            prices = [tier.price for tier in tiers if rate >= tier.lowest]
            reason = Reason.TIER if prices else Reason.NOT_REACHED
            return replace(line, full=units * prices[-1] if prices else NOTHING, reason=reason)
        case Binary(lowest, price):
            if rate < lowest:
                return replace(line, reason=Reason.NOT_REACHED)
            return replace(line, full=price, reason=Reason.THRESHOLD)
        case _:
            return line


def _cohort_lines(target: Target, rule: PerCohort, counts: Sequence[Count], final: bool) -> Iterator[Line]:
    missed = []
    for row in counts:
        units = max(_change(target, row), NOTHING)
        line = Line(target.code, row.year, row.cohort, units, NOTHING, NOTHING, Reason.NOT_REACHED)
        line = replace(line, participants=row.participants)
        if units >= rule.lowest * expected(target, row) and units > 0:
            yield replace(line, full=units * rule.price, reason=Reason.COHORT)
        else:
            missed.append(row)
            yield line
    if final and missed:
        yield from _pooled_line(target, rule, counts, missed)


def _pooled_line(target: Target, rule: PerCohort, counts: Sequence[Count], missed: Sequence[Count]) -> Iterator[Line]:
    """The cohorts that missed alone, in the year of the last of them, if all together reached the lower mark."""
    together = sum((_change(target, row) for row in counts), NOTHING)
    if together < rule.pooled * sum((expected(target, row) for row in counts), NOTHING):
        return
    units = max(sum((_change(target, row) for row in missed), NOTHING), NOTHING)
    people = sum((row.participants for row in missed), NOTHING)
    year = max(row.year for row in missed)
    yield Line(target.code, year, "", units, units * rule.price, NOTHING, Reason.POOLED, participants=people)


def _sustained_lines(target: Target, spells: Sequence[Spell]) -> Iterator[Line]:
    rule = target.rule
    if not isinstance(rule, Sustained):
        return
    for person, own in groupby(sorted(spells, key=lambda row: (row.person, row.start)), lambda row: row.person):
        years: defaultdict[int, int] = defaultdict(int)
        left = rule.most_days
        for start, days in _stretches(own):
            if days < rule.days_in_a_row:
                continue
            units = (days if left is None else min(days, left)) // rule.days_a_unit
            left = None if left is None else left - units * rule.days_a_unit
            for unit in range(1, units + 1):
                past = max(unit * rule.days_a_unit, rule.days_in_a_row)
                years[(start + timedelta(days=past - 1)).year] += 1
        for year, units in years.items():
            yield _priced(target, year, person, _beyond_deadweight(target, Decimal(units)))


def _stretches(spells: Iterable[Spell]) -> Iterator[tuple[date, int]]:
    """First day and number of days of each unbroken stretch: a day that two rows name counts once."""
    start = end = None
    for spell in spells:
        if start is None or end is None or spell.start > end + timedelta(days=1):
            if start is not None and end is not None:
                yield start, (end - start).days + 1
            start, end = spell.start, spell.end
        end = max(end, spell.end)
    if start is not None and end is not None:
        yield start, (end - start).days + 1


def _limited(card: RateCard, lines: Iterable[Line]) -> Iterator[Line]:
    """Each line as far as the limits leave room; the tightest is named, the first of them where several are alike."""
    caps = {target.code: target.cap for target in card.targets}
    used: defaultdict[tuple[Limit, str | int], Decimal] = defaultdict(lambda: NOTHING)
    for line in lines:
        limits = (
            (Limit.PERSON, line.who, None if card.limits.person is None else card.limits.person * line.participants),
            (Limit.TARGET, line.target, caps[line.target]),
            (Limit.YEAR, line.year, card.limits.year),
            (Limit.TOTAL, "", card.ceiling),
        )
        room = [(cap - used[kind, of], kind) for kind, of, cap in limits if cap is not None]
        least, tightest = min(room, default=(line.full, None), key=lambda pair: pair[0])
        kr = min(line.full, max(least, NOTHING))
        for kind, of, _cap in limits:
            used[kind, of] += kr
        yield replace(line, kr=kr, limit=tightest if kr < line.full else None)


def _settled(card: RateCard, results: Results, lines: Sequence[Line]) -> Iterator[Line]:
    """What the investor lacks of what the contract promises at the least, when it has run its time or ended early."""
    paid = sum((line.kr for line in lines), NOTHING)
    if results.ended_on is not None:
        lacking, reason = card.limits.termination_share * (card.advance - paid), Reason.TERMINATION
        year = results.ended_on.year
    else:
        lacking, reason, year = card.floor - paid, Reason.FLOOR, card.last_year
    kr = lacking if card.ceiling is None else min(lacking, card.ceiling - paid)
    if kr > 0:
        yield Line("", year, "", NOTHING, lacking, kr, reason, Limit.TOTAL if kr < lacking else None)
