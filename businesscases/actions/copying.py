"""New cases made from others: a copy of an own one, and a start from what another municipality shares."""

import uuid
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.actions.calculations import begin_calculation
from businesscases.actions.prices import hold_prices
from businesscases.actions.versions import remember
from businesscases.gathering import TEXTS, element_of
from businesscases.models import Case, Effect, Line, Per, RefundRule, Scenario, ScenarioValue
from businesscases.models.cases import TITLE_LENGTH
from businesscases.shared import EFFECT, LINE, PRICED
from municipalities.models import Municipality

_NUMBERS = ("quantity", "unit_price", "unit_price_low", "unit_price_high")
_SHARES = ("rate", "rate_low", "rate_high", "deadweight", "attribution", "displacement", "drop_off")
_SOURCE_LENGTH = Line._meta.get_field("source").max_length


@transaction.atomic
def copy_case(*, case, token, by) -> Case:
    """Everything but comments, versions, snapshots, decisions and sharing, as a new idea. One copy for each `token`.

    The case stands still meanwhile: a line never comes along without the effect it is counted by.
    """
    if made := _made(case.municipality, token):
        return made
    case = Case.objects.select_for_update(of=("self",)).select_related("calculation").get(pk=case.pk)
    hold_prices(case.lines.exclude(price=None).values_list("price", flat=True))
    written = {name: getattr(case, name) for name in TEXTS if name != "title"}
    title = _shortened(case.title, _(" (copy)"))
    copy = _started(case.municipality, token, by, title=title, participation=case.participation, **written)
    for row in case.evidence.all():
        _again(row, case=copy)
    _again(case.calculation, case=copy, version=1)
    effects = {effect.key: _again(effect, case=copy, key=uuid.uuid4(), version=1) for effect in case.effects.all()}
    keys = {f"effect:{old}": f"effect:{effect.key}" for old, effect in effects.items()}
    _copy_scenarios(case, copy, keys | _copy_lines(case, copy, effects, by))
    _add_theory(copy, [asdict(element_of(element)) for element in case.elements.all()])
    remember(case=copy, by=by)
    return copy


@transaction.atomic
def start_from(*, share, municipality, token, by) -> Case:
    """A case that begins with what is shared, and nothing else. Its amounts are to be checked; one for each `token`."""
    if made := _made(municipality, token):
        return made
    document, source = share.document, f"{share.participation.municipality}: {share.title}"
    texts = {name: text for name, text in document["texts"].items() if text is not None}
    case = _started(municipality, token, by, title=share.title, **texts)
    begin_calculation(case)
    effects = [_effect(case, position, facts, source) for position, facts in enumerate(document.get("effects", ()))]
    rules = {str(rule): rule for rule in RefundRule.objects.all()}
    for position, facts in enumerate(document.get("lines", ())):
        line = _line(case, position, facts, effects, source, by)
        line.refund = rules.get(facts.get("refund"))
        line.save()
    _add_theory(case, document.get("theory", ()))
    remember(case=case, by=by)
    return case


def _made(municipality, token):
    """What the first of two clicks made."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    return Case.objects.filter(municipality=municipality, origin=_origin(token)).first()


def _started(municipality, token, by, **written):
    return Case.objects.create(
        municipality=municipality, origin=_origin(token), created_by=by, changed_by=by, **written
    )


def _origin(token):
    return f"copy:{token}"


def _again(row, **changes):
    """The row once more."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def _copy_lines(case, copy, effects, by):
    """Old name of each line in a scenario → its new one. `effects` are the new ones by the key of the old."""
    keys = {}
    for line in case.lines.select_related("effect"):
        old, new = line.key, uuid.uuid4()
        effect = effects[line.effect.key] if line.effect else None
        _again(line, case=copy, key=new, effect=effect, version=1, changed_by=by, changed_at=timezone.now())
        keys[f"line:{old}"] = f"line:{new}"
    return keys


def _copy_scenarios(case, copy, keys):
    for scenario in case.scenarios.prefetch_related("values"):
        again = Scenario.objects.create(case=copy, name=scenario.name, note=scenario.note)
        ScenarioValue.objects.bulk_create(
            ScenarioValue(scenario=again, key=keys.get(value.key, value.key), value=value.value)
            for value in scenario.values.all()
        )


def _add_theory(case, boxes):
    """Boxes with new keys, linked as the old ones were."""
    made = {}
    for position, box in enumerate(boxes):
        written = {name: box[name] for name in ("part", "text", "assumption")}
        element = made[box["key"]] = case.elements.create(position=position, **written)
        for sign in box["signs"]:
            element.indicators.create(**sign)
    for box in boxes:
        made[box["key"]].leads_to.set([made[key] for key in box["leads_to"] if key in made])


def _effect(case, position, facts, source):
    written = {name: facts[name] for name in EFFECT}
    written |= {name: Decimal(written[name]) for name in _SHARES if written[name] is not None}
    return Effect.objects.create(
        case=case, position=position, **written | {"source": f"{source}. {facts['source']}".strip()}
    )


def _line(case, position, facts, effects, source, by):
    """Not saved. A line without its amounts costs 0 until somebody writes what it costs here."""
    written = {name: facts[name] for name in LINE}
    effect = effects[facts["effect_number"] - 1] if "effect_number" in facts else None
    if written["per"] == Per.SUCCESS and effect is None:
        written["per"] = Per.PARTICIPANT
    priced = {name: facts[name] for name in PRICED if name in facts}
    priced |= {name: Decimal(priced[name]) for name in _NUMBERS if priced.get(name) is not None}
    if not priced:
        priced = {"unit_price": 0, "price_year": timezone.localdate().year}
    told = f"{source}. {priced.get('source', '')}".removesuffix(". ")
    return Line(
        case=case,
        position=position,
        effect=effect if written["per"] == Per.SUCCESS else None,
        changed_by=by,
        **written | priced | {"source": told[:_SOURCE_LENGTH], "is_assumption": True, "note": _("To be checked here")},
    )


def _shortened(title, ending):
    return f"{title[: TITLE_LENGTH - len(ending)].rstrip()}{ending}"
