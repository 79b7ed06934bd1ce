"""Business cases on PostgreSQL: what is frozen stays, and what people do at the same moment is done once."""

import uuid
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection

from businesscases import price_files
from businesscases.actions import (
    assumptions,
    cases,
    comments,
    copying,
    decisions,
    effects,
    lines,
    prices,
    sharing,
    snapshots,
    tables,
    theory,
)
from businesscases.actions import scenarios as scenario_actions
from businesscases.models import (
    Case,
    Comment,
    Decision,
    Effect,
    IndexSeries,
    Line,
    PriceCatalogue,
    PriceImport,
    Scenario,
    Snapshot,
)
from businesscases.tables import KINDS
from jobs.models import Job
from municipalities.models import Municipality, Participation, Partnership, PartnershipKind, Role, RoleKind, User
from partnership import erasure
from reports.actions import make_case_file
from reports.actions.case_files import BUILD
from reports.models import CaseFileKind
from tests.services.racing import AT_ONCE, race
from tests.traces import traces

CLICKS = 3  # there are many buttons
BALLERUP = "0151"  # a municipality that no other service test has a row of
CHANGED = "Businesscasen er ændret i mellemtiden. Sammenlign de to udgaver, og gem det, der skal gælde."
LINE = {"kind": "cost", "name": "Terapeut", "unit_price": Decimal(500_000), "price_year": 2026}
UNLINKED = {"price": None, "price_name": "", "effect": None}

pytestmark = pytest.mark.usefixtures("on_postgres")


@pytest.fixture(scope="module")
def place(on_postgres):
    """One municipality with its people and a partnership. Its cases go with the last test: frozen rows only so."""
    municipality = Municipality.objects.get(code=BALLERUP)
    kind = PartnershipKind.ALLIANCE
    partnership = Partnership.objects.create(kind=kind, name="Alliancen", starts_on=date(2026, 1, 1))
    enrolled = {"partnership": partnership, "municipality": municipality, "enrolled_on": date(2026, 1, 1)}
    participation = Participation.objects.create(**enrolled)
    member, leader = (_person(kind, municipality) for kind in (RoleKind.MEMBER, RoleKind.LEADER))
    yield SimpleNamespace(municipality=municipality, participation=participation, member=member, leader=leader)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE businesscases_case, businesscases_pricecatalogue CASCADE")
    Job.objects.filter(kind=BUILD).delete()


def _person(kind, municipality, name="sager"):
    user = User.objects.create_user(f"{name}-{kind}@ballerup.example", name=f"{name.title()} Person")
    Role.objects.create(user=user, kind=kind, municipality=municipality)
    return user


@pytest.fixture
def case(place):
    """A case with one line."""
    case = cases.create_case(municipality=place.municipality, by=place.member, title=f"Sag {uuid.uuid4()}")
    lines.save_lines(case=case, rows=[lines.Row(uuid.uuid4(), 0, LINE | UNLINKED)], by=place.member)
    return case


@pytest.fixture
def catalogue(place):
    name = f"Katalog {uuid.uuid4()}"
    return prices.create_catalogue(municipality=place.municipality, name=name, description="")


@pytest.fixture
def price(catalogue):
    facts = {"measure": "Plejefamilie", "unit": "barn", "amount_dkk": 470_000, "price_year": 2026, "source": "KL"}
    return prices.create_price(catalogue=catalogue, step=None, **facts)


@pytest.fixture
def frozen(case, place):
    """A case that was frozen and moved, about which somebody has said something."""
    snapshots.take_snapshot(case=case, occasion="Budget 2027", by=place.leader)
    _move(case, place)
    comments.write_comment(case=case, step="problem", text="Er det nok?", by=place.leader)
    return case


def _move(case, place, **fields):
    words = {"to_stage": "pre_study", "body": "Gruppen", "decided_on": date(2026, 11, 22), "reason": "Nu"}
    Case.objects.filter(pk=case.pk).update(problem="P", target_group="M", target_group_size="60")
    return decisions.decide(case=case, seen=0, is_leader=True, by=place.leader, **words | fields)


def test_snapshots_and_decisions_never_change(frozen):
    for model, change in ((Snapshot, {"occasion": "Et andet"}), (Decision, {"reason": "En anden"})):
        refusal = f"a {model._meta.model_name} never changes"
        rows = model.objects.filter(case=frozen)
        before = list(rows.values())
        with pytest.raises(IntegrityError, match=refusal):
            rows.update(**change)
        with pytest.raises(IntegrityError, match=refusal):
            rows._raw_delete(rows.db)
        assert list(rows.values()) == before != []


