"""The business cases of the demonstration, with sources on every price and every assumption marked as one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from django.utils import timezone

from businesscases.actions.assumptions import save_assumptions
from businesscases.actions.cases import create_case, save_case
from businesscases.actions.comments import resolve_comment, write_comment
from businesscases.actions.decisions import decide
from businesscases.actions.effects import create_effect
from businesscases.actions.lines import Row, save_lines
from businesscases.actions.scenarios import save_scenario
from businesscases.actions.sharing import share_case
from businesscases.actions.snapshots import take_snapshot
from businesscases.actions.theory import create_element, create_indicator
from businesscases.guarding import fingerprint
from businesscases.models import (
    Calculation,
    Case,
    DiscountSchedule,
    IndexLevel,
    IndexSeries,
    Line,
    Part,
    Price,
    RefundRule,
    Scenario,
)
from municipalities.models import Participation, RoleKind, User

_PARTS = list(Part)
_HERE = Path(__file__).resolve().parent
CASES = _HERE / "cases"
_SCHEDULES = {"fm-2013": date(2013, 5, 31), "fm-2021": date(2021, 1, 7)}
_BEGINNING = ("title", "problem", "target_group", "target_group_size", "target_group_found")
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
    """Written as people write: each their part, through the rules, so that the case has its history."""
    people = {kind: _person(participation.municipality, kind) for kind in ("contact", "member", "leader")}
    contact, member, leader = people.values()
    texts = {name: _text(value) for name, value in document["case"].items()}
    begun, proposal = {name: texts.pop(name) for name in _BEGINNING}, {"proposal": texts.pop("proposal")}
    case = create_case(municipality=participation.municipality, participation=participation, by=contact, **begun)
    _write(case, texts, by=member)
    _theory(case, document["theory"], by=contact)
    _calculate(case, document["calculation"], by=member)
    effects = {name: _effect(case, row, by=member) for name, row in document["effects"].items()}
    save_lines(case=case, rows=[_line(case, row, effects) for row in document["lines"]], by=member)
    for row in document["scenarios"]:
        _scenario(case, row, effects, by=leader)
    _write(case, proposal, by=leader)
    _talk(case, document.get("comments", ()), people)
    _decide(case, document["decisions"], people)
    if "share" in document:
        today = timezone.localdate()
        share_case(case=case, participation=participation, by=leader, starts_on=today, **document["share"])


def _person(municipality, kind):
    return User.objects.filter(roles__kind=RoleKind(kind), roles__municipality=municipality).earliest("pk")


def _write(case, texts, by):
    case.refresh_from_db()
    _checked(save_case(case=case, over=fingerprint(case, texts), by=by, **texts))


def _theory(case, rows, by):
    """From the outcomes back to what is put in: each box is drawn with its arrows to those that are there."""
    boxes = {}
    for name, row in sorted(rows.items(), key=lambda pair: -_PARTS.index(pair[1]["part"])):
        said = {"text": row["text"], "assumption": row.get("assumption", "")}
        after = [boxes[to] for to in row.get("leads_to", ())]
        boxes[name] = _checked(create_element(case=case, part=row["part"], by=by, leads_to=after, **said))
        for sign in row.get("indicators", ()):
            _checked(create_indicator(element=boxes[name], by=by, **sign))


def _talk(case, rows, people):
    """A remark, perhaps with its answer; what `is_resolved` was settled by whoever answered."""
    for row in rows:
        asked = write_comment(case=case, step=row["step"], text=row["text"], by=people[row["by"]])
        if answer := row.get("answer"):
            said = {"text": answer["text"], "by": people[answer["by"]]}
            write_comment(case=case, step=row["step"], answers_to=asked, **said)
            resolve_comment(comment=asked, by=said["by"])


def _decide(case, rows, people):
    """Through the rules: a stage with too little in the case, or without a leader, is refused here too."""
    for seen, row in enumerate(rows):
        who, occasion = row.pop("by"), row.pop("snapshot", None)
        if occasion:
            take_snapshot(case=case, occasion=occasion, by=people[who])
        today = timezone.localdate()
        by = {"by": people[who], "is_leader": who == "leader"}
        decide(case=case, seen=seen, decided_on=today, **row, **by)


def _calculate(case, row, by):
    chosen = {
        "series": IndexSeries.objects.filter(index=row["series"]).latest("published_on"),
        "schedule": DiscountSchedule.objects.get(valid_from=_SCHEDULES[row["schedule"]]),
        "budget_series": IndexSeries.objects.filter(index="pay_and_price").latest("published_on"),
    }
    version = Calculation.objects.get(case=case).version
    _checked(save_assumptions(case=case, version=version, by=by, **row | chosen))


def _effect(case, row, by):
    return _checked(create_effect(case=case, by=by, **row | {"source": _text(row["source"])}))


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
    line.clean_fields(exclude=["changed_by"])
    return Row(line.key, 0, values)


def _purse(place, prefix=""):
    """[actor, administration, account, control area] as the fields of a line; no place, no fields."""
    names = ("actor", "administration", "account", "area")
    return {f"{prefix}{name}": value for name, value in zip(names, place or (), strict=place is not None)}


def _scenario(case, row, effects, by):
    values = {f"effect:{effects[name].key}": Decimal(rate) for name, rate in row["effects"].items()}
    scenario = Scenario(case=case, name=row["name"], note=row["note"])
    _checked(save_scenario(scenario=scenario, over="", values=values, by=by))


def _checked(row):
    """The row, if it passes what a form would ask of its fields; the database has asked its constraints."""
    row.clean_fields()
    return row


def _text(value):
    return value.strip() if isinstance(value, str) else value


def _read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))
