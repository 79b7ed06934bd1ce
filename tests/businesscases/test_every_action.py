"""No action forgets: what it changes of a case is one transaction, a version of the case, and in the audit trail."""

import inspect
import pkgutil
import uuid
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps

from businesscases import actions
from businesscases.actions import (
    assumptions,
    cases,
    copying,
    effects,
    lines,
    scenarios,
    theory,
)
from businesscases.dossier.document import to_json
from businesscases.gathering import dossier_of
from businesscases.guarding import fingerprint
from businesscases.models import Case, Scenario

pytestmark = pytest.mark.django_db

_PRICED = {"unit_price": 1000, "price_year": 2019, "price": None, "price_name": ""}
# How each action is called that changes what a case says; what it changes must be the newest version afterwards.
CHANGES = {
    "cases.create_case": lambda case, by: cases.create_case(municipality=case.municipality, by=by, title="Ny"),
    "cases.start_case": lambda case, by: cases.start_case(
        participation=case.participation, origin="report:1", evidence=case.quotation, by=by
    )[0],
    "cases.save_case": lambda case, by: cases.save_case(
        case=case, over=fingerprint(case, ["problem"]), by=by, problem="Et andet problem"
    ),
    "copying.copy_case": lambda case, by: copying.copy_case(case=case, token=uuid.uuid4(), by=by),
    "copying.start_from": lambda case, by: copying.start_from(
        share=case.share, municipality=case.municipality, token=uuid.uuid4(), by=by
    ),
    "assumptions.save_assumptions": lambda case, by: assumptions.save_assumptions(
        case=case, version=1, by=by, participants=Decimal(60)
    ),
    "effects.create_effect": lambda case, by: effects.create_effect(case=case, by=by, name="Ny", rate=Decimal("0.1")),
    "effects.save_effect": lambda case, by: effects.save_effect(effect=case.effect, version=1, by=by, name="Ændret"),
    "effects.delete_effect": lambda case, by: effects.delete_effect(effect=case.effect, by=by),
    "lines.save_lines": lambda case, by: lines.save_lines(
        case=case, rows=[lines.Row(case.line.key, 1, _PRICED | {"name": "Ændret"})], by=by
    ),
    "lines.order_lines": lambda case, by: lines.order_lines(
        case=case, kind="cost", keys=[case.other_line.key, case.line.key], by=by
    ),
    "scenarios.save_scenario": lambda case, by: scenarios.save_scenario(
        scenario=Scenario(case=case, name="Færre"), over="", values={"participants": Decimal(9)}, by=by
    ),
    "scenarios.delete_scenario": lambda case, by: scenarios.delete_scenario(scenario=case.scenario, by=by),
    "theory.create_element": lambda case, by: theory.create_element(
        case=case, part="input", by=by, text="Et team", leads_to=[]
    ),
    "theory.save_element": lambda case, by: theory.save_element(
        element=case.box, version=1, by=by, text="Ændret", leads_to=[]
    ),
    "theory.delete_element": lambda case, by: theory.delete_element(element=case.box, by=by),
    "theory.move_element": lambda case, by: theory.move_element(element=case.box, is_up=False, by=by),
    "theory.create_indicator": lambda case, by: theory.create_indicator(element=case.box, by=by, name="Nyt tal"),
    "theory.save_indicator": lambda case, by: theory.save_indicator(
        indicator=case.indicator, version=1, by=by, name="Ændret"
    ),
    "theory.delete_indicator": lambda case, by: theory.delete_indicator(indicator=case.indicator, by=by),
}
# Only the order of rows changes: the version has it, and an entry for every row that moved would tell less.
BEYOND_THE_TRAIL = {"lines.order_lines", "theory.move_element"}
_TALK = "what people say of a case is none of its words; the row is in the audit trail"
_PRICES = "a catalogue is of no case, and a line keeps what it took"
WITHOUT_VERSION = {
    "calculations.begin_calculation": "part of the actions that make a case, which remember it",
    "cases.note_withdrawal": "a quotation stays as it is; the withdrawal is in the trail of the report",
    "cases.touch": "is what the others call",
    "versions.remember": "is what the others call",
    "comments.write_comment": _TALK,
    "comments.resolve_comment": _TALK,
    "comments.reopen_comment": _TALK,
    "comments.delete_comment": _TALK,
    "comments.forget_comments": _TALK,
    "decisions.decide": "the stage is in the log of decisions, whose rows never change",
    "decisions.correct": "a row of its own in the log of decisions, which never changes",
    "decisions.needs_of": "reads",
    "decisions.standing": "reads",
    "snapshots.take_snapshot": "keeps the case, and changes nothing in it",
    "snapshots.fresh_snapshot": "reads",
    "sharing.share_case": "copies from the case, and changes nothing in it",
    "sharing.end_share": "ends the copy",
    "prices.create_catalogue": _PRICES,
    "prices.save_catalogue": _PRICES,
    "prices.delete_catalogue": _PRICES,
    "prices.create_price": _PRICES,
    "prices.save_price": _PRICES,
    "prices.delete_price": _PRICES,
    "prices.hold_prices": "locks, and changes nothing",
    "prices.is_same": "reads",
    "prices.upload": _PRICES,
    "prices.store": _PRICES,
    "tables.create_table": "a table that a case uses never changes",
    "tables.save_table": "a table that a case uses never changes",
    "trail.note": "writes in the audit trail",
}
NOT_IN_THE_TRAIL = {
    "Evidence": "quoted once with the case, and frozen by a trigger",
    "Version": "is itself what the case was, with who and when",
    "ScenarioValue": "written anew with its scenario; the version has every value",
    "IndexLevel": "written with its table, whose entry has the rows of before and after",
    "DiscountStep": "written with its table, whose entry has the rows of before and after",
    "RefundBand": "written with its table, whose entry has the rows of before and after",
}