def test_who_decided_can_be_forgotten_and_the_decision_stays(case, place):
    somebody = _person(RoleKind.LEADER, place.municipality, "glemt")
    snapshots.take_snapshot(case=case, occasion="Budget 2027", by=somebody)
    _move(case, SimpleNamespace(leader=somebody))
    comments.write_comment(case=case, step="problem", text="Er det nok?", by=somebody)
    erasure.erase_account(user=somebody, by=somebody)
    assert traces("glemt-leader@ballerup.example", "Glemt Person") == []
    assert (Decision.objects.get(case=case).by, Snapshot.objects.get(case=case).by) == (somebody, somebody)
    assert not Comment.objects.filter(by=somebody).exists()


def _clicks(place, case, catalogue):
    """What a click on each button that makes something does, and where the row of it lies."""
    mine = {"case": case, "by": place.member}
    box = case.elements.create(part="outcome", text="I skole")
    indicator = {"name": "Fravær", "data_source": "", "measured": "", "baseline": "", "target": ""}
    shown = {"parts": ["problem"], "audience": "pupils", "approach": "family", "starts_on": date(2026, 11, 22)}
    row = {"measure": "Ny", "step": None, "unit": "år", "amount_dkk": "1.00", "price_year": 2026, "source": "KL"}
    facts = {"index": "net_price", "name": "Indeks 2026", "source": "KL", "published_on": None}
    title, token, start = f"Ny {uuid.uuid4()}", uuid.uuid4(), uuid.uuid4()
    shared = cases.create_case(title=f"Delt {title}", **_own(place))
    share = sharing.share_case(case=shared, participation=place.participation, by=place.member, **shown)
    copy = Case.objects.filter(origin=f"copy:{token}")
    box_texts = {"text": "Et team", "assumption": "", "leads_to": [box]}
    words = {"name": "Færre", "note": ""}
    scenario_values = {"participants": Decimal(50)}
    new_line = [lines.Row(uuid.uuid4(), 0, LINE | UNLINKED | {"name": "Ny linje"})]
    named = {"municipality": place.municipality, "name": title}
    return {
        "case": (partial(cases.create_case, title=title, **_own(place)), Case.objects.filter(title=title)),
        "copy": (partial(copying.copy_case, token=token, **mine), copy),
        "start": (
            partial(copying.start_from, share=share, token=start, **_own(place)),
            Case.objects.filter(origin=f"copy:{start}"),
        ),
        "file": (partial(make_case_file, kind=CaseFileKind.FULL, **mine), case.files),
        "snapshot": (partial(snapshots.take_snapshot, occasion="Budget", **mine), case.snapshots),
        "decision": (partial(_move, case, place), case.decisions),
        "comment": (partial(comments.write_comment, step="problem", text="Hvorfor?", **mine), case.comments),
        "line": (partial(_outcomes, case, new_line, place.member), case.lines.filter(name="Ny linje")),
        "effect": (partial(effects.create_effect, name="Hjemme", rate=Decimal("0.1"), **mine), case.effects),
        "box": (
            partial(theory.create_element, part="output", **box_texts, **mine),
            case.elements.filter(part="output"),
        ),
        "indicator": (partial(theory.create_indicator, element=box, by=place.member, **indicator), box.indicators),
        "scenario": (partial(_scenario, case, words, scenario_values, place.member), case.scenarios),
        "share": (partial(sharing.share_case, participation=place.participation, **shown, **mine), case.shares),
        "catalogue": (
            partial(prices.create_catalogue, description="", **named),
            PriceCatalogue.objects.filter(**named),
        ),
        "price": (
            partial(prices.create_price, catalogue=catalogue, **row | {"amount_dkk": Decimal(1)}),
            catalogue.prices,
        ),
        "import": (
            partial(prices.upload, catalogue=catalogue, file_name="a.csv", rows=[row], by=place.member),
            catalogue.imports,
        ),
        "table": (
            partial(tables.create_table, kind=KINDS["prisindeks"], facts=facts, rows=[(2026, Decimal(100))]),
            IndexSeries.objects.filter(name="Indeks 2026"),
        ),
    }


def test_three_clicks_on_any_button_make_one_of_it(place, case, catalogue):
    made = {}
    for name, (click, rows) in _clicks(place, case, catalogue).items():
        before = rows.count()
        told = race(*[click] * CLICKS)
        made[name] = (rows.count() - before, [words for words in told if isinstance(words, str) and words != "saved"])
    assert made == dict.fromkeys(made, (1, []))


