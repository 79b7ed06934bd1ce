"""The demonstration's business cases: nothing without a source or the mark of an assumption, and all compute."""

import pytest
from django.db import transaction
from django.db.models import Q

from businesscases import models
from businesscases.actions.decisions import needs_of
from businesscases.assembling import inputs_of
from businesscases.calculation.figures import budget_proposal, results
from businesscases.calculation.problems import problems
from businesscases.calculation.uncertainty import uncertain
from businesscases.calculation.worked import worked_out
from businesscases.dossier.document import to_json
from businesscases.dossier.stages import Need
from businesscases.economics.lines import Actor
from businesscases.gathering import dossier_of
from businesscases.models import Case, Effect, Grade, IndexLevel, Indicator, Line, Part, Share, Stage
from municipalities.models import Participation, RoleKind
from partnership.demo.cases import load_cases, load_indices
from partnership.demo.partnerships import load_partnerships, load_prices
from partnership.demo.people import load_people

pytestmark = pytest.mark.django_db

MARK = "kommunen skal efterprøve den"
TITLES = {
    "Herning": "Familieprogram for unge i risiko for anbringelse",
    "Guldborgsund": "Fast mentor og bro til uddannelse for udsatte unge",
    "Holbæk": "Behandling og job i samme forløb for sygemeldte med depression eller angst",
}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once, which takes seconds: the tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        _load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_loaded, db):
    return {case.municipality.name: case for case in Case.objects.select_related("municipality")}


def _load():
    load_partnerships()
    # The other municipalities write no cases, and their people take time.
    Participation.objects.exclude(municipality__name__in=TITLES).delete()
    load_prices()
    load_people()
    load_indices()
    load_cases()


def test_three_cases_are_there_each_in_its_partnership(loaded):
    assert {name: case.title for name, case in loaded.items()} == TITLES
    kinds = {name: case.participation.partnership.kind for name, case in loaded.items()}
    assert kinds == {"Herning": "research", "Guldborgsund": "development", "Holbæk": "development"}
    assert all(case.created_by.email.endswith(".example") for case in loaded.values())


def test_each_case_has_the_history_of_several_people_and_its_newest_version_is_the_case(loaded):
    for case in loaded.values():
        writers = [version.by.roles.get().kind for version in case.versions.order_by("number")]
        assert writers == [RoleKind.CONTACT, RoleKind.MEMBER, RoleKind.CONTACT, RoleKind.MEMBER, RoleKind.LEADER]
        assert case.versions.first().document == to_json(dossier_of(case))


def test_others_in_the_partnership_see_one_case_about_which_people_talk(loaded):
    shared, herning = Share.objects.get(), loaded["Herning"]
    assert (shared.case, shared.participation, shared.shared_by) == (herning, herning.participation, herning.changed_by)
    assert herning.comments.open_by_step() == {"problem": 1}


def test_no_text_of_a_case_is_missing(loaded):
    texts = ("problem", "target_group", "target_group_size", "target_group_found", "intervention", "legal_basis")
    texts += ("starts_on", "duration_months", "staffing", "basis_alternative", "proposal")
    assert [(name, text) for name, case in loaded.items() for text in texts if not getattr(case, text)] == []


def test_each_theory_leads_from_what_is_put_in_to_outcomes_that_somebody_measures(loaded):
    columns = [*Part]
    for case in loaded.values():
        boxes = list(case.elements.prefetch_related("leads_to", "comes_from", "indicators"))
        for box in boxes:
            at = columns.index(box.part)
            assert {columns.index(after.part) for after in box.leads_to.all()} == ({at + 1} if at < 3 else set()), box
            assert box.part == Part.INPUT or box.comes_from.exists(), box
        assert {Part.OUTPUT, Part.OUTCOME} == {box.part for box in boxes if box.indicators.all()}
    assert Indicator.objects.count() == 9
    assert not Indicator.objects.filter(Q(data_source="") | Q(measured="") | Q(baseline="") | Q(target="")).exists()


def test_each_case_has_gone_as_far_as_the_rules_let_it(loaded):
    assert {name: case.stage for name, case in loaded.items()} == {
        "Herning": Stage.POLITICAL,
        "Guldborgsund": Stage.CALCULATION,
        "Holbæk": Stage.CALCULATION,
    }
    last = loaded["Herning"].decisions.first()
    assert last.snapshot.sha256
    assert last.by.roles.filter(kind=RoleKind.LEADER).exists()
    assert {needs_of(case, Stage.POLITICAL) for case in loaded.values()} == {(), (Need.SNAPSHOT,)}


def test_every_line_has_a_source_or_is_an_assumption_that_says_what_is_assumed(loaded):
    assert Line.objects.count() == 35
    assert [line.name for line in Line.objects.filter(source="", is_assumption=False)] == []
    assumed = Line.objects.filter(is_assumption=True)
    assert [line.name for line in assumed if "ntag" not in line.note] == []
    assert [line.name for line in assumed.filter(source="") if MARK not in line.note] == []
    certain = Line.objects.filter(is_assumption=False).select_related("price")
    assert [line.unit_price for line in certain] == [line.price.amount_dkk for line in certain]


def test_every_effect_is_graded_with_its_source(loaded):
    grades = {effect.name: effect.grade for effect in Effect.objects.all()}
    assert grades == {
        "Anbringelse uden for hjemmet undgået": Grade.ASSUMPTION,
        "I gang med en uddannelse efter et år": Grade.EXPERIMENT,
        "I job efter et år": Grade.EXPERIMENT,
        "I arbejde 12 måneder efter start": Grade.EXPERIMENT,
    }
    assert not Effect.objects.filter(source="").exists()


def test_all_compute_and_the_purses_that_lose_are_those_the_proposals_name(loaded):
    losers = {name: _losers(case) for name, case in loaded.items()}
    assert losers == {
        "Herning": set(),
        "Guldborgsund": {Actor.STATE, Actor.INVESTOR},
        "Holbæk": {Actor.MUNICIPALITY, Actor.REGION, Actor.CITIZEN, Actor.INVESTOR},
    }


def _losers(case):
    """Those whose present value is negative, after everything else has been computed too."""
    inputs = inputs_of(case)
    assert problems(inputs) == ()
    worked = worked_out(inputs)
    assert uncertain(worked, 500, inputs.seed) is not None
    assert budget_proposal(inputs, worked).price_level == inputs.budget_year
    actors = results(inputs, worked).actors
    return {actor for actor, figures in actors.items() if figures.present_value_kr < 0}


def test_the_net_price_index_is_the_mean_of_the_months_statistics_denmark_printed(loaded):
    printed = "117.4 118.5 118.3 118.7 117.2 117.6 119.2 118.3 118.0 118.3 117.8 117.2"
    months = [float(month) for month in printed.split()]
    level = IndexLevel.objects.get(series__index="net_price", year=2023).level
    assert float(level) == round(sum(months) / 12, 4)


def test_loading_twice_changes_nothing(loaded):
    kept = _everything()
    load_indices()
    load_cases()
    assert _everything() == kept


def _everything():
    names = ("Case", "Calculation", "TheoryElement", "Indicator", "Effect", "Line", "Scenario", "ScenarioValue")
    names += ("IndexSeries", "IndexLevel", "Version", "Snapshot", "Decision", "Comment", "Share")
    return {name: list(getattr(models, name).objects.order_by("pk").values()) for name in names}
