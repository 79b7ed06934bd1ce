"""Publishing and withdrawing: frozen together, the leaders told, the reason kept, downloads known."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from jobs.errors import Refused
from jobs.models import OutboxMessage
from reports import actions, checklist
from reports.models import Download, Report, ReportState

pytestmark = pytest.mark.django_db
WHY = "Et tal på side 4 er forkert."


@pytest.fixture
def published(make_report, publish):
    return publish(make_report())


def withdraw(client, report, **more):
    return client.post(reverse("reports:report_withdraw", args=[report.pk]), {"reason": WHY} | more)


def test_the_leader_is_told_why_and_reads_why(published, cast, sign_in):
    for _click in range(2):
        withdraw(sign_in(cast.consultant), published)
    published.refresh_from_db()
    assert (published.state, published.withdrawn_by, published.withdrawal_reason) == (
        ReportState.WITHDRAWN,
        cast.consultant,
        WHY,
    )
    [mail] = OutboxMessage.objects.filter(idempotency_key__startswith="report-withdrawn:")
    assert (mail.recipient, WHY in mail.text) == (cast.leader.email, True)
    leader = sign_in(cast.leader)
    page = leader.get(reverse("reports:report_show", args=[published.pk])).content.decode()
    assert (WHY in page, "Alma" in page) == (True, False)
    assert leader.get(reverse("reports:report_download", args=[published.pk])).status_code == 302
    assert "Se, hvorfor den er trukket tilbage" in leader.get(reverse("reports:report_list")).content.decode()


def test_the_secretariat_still_reads_what_was_withdrawn(published, cast, sign_in):
    client = sign_in(cast.consultant)
    withdraw(client, published)
    assert "Alma" in client.get(reverse("reports:report_show", args=[published.pk])).content.decode()
    response = client.get(reverse("reports:report_download", args=[published.pk]))
    assert response.headers["Content-Type"] == "application/pdf"
    response.close()


def test_a_replacement_is_published_in_the_same_moment(published, make_report, approve, cast, sign_in):
    newer = approve(make_report())
    withdraw(sign_in(cast.consultant), published, replacement=newer.pk)
    newer.refresh_from_db()
    published.refresh_from_db()
    assert (newer.state, published.state, published.replaced_by) == (
        ReportState.PUBLISHED,
        ReportState.WITHDRAWN,
        newer,
    )
    page = sign_in(cast.leader).get(reverse("reports:report_show", args=[published.pk])).content.decode()
    assert reverse("reports:report_show", args=[newer.pk]) in page


def test_a_replacement_that_is_not_approved_stops_the_whole(published, make_report, cast, sign_in):
    newer = make_report()
    withdraw(sign_in(cast.consultant), published, replacement=newer.pk)
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.PUBLISHED, ReportState.DRAFT}
    assert not OutboxMessage.objects.filter(idempotency_key__startswith="report-withdrawn:").exists()


def test_another_municipalitys_draft_replaces_nothing(published, make_report, approve, cast, sign_in):
    make_report()
    withdraw(sign_in(cast.consultant), published, replacement=approve(make_report("0630")).pk)
    published.refresh_from_db()
    assert published.state == ReportState.PUBLISHED


def test_only_what_is_published_is_withdrawn_and_never_without_a_reason(published, make_report, cast):
    with pytest.raises(Refused):
        actions.withdraw(report=make_report(), reason=WHY, by=cast.consultant)
    actions.withdraw(report=published, reason=WHY, by=cast.consultant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=published.pk).update(withdrawal_reason="")


def test_no_file_is_read_while_rows_are_locked(published, make_report, approve, cast, monkeypatch):
    depths, read = [], FileSystemStorage.open
    monkeypatch.setattr(
        FileSystemStorage,
        "open",
        lambda *args, **more: (depths.append(len(connection.savepoint_ids)), read(*args, **more))[1],
    )
    outside = len(connection.savepoint_ids)
    newer = approve(make_report())
    actions.withdraw(report=published, reason=WHY, by=cast.consultant, replacement=newer)
    assert (len(depths) > 2, set(depths)) == (True, {outside})


def test_what_was_stored_anew_since_the_files_were_read_stops_publication(make_report, approve, cast, monkeypatch):
    report = approve(make_report())
    read = checklist.whole_files

    def and_meanwhile(report):
        whole = read(report)
        report.attachments.filter(kind="short").update(file="reports/newer.pdf")
        return whole

    monkeypatch.setattr(checklist, "whole_files", and_meanwhile)
    with pytest.raises(Refused, match="Lav en ny version af rapporten."):
        actions.publish(report=report, by=cast.consultant)
    assert Report.objects.get().state == ReportState.DRAFT


def test_downloads_are_kept_and_shown_to_the_secretariat(published, cast, sign_in):
    response = sign_in(cast.leader).get(reverse("reports:report_download", args=[published.pk]))
    assert [(row.report, row.by) for row in Download.objects.all()] == [(published, cast.leader)]
    page = sign_in(cast.consultant).get(reverse("reports:workspace_show", args=[published.pk])).content.decode()
    assert f": {cast.leader.name}</li>" in page
    response.close()