def _own(place):
    return {"municipality": place.municipality, "by": place.member}


def _outcomes(case, rows, by):
    return ", ".join(saved.outcome for saved in lines.save_lines(case=case, rows=rows, by=by))


def _scenario(case, words, values, by):
    return scenario_actions.save_scenario(scenario=Scenario(case=case, **words), over="", values=values, by=by)


def test_of_six_who_save_over_the_same_one_is_heard_and_five_are_told(place, case):
    effect = effects.create_effect(case=case, by=place.member, name="Hjemme", rate=Decimal("0.1"))
    box = theory.create_element(case=case, by=place.member, part="output", text="Et team", leads_to=[])
    line = case.lines.get()
    by = place.member
    saves = {
        "line": lambda word: partial(_outcomes, case, [lines.Row(line.key, 1, LINE | UNLINKED | {"name": word})], by),
        "effect": lambda word: partial(effects.save_effect, effect=effect, version=1, by=by, name=word),
        "box": lambda word: partial(theory.save_element, element=box, version=1, by=by, text=word, leads_to=[]),
        "assumptions": lambda word: partial(
            assumptions.save_assumptions, case=case, version=1, by=by, participants=Decimal(word)
        ),
    }
    told = {name: race(*(save(str(number)) for number in range(1, 1 + AT_ONCE))) for name, save in saves.items()}
    for name, words in told.items():
        assert (name, words.pop("stale", 0) + words.pop(CHANGED, 0), sum(words.values())) == (name, AT_ONCE - 1, 1)
    rows = (line, effect, box, case.calculation)
    for row in rows:
        row.refresh_from_db()
    assert [row.version for row in rows] == [2] * 4
    assert {len(row.name if hasattr(row, "name") else row.text) for row in (line, effect, box)} == {1}


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_price_that_is_deleted_while_lines_take_it_leaves_its_amount(is_whole, place, case, price):
    values = LINE | UNLINKED | {"price": price, "price_name": price.measure}
    save = [partial(_outcomes, case, [lines.Row(uuid.uuid4(), 0, values)], place.member) for _ in range(AT_ONCE)]
    whole = partial(prices.delete_catalogue, catalogue=price.catalogue)
    delete = whole if is_whole else partial(prices.delete_price, price=price)
    assert race(*save, delete) == {"saved": AT_ONCE, None: 1}
    taken = case.lines.filter(price_name="Plejefamilie").values_list("price", "unit_price")
    assert Counter(taken) == {(None, Decimal(500_000)): AT_ONCE}


def test_an_effect_is_deleted_or_lines_are_counted_by_it_but_never_both(place, case):
    effect = effects.create_effect(case=case, by=place.member, name="Hjemme", rate=Decimal("0.1"))
    values = LINE | UNLINKED | {"kind": "gain", "per": "success", "effect": effect}
    save = [partial(_outcomes, case, [lines.Row(uuid.uuid4(), 0, values)], place.member) for _ in range(AT_ONCE)]
    told = race(*save, partial(effects.delete_effect, effect=effect, by=place.member))
    is_there = Effect.objects.filter(pk=effect.pk).exists()
    assert told["saved" if is_there else "uncounted"] == AT_ONCE
    assert Line.objects.filter(effect=effect).count() == (AT_ONCE if is_there else 0)


def test_an_import_is_stored_once_while_lines_take_its_prices(place, case, price):
    facts = {"measure": price.measure, "step": None, "unit": "barn", "price_year": 2026, "source": "KL"}
    rows = [facts | {"amount_dkk": "480000.00"}, facts | {"measure": "Ny", "amount_dkk": "1.00"}]
    row = prices.upload(catalogue=price.catalogue, file_name="a.csv", rows=rows, by=place.member)
    values = LINE | UNLINKED | {"price": price, "price_name": price.measure}
    save = [partial(_outcomes, case, [lines.Row(uuid.uuid4(), 0, values)], place.member) for _ in range(AT_ONCE)]
    told = race(*[partial(prices.store, row=row, news=price_files.news, by=place.member)] * AT_ONCE, *save)
    assert told == {"saved": AT_ONCE, PriceImport.objects.get(pk=row.pk): AT_ONCE}
    kept = price.catalogue.prices.order_by("measure").values_list("measure", "amount_dkk", "version")
    assert list(kept) == [("Ny", 1, 1), ("Plejefamilie", 480_000, 2)]
