"""What stands in a frozen case, beside what the same case gives today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesscases.amounts import percent, plain, whole
from businesscases.assembling import refund_of, schedule_of, series_of
from businesscases.calculation.inputs import Inputs
from businesscases.dossier import frozen
from businesscases.dossier.document import Dossier, from_json
from businesscases.dossier.frozen import Changed, Measure, Outcome, Place
from businesscases.gathering import TEXTS
from businesscases.models import Actor, Case, DiscountSchedule, IndexSeries, RefundRule
from businesscases.panel import people_of

MOST_CHANGES = 200
MEASURES = {
    Measure.PRESENT_VALUE: gettext_lazy("net present value"),
    Measure.GAINS: gettext_lazy("gains in present value"),
    Measure.COSTS: gettext_lazy("costs in present value"),
    Measure.RATIO: gettext_lazy("gains for each krone of costs"),
    Measure.ANNUAL: gettext_lazy("the same amount every year"),
    Measure.BREAK_EVEN: gettext_lazy("money back in year"),
    Measure.DISCOUNTED_BREAK_EVEN: gettext_lazy("money back with interest in year"),
    Measure.RATE: gettext_lazy("internal rate of return"),
    Measure.FLOW: gettext_lazy("money in the year"),
    Measure.FRAME: gettext_lazy("room within the service frame"),
    Measure.OTHER_AREAS: gettext_lazy("money outside the service frame"),
    Measure.SUCCESSES: gettext_lazy("people with the effect"),
    Measure.MEAN: gettext_lazy("mean of the draws"),
    Measure.P5: gettext_lazy("5th percentile of the draws"),
    Measure.P50: gettext_lazy("middle of the draws"),
    Measure.P95: gettext_lazy("95th percentile of the draws"),
    Measure.PROBABILITY: gettext_lazy("chance of not losing"),
    Measure.SWITCHING: gettext_lazy("value at which the result is zero"),
}
_SHARES = {Measure.RATE, Measure.PROBABILITY}
_COUNTS = {Measure.RATIO, Measure.BREAK_EVEN, Measure.DISCOUNTED_BREAK_EVEN, Measure.SUCCESSES, Measure.SWITCHING}


@dataclass(frozen=True)
class Purse:
    """One purse's figures, frozen and under today's tables."""

    name: str
    kr: str
    back: str
    kr_today: str
    back_today: str


@dataclass(frozen=True)
class Difference:
    figure: str
    before: str
    after: str


@dataclass(frozen=True)
class Standing:
    """`differences` are the figures that come out otherwise when they are computed anew; none: identical.

    `tables` says which tables of today are others than those that were frozen.
    """

    dossier: Dossier
    purses: tuple[Purse, ...]
    people: str
    differences: tuple[Difference, ...]
    more: int
    figures: int
    left_out: int
    left_out_today: int
    texts: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]
    is_whole: bool

    @property
    def is_identical(self) -> bool:
        return not self.differences


def standing_of(snapshot) -> Standing:
    """A snapshot computed anew, and once more under today's tables. InvalidInput where it cannot be read."""
    dossier, kept = from_json(snapshot.document), frozen.from_json(snapshot.outcome)
    changed = frozen.compared(kept, frozen.outcome_of(dossier.calculation))
    today, tables = _today(dossier.calculation)
    now = frozen.outcome_of(today) if tables else kept
    names = _input_names(dossier)
    return Standing(
        dossier=dossier,
        purses=tuple(_purse(actor, kept, now) for actor in _actors(kept)),
        people=people_of(dossier.calculation),
        differences=tuple(_difference(one, names) for one in changed[:MOST_CHANGES]),
        more=max(0, len(changed) - MOST_CHANGES),
        figures=len(kept.figures),
        left_out=len(kept.left_out),
        left_out_today=len(now.left_out),
        texts=tuple(texts_told(dossier)),
        tables=tables,
        is_whole=frozen.fingerprint(snapshot.document, snapshot.outcome) == snapshot.sha256,
    )


