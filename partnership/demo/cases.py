"""The business cases of the demonstration, with sources on every price and every assumption marked as one."""

from datetime import date
from pathlib import Path

import yaml

from businesscases.actions.cases import create_case
from businesscases.actions.versions import remember
from businesscases.models import (
    Calculation,
    Case,
    DiscountSchedule,
    Effect,
    IndexLevel,
    IndexSeries,
    Line,
    Price,
    RefundRule,
    Scenario,
    ScenarioValue,
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
    writer = User.objects.filter(roles__kind=RoleKind.MEMBER, roles__municipality=municipality).earliest("pk")
    texts = {name: _text(value) for name, value in document["case"].items()}
    case = create_case(municipality=municipality, participation=participation, by=writer, **texts)
    _calculate(case, document["calculation"])
    effects = {name: _effect(case, at, row) for at, (name, row) in enumerate(document["effects"].items())}
    for at, row in enumerate(document["lines"]):
        _line(case, at, row, effects, writer)
    for row in document["scenarios"]:
        _scenario(case, row, effects)
    remember(case=case, by=writer)


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


def _line(case, position, row, effects, writer):
    fields = dict(row)
    first_year, last_year = fields.pop("years")
    places = _purse(fields.pop("purse")) | _purse(fields.pop("to", None), "to_")
    looked_up = {
        "effect": effects.get(fields.pop("effect", None)),
        "price": Price.objects.filter(
            measure=fields.pop("catalogue_price", None), price_year=row["price_year"]
        ).first(),
        "refund": RefundRule.objects.filter(level_year=_REFUNDS.get(fields.pop("refund", None))).first(),
    }
    years = {"first_year": first_year, "last_year": last_year}
    _keep(Line(case=case, position=position, changed_by=writer, **fields, **years, **places, **looked_up))


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
