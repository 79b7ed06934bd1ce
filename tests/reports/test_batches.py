"""One step for all municipalities, with what became of each."""

import pytest
from django.urls import reverse

from reports.models import Report, ReportState, Review, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(make_report):
    return [make_report(code) for code in ("0657", "0630", "0615")]


def step(client, survey, name):
    page = client.post(reverse("reports:review_batch", args=[survey.pk]), {"step": name})
    return [(result.municipality.name, result.said, result.refusal) for result in page.context["results"]]


def test_all_are_assigned_handed_over_approved_and_published(drafts, answered, cast, reviewer, sign_in):
    survey, client = answered.survey, sign_in(cast.consultant)
    people = {"author": cast.consultant.pk, "reviewer": reviewer.pk}
    client.post(reverse("reports:review_assign_all", args=[survey.pk]), people)
    assert Review.objects.filter(author=cast.consultant, reviewer=reviewer).count() == 3
    assert [said for _name, said, _no in step(client, survey, "hand_over")] == ["Overdraget til faglig læsning"] * 3
    client = sign_in(reviewer)
    assert [said for _name, said, _no in step(client, survey, "approve")] == ["Godkendt"] * 3
    assert [said for _name, said, _no in step(client, survey, "publish")] == ["Udgivet"] * 3
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.PUBLISHED}


def test_one_that_is_not_ready_stops_no_other(drafts, answered, approve, cast, sign_in):
    approve(drafts[1])
    results = step(sign_in(cast.consultant), answered.survey, "publish")
    assert {name: bool(said) for name, said, _no in results} == {"Herning": False, "Vejle": True, "Horsens": False}
    assert {no for _name, _said, no in results} == {"", "Vælg en forfatter og en faglig læser."}
    drafts[1].refresh_from_db()
    assert drafts[1].state == ReportState.PUBLISHED


def test_the_author_approves_none_of_them(drafts, answered, approve, cast, sign_in):
    approve(drafts[0])
    drafts[0].review_steps.filter(step=Step.APPROVED).delete()
    results = step(sign_in(cast.consultant), answered.survey, "approve")
    assert {said for _name, said, _no in results} == {""}


def test_an_unknown_step_is_refused(drafts, answered, cast, sign_in):
    url = reverse("reports:review_batch", args=[answered.survey.pk])
    page = sign_in(cast.consultant).post(url, {"step": "delete"}, follow=True)
    assert "Vælg, hvad der skal ske med kladderne." in page.content.decode()


def test_one_person_for_both_is_sent_back(drafts, answered, cast, sign_in):
    url = reverse("reports:review_assign_all", args=[answered.survey.pk])
    page = sign_in(cast.consultant).post(url, {"author": cast.consultant.pk, "reviewer": cast.consultant.pk})
    assert "Vælg en anden end forfatteren." in page.content.decode()
    assert not Review.objects.exists()


@pytest.mark.parametrize("made", [1, 3])
def test_the_review_costs_the_same_for_one_report_and_three(
    made, make_report, approve, answered, cast, sign_in, django_assert_num_queries
):
    for code in ["0657", "0630", "0615"][:made]:
        approve(make_report(code))
    client, url = sign_in(cast.consultant), reverse("reports:review_overview", args=[answered.survey.pk])
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