def texts_told(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """(label, text) of what is written in the guided path."""
    for name in TEXTS:
        if text := dossier.texts.get(name):
            label = capfirst(str(Case._meta.get_field(name).verbose_name))
            yield label, date_format(date.fromisoformat(text), "j. F Y") if name == "starts_on" else text


def _actors(kept: Outcome) -> list[str]:
    there = {figure.place.actor for figure in kept.figures if figure.place.measure is Measure.PRESENT_VALUE}
    return [actor for actor in (*Actor.values, "") if actor in there]


def _purse(actor: str, kept: Outcome, now: Outcome) -> Purse:
    return Purse(actor_name(actor), *_told(kept, actor), *_told(now, actor))


def _told(outcome: Outcome, actor: str) -> tuple[str, str]:
    kr, year = outcome.number(Measure.PRESENT_VALUE, actor), outcome.number(Measure.BREAK_EVEN, actor)
    if not kr:
        return "–", "–"
    if year == "0":
        return whole(float(kr)), _("never in minus")
    return whole(float(kr)), _("year %(year)s") % {"year": year} if year else _("not within the horizon")


def actor_name(actor: str) -> str:
    return str(Actor(actor).label) if actor else _("Everybody together")


def _difference(changed: Changed, names: dict[str, str]) -> Difference:
    before, after = (number_told(changed.place, number) for number in (changed.before, changed.after))
    return Difference(place_told(changed.place, names), before, after)


def place_told(place: Place, names: dict[str, str]) -> str:
    """What a figure is called, with whom it belongs to."""
    whose = [actor_name(place.actor)] if place.actor or place.measure not in _NOBODYS else []
    key, _space, year = place.at.partition(" ")
    about = [names.get(key, key), *([year] if year else [])] if place.at else []
    return ", ".join(
        [*whose, *([place.administration] if place.administration else []), str(MEASURES[place.measure])]
    ) + (f" ({' '.join(about)})" if about else "")


_NOBODYS = {Measure.FRAME, Measure.OTHER_AREAS, Measure.SUCCESSES, Measure.SWITCHING}


def number_told(place: Place, number: str) -> str:
    """A frozen number as people read it, with so many digits that a small difference is seen."""
    if not number:
        return "–"
    value = Decimal(number)
    if place.measure in _SHARES:
        return percent(value, 6)
    return plain(value, 6) if place.measure in _COUNTS else f"{plain(value, 4)} kr."


def _input_names(dossier: Dossier) -> dict[str, str]:
    case = dossier.calculation
    return (
        {"participants": _("Participants")}
        | {effect.key: effect.name for effect in case.effects}
        | {f"effect:{effect.key}": effect.name for effect in case.effects}
        | {f"line:{line.key}": line.name for line in case.lines}
    )


def _today(inputs: Inputs) -> tuple[Inputs, tuple[str, ...]]:
    """The case with the newest public tables, and the names of those that are others than the frozen ones."""
    newest = DiscountSchedule.objects.filter(valid_from__isnull=False).prefetch_related("steps").first()
    found = replace(
        inputs,
        schedule=schedule_of(newest) if newest else inputs.schedule,
        series=_newest_series(inputs.series),
        refunds={key: _newest_rule(rule) for key, rule in inputs.refunds.items()},
    )
    pairs = [(inputs.schedule, found.schedule), (inputs.series, found.series)]
    names = [now.name for before, now in pairs if now is not None and now != before]
    rules = [rule for key, rule in found.refunds.items() if rule != inputs.refunds[key]]
    return found, (*names, *(f"{rule.law} ({rule.level_year})" for rule in rules))


def _newest_series(series):
    if series is None:
        return None
    rows = IndexSeries.objects.filter(index=series.index, published_on__isnull=False).prefetch_related("levels")
    newest = rows.order_by("-published_on").first()
    levels = {newest.pk: {level.year: level.level for level in newest.levels.all()}} if newest else {}
    return series_of(newest, levels) if newest else series


def _newest_rule(rule):
    newest = RefundRule.objects.filter(law=rule.law).prefetch_related("bands").order_by("-level_year").first()
    return refund_of(newest) if newest else rule
