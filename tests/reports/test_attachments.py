"""What goes with a report: made with it, fetched on the same terms, and withdrawn with it."""

import hashlib
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from jobs import queue
from municipalities.models import RoleKind
from reports import actions, checklist
from reports.models import FileKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(make_person, herning):
    return make_person(RoleKind.LEADER, municipality=herning.municipality)


def fetch(client, report, name="tables_download"):
    response = client.get(reverse(f"reports:{name}", args=[report.pk]))
    response.content_read = b"".join(response) if response.streaming else response.content
    return response


def test_the_leader_fetches_the_tables_under_their_name_and_it_is_recorded(make_report, publish, leader, sign_in):
    report = publish(make_report())
    response = fetch(sign_in(leader), report)
    content = response.content_read
    assert response["Content-Disposition"] == 'attachment; filename="tabeller-herning-2026.xlsx"'
    assert hashlib.sha256(content).hexdigest() == report.attachments.get(kind=FileKind.TABLES).file_sha256
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames[0] == "Læs mig"
    assert list(report.downloads.values_list("kind", "by")) == [("tables", leader.pk)]


def test_the_short_version_has_its_own_name(make_report, publish, leader, sign_in):
    response = fetch(sign_in(leader), publish(make_report()), "short_download")
    assert response["Content-Disposition"] == 'attachment; filename="kortudgave-herning-2026.pdf"'
    assert response["Content-Type"] == "application/pdf"


def test_the_page_offers_every_file(make_report, publish, leader, sign_in):
    report = publish(make_report())
    page = sign_in(leader).get(reverse("reports:report_show", args=[report.pk])).content.decode()
    for name in ("report_download", "short_download", "tables_download"):
        assert reverse(f"reports:{name}", args=[report.pk]) in page


def test_a_withdrawn_report_takes_its_files_along(make_report, publish, leader, cast, sign_in):
    report = publish(make_report())
    actions.withdraw(report=report, reason="Et tal er forkert.", by=cast.consultant)
    assert fetch(sign_in(leader), report).url == reverse("reports:report_show", args=[report.pk])
    assert fetch(sign_in(cast.consultant), report).status_code == 200


def test_a_draft_is_for_the_secretariat_alone(make_report, leader, cast, sign_in):
    report = make_report()
    assert fetch(sign_in(leader), report).status_code == 404
    assert fetch(sign_in(cast.consultant), report).status_code == 200


def test_set_anew_the_draft_has_new_files_and_each_only_once(make_report, cast):
    report = make_report()
    before = {row.kind: row.file_sha256 for row in report.attachments.all()}
    report.survey.recommendations.create(
        participation=report.participation, title="Mødes", text="Oftere.", written_by=cast.consultant
    )
    actions.take_in(report=report, by=cast.consultant)
    report.refresh_from_db()
    queue.perform(report.job_id)
    after = {row.kind: row.file_sha256 for row in report.attachments.all()}
    assert before.keys() == after.keys()
    assert before["tables"] != after["tables"]  # the fingerprint of the package stands in them


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_harmed_or_missing_file_stops_publication(make_report, harm):
    report = make_report()
    if harm == "changed":
        report.attachments.update(file_sha256="0" * 64)
    else:
        report.attachments.all().delete()
    assert [line.key for line in checklist.content_lines(report) if not line.is_done] == ["file"]
