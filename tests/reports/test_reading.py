"""Reading and downloading: what leaders and contact persons see."""

import hashlib

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from municipalities.models import RoleKind
from reports.models import Report
from tests.reports.conftest import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(make_report, publish):
    return publish(make_report())


def test_the_leader_finds_reads_and_downloads_the_report(published, cast, sign_in):
    client = sign_in(cast.leader)
    assert (
        f"Læs rapporten for {published.participation.municipality}"
        in client.get(reverse("reports:report_list")).content.decode()
    )
    assert (
        "Analyserapport for Herning" in client.get(reverse("reports:report_show", args=[published.pk])).content.decode()
    )
    response = client.get(reverse("reports:report_download", args=[published.pk]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="analyserapport-herning-2026.pdf"'
    published.refresh_from_db()
    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == published.file_sha256
    response.close()


def test_the_contact_person_reads_but_does_not_download(published, cast, sign_in):
    client = sign_in(cast.contact)
    assert client.get(reverse("reports:report_show", args=[published.pk])).status_code == 200
    assert client.get(reverse("reports:report_download", args=[published.pk])).status_code == 403


@pytest.mark.parametrize("name", ["report_show", "report_download"])
def test_another_municipalitys_report_is_not_there(name, published, cast, sign_in):
    assert sign_in(cast.foreign_leader).get(reverse(f"reports:{name}", args=[published.pk])).status_code == 404


@pytest.mark.parametrize("name", ["report_show", "report_download"])
def test_a_draft_is_not_there_for_the_municipality(name, make_report, cast, sign_in):
    assert sign_in(cast.leader).get(reverse(f"reports:{name}", args=[make_report().pk])).status_code == 404


def test_a_consultant_of_another_partnership_sees_nothing(published, make_person, other_partnership, sign_in):
    stranger = make_person(RoleKind.CONSULTANT, partnership=other_partnership)
    client = sign_in(stranger)
    assert client.get(reverse("reports:report_show", args=[published.pk])).status_code == 404
    assert "Læs rapporten" not in client.get(reverse("reports:report_list")).content.decode()


def test_reading_and_downloading_are_recorded(published, cast, sign_in):
    client = sign_in(cast.leader)
    client.get(reverse("reports:report_show", args=[published.pk]))
    response = client.get(reverse("reports:report_download", args=[published.pk]))
    seen = LogEntry.objects.get_for_object(published).filter(action=LogEntry.Action.ACCESS)
    assert [entry.actor for entry in seen] == [cast.leader, cast.leader]
    response.close()


def test_below_the_threshold_the_page_shows_no_picture_and_says_why(make_report, cast, sign_in):
    report = make_report("0183")
    page = sign_in(cast.consultant).get(reverse("reports:report_show", args=[report.pk])).content.decode()
    assert "Skjult: Der er færre end 5 svar bag tallet." in page
    assert "<svg" not in main_of(page)


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_costs_the_same_for_one_version_and_three(
    versions, make_report, publish, cast, sign_in, django_assert_num_queries
):
    for _version in range(versions):
        publish(make_report())
    client, url = sign_in(cast.leader), reverse("reports:report_list")
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
    assert Report.objects.count() == versions
