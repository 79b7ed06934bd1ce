"""Making, retrying and publishing: what the consultant does."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from jobs import queue
from jobs.errors import Refused
from jobs.models import Job, JobState, OutboxMessage
from reports import actions, packages
from reports.models import Report, ReportState

pytestmark = pytest.mark.django_db


def test_one_municipality(answered, cast, sign_in):
    response = sign_in(cast.consultant).post(
        reverse("reports:report_make", args=[answered.survey.pk]), {"participation": answered.m0630.pk}
    )
    assert response.status_code == 302
    report = Report.objects.get()
    assert (report.participation, report.number, report.state) == (answered.m0630, 1, ReportState.QUEUED)
    assert report.job.idempotency_key == f"reports.render:{report.pk}"


def test_all_municipalities(answered, cast, sign_in):
    sign_in(cast.consultant).post(reverse("reports:report_make", args=[answered.survey.pk]))
    assert Report.objects.count() == 5


def test_a_double_click_makes_one_report(answered, cast, sign_in):
    client = sign_in(cast.consultant)
    for _click in range(2):
        client.post(reverse("reports:report_make", args=[answered.survey.pk]))
    assert (Report.objects.count(), Job.objects.count()) == (5, 5)


def test_a_municipality_outside_the_partnership_is_refused(answered, odense, cast, sign_in):
    url = reverse("reports:report_make", args=[answered.survey.pk])
    response = sign_in(cast.consultant).post(url, {"participation": odense.pk}, follow=True)
    assert "Vælg en kommune, der er med i undersøgelsen." in response.content.decode()
    assert Report.objects.count() == 0


def test_a_rendered_report_is_a_draft_with_its_file(make_report):
    report = make_report()
    assert (report.state, report.number) == (ReportState.DRAFT, 1)
    assert report.data_sha256 == packages.sha256(report.data)
    with report.file.open() as file:
        assert file.read(5) == b"%PDF-"


def test_a_second_performance_of_the_job_changes_nothing(make_report):
    report = make_report()
    queue.perform(report.job_id)
    again = Report.objects.get()
    assert (again.file.name, again.state, again.job.attempts) == (report.file.name, ReportState.DRAFT, 1)


def test_a_report_that_fails_three_times_says_so_and_can_be_tried_again(answered, cast, sign_in):
    report = actions.make(survey=answered.survey, participation=answered.m0657, by=cast.consultant)
    with patch("reports.press.printed", side_effect=MemoryError):
        for _attempt in range(3):
            queue.perform(report.job_id)
    report.refresh_from_db()
    client = sign_in(cast.consultant)
    page = client.get(reverse("reports:report_overview", args=[answered.survey.pk])).content.decode()
    assert (report.state, report.job.state) == (ReportState.FAILED, JobState.FAILED)
    assert report.job.error_id in page
    client.post(reverse("reports:report_retry", args=[report.pk]))
    queue.perform(report.job_id)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_publishing_tells_the_municipalitys_leaders_once(make_report, approve, cast, sign_in):
    report = approve(make_report())
    client = sign_in(cast.consultant)
    for _click in range(2):
        client.post(reverse("reports:report_publish", args=[report.pk]))
    report.refresh_from_db()
    assert (report.state, report.published_by) == (ReportState.PUBLISHED, cast.consultant)
    mails = OutboxMessage.objects.filter(idempotency_key__startswith="report-published:")
    assert [mail.recipient for mail in mails] == [cast.leader.email]
    assert reverse("reports:report_show", args=[report.pk]) in mails[0].text


def test_publishing_tells_no_leader_whose_account_is_closed(make_report, publish, cast):
    cast.leader.is_active = False
    cast.leader.save()
    publish(make_report())
    assert not OutboxMessage.objects.filter(idempotency_key__startswith="report-published:").exists()


def test_changed_recommendations_must_be_taken_in_first(make_report, approve, publish, cast):
    report = approve(make_report())
    actions.save_recommendation(
        recommendation=report.survey.recommendations.model(title="Tal sammen", text="Om tærsklen."),
        survey=report.survey,
        participation=report.participation,
        by=cast.consultant,
    )
    with pytest.raises(Refused):
        actions.publish(report=report, by=cast.consultant)
    newer = publish(make_report())
    assert newer.data["recommendations"] == [{"title": "Tal sammen", "text": "Om tærsklen."}]


def test_a_new_version_leaves_the_published_one_alone(make_report, publish):
    first = publish(make_report())
    second = make_report()
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (ReportState.PUBLISHED, ReportState.DRAFT, 2)


def test_only_a_draft_can_be_published(answered, cast):
    report = actions.make(survey=answered.survey, participation=answered.m0657, by=cast.consultant)
    with pytest.raises(Refused):
        actions.publish(report=report, by=cast.consultant)


@pytest.mark.parametrize("made", [1, 3])
def test_the_overview_costs_the_same_for_one_report_and_three(
    made, make_report, answered, cast, sign_in, django_assert_num_queries
):
    for code in ["0657", "0630", "0615"][:made]:
        make_report(code)
    client, url = sign_in(cast.consultant), reverse("reports:report_overview", args=[answered.survey.pk])
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)


def test_the_progress_stops_asking_when_all_is_finished(make_report, answered, cast, sign_in):
    client = sign_in(cast.consultant)
    url = reverse("reports:report_progress", args=[answered.survey.pk])
    actions.make(survey=answered.survey, participation=answered.m0630, by=cast.consultant)
    assert "hx-trigger" in client.get(url).content.decode()
    queue.perform(Job.objects.get().pk)
    assert "hx-trigger" not in client.get(url).content.decode()
