"""A case remembers what it was: a person's changes of a short while are one version."""

from datetime import timedelta

import pytest
from django.utils import timezone

from businesscases.actions import cases as actions
from businesscases.actions.versions import remember
from businesscases.dossier.document import from_json, to_json
from businesscases.economics.flows import InvalidInput
from businesscases.gathering import dossier_of
from businesscases.guarding import fingerprint
from businesscases.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    """later(minutes=11) → the clock of remembering goes on."""
    clock = "businesscases.actions.versions.timezone.now"
    start = timezone.now()

    def wait(**times):
        monkeypatch.setattr(clock, lambda: start + timedelta(**times))

    return wait


@pytest.fixture
def change(cast):
    """change(case, "Et nyt problem", by=…) → the case says so."""

    def change(case, problem, by=cast.member):
        case.refresh_from_db()
        return actions.save_case(case=case, over=fingerprint(case, ["problem"]), by=by, problem=problem)

    return change


def test_a_new_case_has_its_first_version(herning, cast):
    case = actions.create_case(municipality=herning.municipality, by=cast.member, title="Tidlig hjælp")
    version = case.versions.get()
    assert (version.number, version.by) == (1, cast.member)
    assert from_json(version.document).texts["title"] == "Tidlig hjælp"


def test_changes_of_one_person_fill_one_version(make_case, change, later):
    case = make_case()
    for minute in (0, 9, 18):
        later(minutes=minute)
        change(case, f"Efter {minute} minutter")
    version = case.versions.get()
    assert version.changed_at - version.began_at == timedelta(minutes=18)
    assert from_json(version.document).texts["problem"] == "Efter 18 minutter"


@pytest.mark.parametrize("minutes", [(0, 10), (0, 9, 18, 27, 36, 45, 54, 60)])
def test_a_pause_or_an_hour_begins_another(minutes, make_case, change, later):
    case = make_case()
    for minute in minutes:
        later(minutes=minute)
        change(case, f"Efter {minute} minutter")
    assert list(case.versions.values_list("number", flat=True)) == [2, 1]


def test_another_person_begins_another(make_case, change, cast):
    case = make_case()
    change(case, "Medlemmets ord")
    change(case, "Lederens ord", by=cast.leader)
    change(case, "Medlemmets ord igen")
    assert [version.by for version in case.versions.all()] == [cast.member, cast.leader, cast.member]


def test_nothing_changed_is_no_version(make_case, cast):
    case = make_case()
    first = remember(case=case, by=cast.member)
    assert remember(case=case, by=cast.leader) == first
    assert Version.objects.count() == 1


def test_the_document_has_all_that_is_written_and_is_read_back(calculated_case):
    case = calculated_case(cost={"unit_price": "12.50", "note": "Fra budgettet"})
    effect = case.effects.create(name="Bliver hjemme", rate="0.25", grade="review", source="Et review")
    case.scenarios.create(name="Forsigtigt").values.create(key="participants", value=80)
    dossier = dossier_of(case)
    assert from_json(to_json(dossier)) == dossier
    assert dossier.calculation.lines[0].note == "Fra budgettet"
    assert dossier.known[str(effect.key)].source == "Et review"
    assert dossier.scenarios[0].values == {"participants": 80}


@pytest.mark.parametrize("document", ["", "{}", '{"texts": 7}'])
def test_what_is_no_case_is_refused(document):
    with pytest.raises(InvalidInput, match="not a case"):
        from_json(document)


@pytest.mark.parametrize("number", [1, 3])
def test_gathering_takes_as_many_queries_for_three_rows_as_for_one(calculated_case, number, django_assert_num_queries):
    case = calculated_case(**{f"line{n}": {} for n in range(number)})
    for n in range(number):
        case.effects.create(name=f"Effekt {n}", rate="0.25")
        case.scenarios.create(name=f"Scenarie {n}").values.create(key="participants", value=80)
        case.elements.create(part="outcome", text=f"Virkning {n}").indicators.create(name="Fravær")
    with django_assert_num_queries(10):
        dossier_of(case)
