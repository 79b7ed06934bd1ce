"""Recommendations: written beside the draft, for one municipality alone."""

import pytest
from django.urls import reverse

from reports.models import Recommendation

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
