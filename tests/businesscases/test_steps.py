"""The steps that are written in words: saved one by one, and never over somebody else's words."""

from datetime import date

import pytest
from django.urls import reverse

PROBLEM = {
    "title": "Tidlig hjælp til Alma",
    "problem": "Vi kommer for sent.\r\n\r\nFamilien venter.",
    "target_group": "Børn på 6–9 år med højt fravær",
    "target_group_size": "cirka 40 om året",
    "target_group_found": "I skolens fraværsliste",
}
INTERVENTION = {
    "intervention": "Besøg hjemme",
    "legal_basis": "barnets lov § 32",
    "starts_on": "1.8.2027",
    "duration_months": "9",
    "staffing": "To familieterapeuter",
}
STEPS = ("problem", "intervention", "basis", "proposal")

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.member)


def said(response):
    return " ".join(response.content.decode().split())


def url(case, step):
    return reverse(f"businesscases:case_{step}", args=[case.pk])


def opened(client, case, step):
    """The hidden field of the form as it is when somebody opens the step."""
    return {"over": client.get(url(case, step)).context["form"]["over"].value()}


def test_what_is_written_is_kept_with_who_wrote_it(cast, sign_in, make_case):
    case, client = make_case(), sign_in(cast.leader)
    response = client.post(url(case, "problem"), PROBLEM | opened(client, case, "problem"))
    case.refresh_from_db()
    assert (response.url, case.problem) == (url(case, "problem"), "Vi kommer for sent.\n\nFamilien venter.")
    assert (case.version, case.changed_by, case.stage) == (2, cast.leader, "idea")


def test_save_and_go_on_leads_to_the_next_step(member, make_case):
    case = make_case()
    sent = PROBLEM | opened(member, case, "problem") | {"go_on": "1"}
    assert member.post(url(case, "problem"), sent).url == url(case, "intervention")


def test_an_intervention_is_understood_in_danish_notation(member, make_case):
    case = make_case()
    member.post(url(case, "intervention"), INTERVENTION | opened(member, case, "intervention"))
    case.refresh_from_db()
    assert (case.starts_on, case.duration_months, case.legal_basis) == (date(2027, 8, 1), 9, "barnets lov § 32")


@pytest.mark.parametrize(
    ("field", "typed", "instruction"),
    [
        ("duration_months", "ni", "Indtast et helt antal måneder, for eksempel 9"),
        ("duration_months", "0", "Indtast mindst 1 måned"),
        ("duration_months", "601", "Indtast højst 600 måneder"),
        ("starts_on", "til sommer", "Indtast en dato som 14.1.2027"),
    ],
)
def test_what_cannot_be_understood_is_met_with_what_to_do(field, typed, instruction, member, make_case):
    case = make_case()
    page = member.post(url(case, "intervention"), INTERVENTION | opened(member, case, "intervention") | {field: typed})
    assert (instruction in said(page), f'value="{typed}"' in said(page), "Besøg hjemme" in said(page)) == (True,) * 3


def test_nothing_must_be_filled_to_move_on(member, make_case):
    case = make_case()
    for step in STEPS[1:]:
        sent = opened(member, case, step) | {"go_on": "1"}
        assert member.post(url(case, step), sent).status_code == 302


def test_two_at_the_same_step_see_both_texts(cast, sign_in, make_case):
    case = make_case()
    before = opened(sign_in(cast.leader), case, "problem")
    sign_in(cast.leader).post(url(case, "problem"), PROBLEM | before | {"problem": "Lederens ord"})
    client = sign_in(cast.member)
    page = client.post(url(case, "problem"), PROBLEM | before | {"problem": "Mine ord"})
    for words in ("Lederens ord", "Mine ord", "ændret i mellemtiden", "Person leader"):
        assert words in said(page)
    assert page.context["meanwhile"] == [("Hvad er problemet?", "Lederens ord")]
    again = {"over": page.context["form"]["over"].value()}
    client.post(url(case, "problem"), PROBLEM | again | {"problem": "Mine ord"})
    case.refresh_from_db()
    assert case.problem == "Mine ord"


def test_two_at_different_steps_both_save(cast, sign_in, make_case):
    case = make_case()
    client = sign_in(cast.member)
    before = {step: opened(client, case, step) for step in STEPS}
    client.post(url(case, "problem"), PROBLEM | before["problem"])
    assert client.post(url(case, "basis"), {"basis_alternative": "Som i dag"} | before["basis"]).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.basis_alternative) == ("Tidlig hjælp til Alma", "Som i dag")


def test_stage_and_municipality_cannot_be_forged(member, make_case, vejle):
    case = make_case()
    forged = {"stage": "running", "municipality": vejle.municipality.pk, "origin": "report:1:x"}
    member.post(url(case, "problem"), PROBLEM | forged | opened(member, case, "problem"))
    case.refresh_from_db()
    assert (case.stage, case.municipality_id, case.origin) == ("idea", "0657", "")


def test_another_municipalitys_steps_are_not_there(member, make_case, vejle):
    foreign = make_case(participation=vejle)
    assert [member.get(url(foreign, step)).status_code for step in STEPS] == [404] * 4
    assert member.post(url(foreign, "problem"), PROBLEM | {"over": "x"}).status_code == 404


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(rows, step, member, calculated_case, quoted, django_assert_num_queries):
    case = calculated_case(**{f"line{number}": {} for number in range(rows)})
    for number in range(rows):
        quoted(case=case, report_number=number + 1).save()
    member.get(url(case, step))
    with django_assert_num_queries({"problem": 8, "proposal": 11}.get(step, 7)):
        member.get(url(case, step))
