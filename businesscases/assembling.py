"""From the rows of a case to the document its figures are computed from (calculation/inputs.py)."""

from businesscases.calculation import inputs as of
from businesscases.economics import lines as engine
from businesscases.economics.discounting import Schedule
from businesscases.economics.prices import Index
from businesscases.economics.refund import RefundRule
from businesscases.models import Calculation, DiscountStep, IndexLevel, RefundBand

# What a page selects with the case so that its calculation is not fetched again.
ASSUMPTIONS = ("calculation__schedule", "calculation__series", "calculation__budget_series")


def inputs_of(case, rows=None, rules=None, calculation=None) -> of.Inputs:
    """Everything the case's figures hang on, as it stands now. At most 6 queries, whatever the number of lines.

    `rows` are lines to calculate with instead of the saved ones, for example with some that are still being typed;
    `rules` are rules of refund with their bands, if somebody has fetched all of them already; `calculation` is that of
    the case, if it was selected with `ASSUMPTIONS`.
    """
    related = Calculation.objects.select_related("schedule", "series", "budget_series")
    found = calculation or related.get(case=case)
    levels = _levels(found.series, found.budget_series)
    rows = case.lines.select_related("effect") if rows is None else rows
    lines = tuple(line_of(row) for row in rows)
    used = {line.refund for line in lines} - {""}
    return of.Inputs(
        decision_year=found.decision_year,
        horizon_years=found.horizon_years,
        price_year=found.price_year,
        schedule=schedule_of(found.schedule),
        timing=found.timing,
        participants=of.Estimate(found.participants, found.participants_low, found.participants_high),
        series=series_of(found.series, levels),
        budget_year=found.budget_year,
        budget_series=series_of(found.budget_series, levels),
        refunds=_refunds(used)
        if rules is None
        else {str(row.pk): refund_of(row) for row in rules if str(row.pk) in used},
        optimism_bias=found.optimism_bias,
        mitigation=found.mitigation,
        distribution=of.Distribution(found.distribution),
        draws=found.draws,
        seed=found.seed,
        effects=tuple(effect_of(row) for row in case.effects.all()),
        lines=lines,
    )


def effect_of(row) -> of.Effect:
    return of.Effect(
        key=str(row.key),
        name=row.name,
        rate=of.Estimate(row.rate, row.rate_low, row.rate_high),
        first_year=row.first_year,
        deadweight=row.deadweight,
        attribution=row.attribution,
        displacement=row.displacement,
        drop_off=row.drop_off,
    )


def line_of(row) -> of.CaseLine:
    """One line, saved or only checked by its form."""
    return of.CaseLine(
        key=str(row.key),
        name=row.name,
        kind=engine.Kind(row.kind),
        purse=_purse(row.actor, row.area, row.administration, row.account),
        to=_purse(row.to_actor, row.to_area, row.to_administration, row.to_account) if row.to_actor else None,
        first_year=row.first_year,
        last_year=row.last_year,
        per=of.Per(row.per),
        effect=str(row.effect.key) if row.effect else "",
        quantity=row.quantity,
        unit=row.unit,
        price=of.Estimate(row.unit_price, row.unit_price_low, row.unit_price_high),
        price_year=row.price_year,
        index=Index(row.index) if row.index else None,
        refund=str(row.refund_id or ""),
        source=row.source,
        is_assumption=row.is_assumption,
        note=row.note,
    )


def schedule_of(row) -> Schedule:
    return _schedule(row, [(step.first_year, float(step.rate)) for step in row.steps.all()])


def _schedule(row, steps) -> Schedule:
    return Schedule(
        name=row.name,
        steps=tuple(steps),
        vintage=row.valid_from.isoformat() if row.valid_from else "",
        source=row.source,
        unverified_from=row.unverified_from,
    )


def schedules() -> list[Schedule]:
    """Every discount rate there is, in one query."""
    steps: dict = {}
    for step in DiscountStep.objects.select_related("schedule").order_by("-schedule__valid_from", "first_year"):
        steps.setdefault(step.schedule, []).append((step.first_year, float(step.rate)))
    return [_schedule(row, found) for row, found in steps.items()]


def series_of(row, levels) -> of.Series | None:
    """A price index; `levels` are those of every index of the case, by the key of the index."""
    return None if row is None else of.Series(Index(row.index), row.name, levels.get(row.pk, {}), row.source)


def refund_of(row) -> RefundRule:
    bands = tuple((int(band.threshold_dkk), float(band.share)) for band in row.bands.all())
    return RefundRule(row.law, row.level_year, bands, row.source)


def _levels(*rows) -> dict:
    wanted = {row.pk for row in rows if row is not None}
    found: dict = {}
    for level in IndexLevel.objects.filter(series__in=wanted) if wanted else ():
        found.setdefault(level.series_id, {})[level.year] = level.level
    return found


def _refunds(keys) -> dict[str, RefundRule]:
    """The rules by their key, each with its bands from the lowest threshold up."""
    bands: dict = {}
    for band in RefundBand.objects.filter(rule__in=keys).select_related("rule") if keys else ():
        bands.setdefault(band.rule, []).append((int(band.threshold_dkk), float(band.share)))
    return {
        str(rule.pk): RefundRule(rule.law, rule.level_year, tuple(found), rule.source) for rule, found in bands.items()
    }


def _purse(actor, area, administration, account) -> engine.Purse:
    return engine.Purse(engine.Actor(actor), engine.ControlArea(area), administration, account)
