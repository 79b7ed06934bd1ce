"""Recommendations: written beside the draft, for one municipality alone."""

import pytest
from django.urls import reverse

from reports.findings import q_value
from reports.models import Recommendation
from reports.numbers import decimal, interval

pytestmark = pytest.mark.django_db
WRITTEN = {"title": "Drøft tærsklen", "text": "Saml ledere og sagsbehandlere."}


def test_writing_changing_and_deleting(make_report, cast, sign_in):
    report, client = make_report(), sign_in(cast.consultant)
    client.post(reverse("reports:recommendation_create", args=[report.pk]), WRITTEN)
    row = Recommendation.objects.get()
    assert (row.title, row.participation, row.written_by, row.order) == (
        "Drøft tærsklen",
        report.participation,
        cast.consultant,
        1,
    )
    client.post(reverse("reports:recommendation_edit", args=[report.pk, row.pk]), WRITTEN | {"title": "Drøft den"})
    row.refresh_from_db()
    assert row.title == "Drøft den"
    client.post(reverse("reports:recommendation_delete", args=[report.pk, row.pk]))
    assert Recommendation.objects.count() == 0


def test_a_double_click_writes_one_recommendation(make_report, cast, sign_in):
    url, client = reverse("reports:recommendation_create", args=[make_report().pk]), sign_in(cast.consultant)
    for _click in range(2):
        assert client.post(url, WRITTEN).status_code == 302
    assert Recommendation.objects.count() == 1


def test_an_empty_recommendation_is_sent_back_with_what_was_typed(make_report, cast, sign_in):
    url = reverse("reports:recommendation_create", args=[make_report().pk])
    page = sign_in(cast.consultant).post(url, {"title": "Kun overskrift", "text": ""}).content.decode()
    assert "Indtast anbefaling" in page
    assert "Kun overskrift" in page
    assert Recommendation.objects.count() == 0


def test_another_municipalitys_recommendation_is_not_there(make_report, answered, cast, sign_in):
    mine, theirs = make_report("0657"), make_report("0630")
    client = sign_in(cast.consultant)
    client.post(reverse("reports:recommendation_create", args=[theirs.pk]), WRITTEN)
    row = Recommendation.objects.get()
    assert client.get(reverse("reports:recommendation_edit", args=[mine.pk, row.pk])).status_code == 404
    assert client.post(reverse("reports:recommendation_delete", args=[mine.pk, row.pk])).status_code == 404


def test_the_municipality_cannot_write_its_own(make_report, cast, sign_in):
    url = reverse("reports:recommendation_create", args=[make_report().pk])
    assert sign_in(cast.leader).post(url, WRITTEN).status_code == 403


PROPOSAL = {"proposal": "staircase_overall::first_step"}


def written(page):
    """Heading and text as they stand in the form."""
    form = page.context["form"]
    return form["title"].value(), form["text"].value()


def test_proposals_stand_beside_the_form_with_the_figure_they_rest_on(make_report, cast, sign_in):
    report = make_report()
    page = sign_in(cast.consultant).get(reverse("reports:recommendation_create", args=[report.pk]))
    proposal = page.context["proposals"][0]
    assert (proposal.key, proposal.sentence) == (
        PROPOSAL["proposal"],
        "I vælger mere indgribende indsatser end de andre",
    )
    found = report.data["analysis"]["staircase"]["difference"]
    assert proposal.figure == (
        f"δ = {decimal(found['delta'])}, 95 %-interval {interval(found['low'], found['high'])}, "
        f"{q_value(found['q'])}, n = 6"
    )
    assert f"{reverse('reports:report_show', args=[report.pk])}#staircase" in page.content.decode()


def test_a_proposal_goes_into_the_text_and_is_saved_by_nobody(make_report, cast, sign_in):
    url, client = reverse("reports:recommendation_create", args=[make_report().pk]), sign_in(cast.consultant)
    heading, text = written(client.post(url, PROPOSAL | {"title": "", "text": ""}))
    assert heading == "Hvilket trin vælger du først?"
    assert text.startswith("I vælger mere indgribende indsatser end de andre (δ = ")
    assert text.endswith("Drøft, hvad forskellen bygger på, og om den er tilsigtet.")
    typed = written(client.post(url, PROPOSAL | WRITTEN))
    assert typed == (WRITTEN["title"], f"{WRITTEN['text']}\n\n{text}")
    assert Recommendation.objects.count() == 0


def test_a_forged_proposal_is_an_ordinary_save(make_report, cast, sign_in):
    url, client = reverse("reports:recommendation_create", args=[make_report().pk]), sign_in(cast.consultant)
    client.post(url, WRITTEN | {"proposal": "staircase_overall::decider"})
    assert Recommendation.objects.get().text == WRITTEN["text"]


def test_below_the_threshold_nothing_is_proposed(make_report, cast, sign_in):
    url = reverse("reports:recommendation_create", args=[make_report("0183").pk])
    page = sign_in(cast.consultant).get(url)
    assert page.context["proposals"] == ()
    assert "Tallene i denne rapport giver ingen forslag." in page.content.decode()