def _public_actions():
    for module in pkgutil.iter_modules(actions.__path__):
        found = import_module(f"{actions.__name__}.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__ == found.__name__ and not name.startswith("_"):
                yield f"{module.name}.{name}", function


@pytest.fixture
def case(calculated_case, quoted, herning, cast):
    """A case of the member with one of everything, which the member has not changed just now."""
    case = calculated_case(cost={}, other={})
    case.participation = herning
    case.save()
    case.quotation = quoted()
    case.line, case.other_line = case.lines.all()
    case.effect = case.effects.create(name="Hjemme", rate=Decimal("0.25"))
    case.scenario = case.scenarios.create(name="Flere")
    case.box, _after = (case.elements.create(part="output", position=at, text=f"Felt {at}") for at in range(2))
    case.indicator = case.box.indicators.create(name="Fravær")
    shown = {"parts": ["problem"], "document": {"texts": {"problem": "Deres"}}, "title": "Delt", "audience": "pupils"}
    dates = {"approach": "family", "starts_on": date(2026, 1, 1), "shared_by": cast.member}
    case.share = case.shares.create(participation=herning, **shown, **dates)
    return case


def test_every_action_is_listed_once_and_is_one_transaction():
    found = dict(_public_actions())
    assert sorted(found) == sorted([*CHANGES, *WITHOUT_VERSION])
    assert [name for name in CHANGES if not hasattr(found[name], "__wrapped__")] == []


@pytest.mark.parametrize("name", CHANGES)
def test_what_an_action_changes_is_remembered_or_nothing_has_changed(name, case, cast, monkeypatch):
    untouched = to_json(dossier_of(case)), Case.objects.count(), LogEntry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr("businesscases.actions.versions.dossier_of", lambda case: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            CHANGES[name](case, cast.leader)
    case = _fresh(case)
    assert (to_json(dossier_of(case)), Case.objects.count(), LogEntry.objects.count()) == untouched

    made = CHANGES[name](case, cast.leader)
    after = Case.objects.get(pk=made.pk if isinstance(made, Case) else case.pk)
    last = after.versions.first()
    assert (last.document, last.by) == (to_json(dossier_of(after)), cast.leader)
    assert (after.changed_by, last.document == untouched[0]) == (cast.leader, False)
    assert (LogEntry.objects.count() > untouched[2]) == (name not in BEYOND_THE_TRAIL)


def _fresh(case):
    """The same case without what the failed attempt wrote on the objects."""
    fresh = Case.objects.get(pk=case.pk)
    fresh.line, fresh.other_line = fresh.lines.all()
    fresh.effect, fresh.scenario, fresh.box = fresh.effects.get(), fresh.scenarios.get(), fresh.elements.first()
    fresh.indicator, fresh.share, fresh.quotation = fresh.box.indicators.get(), fresh.shares.get(), case.quotation
    return fresh


def test_every_model_is_in_the_audit_trail():
    models = apps.get_app_config("businesscases").get_models()
    missing = {model.__name__ for model in models if not auditlog.contains(model)}
    assert missing == set(NOT_IN_THE_TRAIL)
