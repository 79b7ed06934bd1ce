"""The business cases of the demonstration, with sources on every price and every assumption marked as one."""

from datetime import date
from pathlib import Path

import yaml
from django.utils import timezone

from businesscases.actions.cases import create_case
from businesscases.actions.decisions import decide
from businesscases.actions.lines import Row, save_lines
from businesscases.actions.snapshots import take_snapshot
from businesscases.actions.versions import remember
from businesscases.models import (
    Calculation,
    Case,
    DiscountSchedule,
    Effect,
    IndexLevel,
    IndexSeries,
    Indicator,
    Line,
    Price,
    RefundRule,
    Scenario,
    ScenarioValue,
    TheoryElement,
)
from municipalities.models import Participation, RoleKind, User

_HERE = Path(__file__).resolve().parent
CASES = _HERE / "cases"
_SCHEDULES = {"fm-2013": date(2013, 5, 31), "fm-2021": date(2021, 1, 7)}
_REFUNDS = {"serviceloven-2020": 2020, "barnets-lov-2022": 2022}


def load_indices() -> None:
    for row in _read(_HERE / "indices.yaml"):
        levels = row.pop("levels")
        series, _created = IndexSeries.objects.get_or_create(name=row["name"], defaults=row)
        for year, level in levels.items():
            IndexLevel.objects.get_or_create(series=series, year=year, defaults={"level": level})


def load_cases() -> None:
    """Each case once: whoever has changed it in the demonstration keeps the change."""
    for path in sorted(CASES.glob("*.yaml")):
        document = _read(path)
        participation = Participation.objects.get(
            municipality__name=document["municipality"], partnership__name=document["partnership"]
        )
        if not Case.objects.filter(municipality=participation.municipality, title=document["case"]["title"]).exists():
            _load(document, participation)


def _load(document, participation):
    municipality = participation.municipality
    writer, leader = _person(municipality, RoleKind.MEMBER), _person(municipality, RoleKind.LEADER)
    texts = {name: _text(value) for name, value in document["case"].items()}
    case = create_case(municipality=municipality, participation=participation, by=writer, **texts)
    _theory(case, document["theory"])
    _calculate(case, document["calculation"])
    effects = {name: _effect(case, at, row) for at, (name, row) in enumerate(document["effects"].items())}
    save_lines(case=case, rows=[_line(case, row, effects) for row in document["lines"]], by=writer)
    for row in document["scenarios"]:
        _scenario(case, row, effects)
    remember(case=case, by=writer)
    _decide(case, document["decisions"], {"member": writer, "leader": leader})


def _person(municipality, kind):
    return User.objects.filter(roles__kind=kind, roles__municipality=municipality).earliest("pk")


def _theory(case, rows):
    boxes = {}
    for at, (name, row) in enumerate(rows.items()):
        said = {field: row[field] for field in ("part", "text", "assumption") if field in row}
        boxes[name] = _keep(TheoryElement(case=case, position=at, **said))
        for sign in row.get("indicators", ()):
            _keep(Indicator(element=boxes[name], **sign))
    for name, row in rows.items():
        boxes[name].leads_to.set(boxes[after] for after in row.get("leads_to", ()))


def _decide(case, rows, people):
    """Through the rules: a stage with too little in the case, or without a leader, is refused here too."""
    for seen, row in enumerate(rows):
        who, occasion = row.pop("by"), row.pop("snapshot", None)
        if occasion:
            take_snapshot(case=case, occasion=occasion, by=people[who])
        today = timezone.localdate()
        by = {"by": people[who], "is_leader": who == "leader"}
        decide(case=case, seen=seen, decided_on=today, **row, **by)


def _calculate(case, row):
    calculation = Calculation.objects.get(case=case)
    chosen = {
        "series": IndexSeries.objects.filter(index=row["series"]).latest("published_on"),
        "schedule": DiscountSchedule.objects.get(valid_from=_SCHEDULES[row["schedule"]]),
        "budget_series": IndexSeries.objects.filter(index="pay_and_price").latest("published_on"),
    }
    for name, value in (row | chosen).items():
        setattr(calculation, name, value)
    _keep(calculation)


def _effect(case, position, row):
    return _keep(Effect(case=case, position=position, **row | {"source": _text(row["source"])}))


def _line(case, row, effects):
    """What a form would hand on to `save_lines`."""
    fields = dict(row)
    first_year, last_year = fields.pop("years")
    places = _purse(fields.pop("purse")) | _purse(fields.pop("to", None), "to_")
    measure = fields.pop("catalogue_price", None)
    values = {
        "effect": effects.get(fields.pop("effect", None)),
        "price": Price.objects.filter(measure=measure, price_year=row["price_year"]).first(),
        "price_name": measure or "",
        "refund": RefundRule.objects.filter(level_year=_REFUNDS.get(fields.pop("refund", None))).first(),
        "first_year": first_year,
        "last_year": last_year,
        **fields,
        **places,
    }
    line = Line(case=case, **values)
    line.full_clean(exclude=["changed_by"])
    return Row(line.key, 0, values)


def _purse(place, prefix=""):
    """[actor, administration, account, control area] as the fields of a line; no place, no fields."""
    names = ("actor", "administration", "account", "area")
    return {f"{prefix}{name}": value for name, value in zip(names, place or (), strict=place is not None)}


def _scenario(case, row, effects):
    scenario = _keep(Scenario(case=case, name=row["name"], note=row["note"]))
    for name, rate in row["effects"].items():
        _keep(ScenarioValue(scenario=scenario, key=f"effect:{effects[name].key}", value=rate))


def _keep(row):
    """Saved only if it passes what a form would ask of it."""
    row.full_clean()
    row.save()
    return row


def _text(value):
    return value.strip() if isinstance(value, str) else value


def _read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))
