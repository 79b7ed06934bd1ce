"""A municipality's own scenarios: other values for some inputs, typed in Danish, never over a colleague's."""

from decimal import Decimal

import pytest
from django.urls import reverse

from businesscases.actions import scenarios as actions
from businesscases.models import Effect, Scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.member)


@pytest.fixture
def case(calculated_case):
    made = calculated_case(cost={"unit_price": 30_000, "per": "participant"})
    Effect.objects.create(case=made, name="Bliver hjemme", rate=Decimal("0.25"))
    return made


def url(name, pk):
    return reverse(f"businesscases:scenario_{name}", args=[pk])


def said(response):
    return " ".join(response.content.decode().split())


def values(scenario):
    return dict(scenario.values.values_list("key", "value"))


def add(member, case, **fields):
    return member.post(url("create", case.pk), {"name": "Halvt så mange", "value0": "50"} | fields)


def test_what_is_typed_is_kept_in_the_unit_of_its_input(member, case):
    response = add(member, case, value1="12,5", value2="45.000,50", note="Skolerne tøver")
    scenario = Scenario.objects.get()
    assert response.url == reverse("businesscases:case_result", args=[case.pk])
    effect, line = case.effects.get(), case.lines.get()
    assert (scenario.name, scenario.note) == ("Halvt så mange", "Skolerne tøver")
    assert values(scenario) == {
        "participants": 50,
        f"effect:{effect.key}": Decimal("0.125"),
        f"line:{line.key}": Decimal("45000.50"),
    }
    assert case.versions.count() == 1


def test_the_expected_value_stands_beside_each_field(member, case):
    page = said(member.get(url("create", case.pk)))
    assert [text for text in ("Forventet: 100", "Forventet: 25 %", "Forventet: 30.000 kr.") if text in page] == [
        "Forventet: 100",
        "Forventet: 25 %",
        "Forventet: 30.000 kr.",
    ]


def test_what_stands_is_offered_again_and_replaced_as_a_whole(member, case):
    add(member, case, value1="12,5")
    scenario = Scenario.objects.get()
    form = member.get(url("edit", scenario.pk)).context["form"]
    assert (form["value0"].value(), form["value1"].value()) == ("50", "12,5")
    sent = {"name": "Få", "value0": "", "value1": "10", "over": form["over"].value()}
    assert member.post(url("edit", scenario.pk), sent).status_code == 302
    scenario.refresh_from_db()
    assert (scenario.name, list(values(scenario).values())) == ("Få", [Decimal("0.1")])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"value0": ""}, "Skriv en anden værdi ved mindst ét tal"),
        ({"value1": "140"}, "Indtast en procent over 0 og højst 100"),
        ({"value0": "-3"}, "Indtast et antal personer over 0"),
        ({"value2": "mange"}, "Indtast et beløb som 65.000,50"),
        ({"value2": "99.999.999.999"}, "Indtast et beløb under 10 mia. kr."),
        ({"name": ""}, "Hvad kalder du scenariet?”"),
    ],
)
def test_what_cannot_be_is_met_with_an_instruction_and_the_rest_kept(member, case, fields, message):
    response = add(member, case, note="Bliver stående", **fields)
    page = said(response)
    assert response.status_code == 200
    assert message in page
    assert "Bliver stående" in page
    assert Scenario.objects.count() == 0


def test_two_scenarios_never_share_a_name(member, case):
    add(member, case)
    add(member, case)  # the second click of two
    assert "Der er allerede et scenarie med det navn" in said(add(member, case, value0="51"))
    assert values(Scenario.objects.get()) == {"participants": 50}


def test_a_colleagues_change_is_not_written_over(member, case, cast):
    add(member, case)
    scenario = Scenario.objects.get()
    over = member.get(url("edit", scenario.pk)).context["form"]["over"].value()
    scenario.values.update(value=60)
    page = said(member.post(url("edit", scenario.pk), {"name": "Få", "value0": "40", "over": over}))
    assert "En kollega har ændret scenariet imens" in page
    assert 'value="40"' in page
    assert values(Scenario.objects.get()) == {"participants": 60}


def test_a_scenario_is_deleted_and_remembered(member, case):
    add(member, case)
    member.post(url("delete", Scenario.objects.get().pk))
    assert Scenario.objects.count() == 0
    assert '"scenarios":[]' in case.versions.first().document


def test_a_case_has_a_bounded_number_of_scenarios(member, case, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SCENARIOS", 1)
    add(member, case)
    assert "højst have 1 scenarier" in said(add(member, case, name="En til"))
