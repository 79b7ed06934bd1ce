"""Interim reports: made while answers come in, marked on every page, and never published."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from jobs import queue
from jobs.errors import Refused
from municipalities.models import RoleKind
from reports import actions, build, documents, packages, setting
from reports.models import Report, ReportKind, ReportState
from vignettes.actions import closing

pytestmark = pytest.mark.django_db


@pytest.fixture
def interim(answered, cast, quick_document):
    """interim("0657") → Herning's interim report, made on the spot."""

    def interim(code="0657"):
        place = {"survey": answered.survey, "participation": getattr(answered, f"m{code}")}
        report = actions.make(**place, kind=ReportKind.INTERIM, by=cast.consultant)
        queue.perform(report.job_id)
        report.refresh_from_db()
        return report

    return interim


def test_every_page_says_that_it_is_interim_and_how_many_have_answered(answered, tmp_path):
    report = Report(survey=answered.survey, participation=answered.m0657, number=1, kind=ReportKind.INTERIM)
    data = build.package(report)
    path = tmp_path / "interim.pdf"
    path.write_bytes(setting.document(data, documents.DocumentKind.INTERIM).content)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    mark = documents.mark_of(packages.opened(data))
    assert mark.startswith("Foreløbig pr. ")
    assert mark.endswith(": 6 af 6 inviterede har svaret")
    assert [mark in " ".join(page.split()) for page in pages] == [True] * len(pages)
    assert "Anbefalinger" not in pages[1]


def test_below_the_threshold_the_mark_tells_no_number(interim):
    mark = documents.mark_of(packages.opened(interim("0183").data))
    assert mark.endswith(": for få har svaret til, at tal kan vises")


def test_it_is_numbered_beside_the_analysis_report_and_has_no_attachments(interim, make_report):
    first, report, second = interim(), make_report(), interim()
    assert [(row.kind, row.number) for row in (first, report, second)] == [
        ("interim", 1),
        ("analysis", 1),
        ("interim", 2),
    ]
    assert list(first.attachments.all()) == []
    assert first.file_name() == "delrapport-herning-2026.pdf"


def test_the_municipality_never_sees_it(interim, make_person, herning, cast, sign_in):
    url = reverse("reports:report_show", args=[interim().pk])
    leader = make_person(RoleKind.LEADER, municipality=herning.municipality)
    assert sign_in(leader).get(url).status_code == 404
    page = sign_in(cast.consultant).get(url).content.decode()
    assert "Den bliver i sekretariatet" in page


def test_it_cannot_be_published_by_any_way(interim, cast, sign_in):
    report = interim()
    assert sign_in(cast.consultant).get(reverse("reports:workspace_show", args=[report.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.publish(report=report, by=cast.consultant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=ReportState.PUBLISHED, published_at="2026-01-01T00:00Z")


def test_when_all_answers_are_in_it_is_refused(answered, cast):
    survey = answered.survey
    place = {"survey": survey, "participation": answered.m0657, "by": cast.consultant}
    closing.close(survey=survey, reason="Nok svar.", by=cast.consultant)
    survey.refresh_from_db()
    actions.make(**place, kind=ReportKind.INTERIM)
    for row in survey.partnership.participations.all():
        survey.submissions.create(participation=row, submitted_by=cast.consultant)
    with pytest.raises(Refused, match="Alle svar er kommet ind"):
        actions.make(**place, kind=ReportKind.INTERIM)


def test_after_the_grace_no_answer_can_come_in(answered, cast):
    survey = answered.survey
    survey.closes_on = timezone.localdate() - timedelta(days=2)
    survey.save()
    with pytest.raises(Refused, match="Alle svar er kommet ind"):
        actions.make(survey=survey, participation=answered.m0657, by=cast.consultant, kind=ReportKind.INTERIM)


def test_the_page_makes_and_lists_them(answered, cast, sign_in, interim):
    client, url = sign_in(cast.consultant), reverse("reports:interim_list", args=[answered.survey.pk])
    make = reverse("reports:interim_make", args=[answered.survey.pk])
    client.post(make, {"participation": answered.m0657.pk})
    client.post(make, {"participation": "999999"})
    assert list(Report.objects.values_list("kind", "participation")) == [("interim", answered.m0657.pk)]
    assert "Herning" in client.get(url).content.decode()


def test_the_list_looks_for_itself_as_long_as_a_document_is_made(answered, cast, sign_in, quick_document):
    client, url = sign_in(cast.consultant), reverse("reports:interim_list", args=[answered.survey.pk])
    place = {"survey": answered.survey, "participation": answered.m0657, "by": cast.consultant}
    report = actions.make(**place, kind=ReportKind.INTERIM)
    waiting = client.get(url).content.decode()
    assert f'<div id="interim" hx-get="{url}" hx-trigger="every 2s" hx-select="#interim"' in waiting
    queue.perform(report.job_id)
    made = client.get(url).content.decode()
    assert '<div id="interim"' in made
    assert "hx-get" not in made
