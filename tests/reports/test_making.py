"""Making, retrying and publishing: what the consultant does."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

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


def test_a_single_report_goes_before_a_batch_also_when_it_is_in_it(answered, cast, sign_in):
    client, url = sign_in(cast.consultant), reverse("reports:report_make", args=[answered.survey.pk])
    client.post(url)
    assert set(Job.objects.values_list("is_urgent", flat=True)) == {False}
    client.post(url, {"participation": answered.m0630.pk})
    assert list(Report.objects.filter(job__is_urgent=True).values_list("participation", flat=True)) == [
        answered.m0630.pk
    ]


def test_a_batch_is_stopped_but_for_what_is_under_way(answered, cast, sign_in):
    client = sign_in(cast.consultant)
    client.post(reverse("reports:report_make", args=[answered.survey.pk]))
    begun = Report.objects.order_by("pk").first()
    queue.claim(begun.job_id)
    page = client.post(reverse("reports:report_stop", args=[answered.survey.pk]), follow=True).content.decode()
    assert "4 rapporter er stoppet." in page
    assert "Stop de" not in page
    assert set(Report.objects.exclude(pk=begun.pk).values_list("state", "job__state")) == {("cancelled", "cancelled")}
    assert Report.objects.get(pk=begun.pk).state == ReportState.QUEUED
    page = client.post(reverse("reports:report_stop", args=[answered.survey.pk]), follow=True).content.decode()
    assert "Der var ikke længere rapporter, der ventede." in page


def test_a_stopped_report_is_made_after_all(answered, cast, sign_in):
    client = sign_in(cast.consultant)
    report = actions.make(survey=answered.survey, participation=answered.m0657, by=cast.consultant)
    client.post(reverse("reports:report_stop", args=[answered.survey.pk]))
    client.post(reverse("reports:report_retry", args=[report.pk]))
    report.refresh_from_db()
    assert (report.state, report.job.state) == (ReportState.QUEUED, JobState.QUEUED)


def test_the_page_says_how_long_it_will_take(answered, cast, sign_in):
    done = actions.make(survey=answered.survey, participation=answered.m0657, by=cast.consultant).job
    now = timezone.now()
    Job.objects.filter(pk=done.pk).update(state=JobState.DONE, started_at=now - timedelta(seconds=50), finished_at=now)
    Report.objects.update(state=ReportState.FAILED)
    actions.make_all(survey=answered.survey, participations=[answered.m0630, answered.m0183], by=cast.consultant)
    page = sign_in(cast.consultant).get(reverse("reports:report_overview", args=[answered.survey.pk])).content.decode()
    assert re.findall(r"Venter · \s*([^<]*?)\s*<progress", page) == ["ca. 2 minutter tilbage", "ca. 1 minut tilbage"]
    assert "Stop de 2 rapporter, der venter" in page


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
    with django_assert_num_queries(10):
        client.get(url)


def test_the_progress_stops_asking_when_all_is_finished(make_report, answered, cast, sign_in):
    client = sign_in(cast.consultant)
    url = reverse("reports:report_progress", args=[answered.survey.pk])
    actions.make(survey=answered.survey, participation=answered.m0630, by=cast.consultant)
    assert "hx-trigger" in client.get(url).content.decode()
    queue.perform(Job.objects.get().pk)
    assert "hx-trigger" not in client.get(url).content.decode()
