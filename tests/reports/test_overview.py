"""The partnership's overview: made by the secretariat, published to the leaders of all, naming only who agreed."""

import json
import re

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from jobs import queue
from jobs.models import OutboxMessage
from municipalities.models import RoleKind
from reports import actions, build, packages, setting
from reports import overview as overview_page
from reports.documents import DocumentKind
from reports.models import Report, ReportKind
from reports.pdf import validation

pytestmark = pytest.mark.django_db
NAMES = ("Herning", "Vejle", "Horsens", "Roskilde", "Ishøj")


@pytest.fixture
def overview(answered, cast, quick_document):
    report = actions.make(survey=answered.survey, participation=None, kind=ReportKind.OVERVIEW, by=cast.consultant)
    queue.perform(report.job_id)
    report.refresh_from_db()
    return report


@pytest.fixture
def leader(make_person, vejle):
    return make_person(RoleKind.LEADER, municipality=vejle.municipality)


def package(answered):
    return build.package(Report(survey=answered.survey, number=1, kind=ReportKind.OVERVIEW))


def text_of(data, tmp_path):
    rendered = setting.document(json.loads(json.dumps(data)), DocumentKind.OVERVIEW)
    assert validation.failures(rendered.content) == []
    path = tmp_path / "overview.pdf"
    path.write_bytes(rendered.content)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_file_names_nobody_and_says_what_all_answered(answered, tmp_path):
    data = package(answered)
    text = text_of(data, tmp_path)
    assert [name for name in NAMES if name in text or name in json.dumps(data)] == []
    assert "24 personer i 4 kommuner står bag tallene." in text
    assert "1 kommune har for få svar og indgår ikke i noget tal." in text
    assert "Ingen kommune er nævnt ved navn" in text


def test_who_agreed_is_named_once_the_partnership_does_too(answered, partnership, tmp_path):
    partnership.participations.filter(municipality="0657").update(naming_agreed_on="2026-01-01")
    assert package(answered)["names"] == {}
    partnership.is_named_comparison = True
    partnership.save()
    data = package(answered)
    assert data["names"] == {"0657": "Herning"}
    text = text_of(data, tmp_path)
    assert [name for name in NAMES if name in text] == ["Herning"]
    html, _pictures = setting.source(data, DocumentKind.OVERVIEW)
    assert re.search(r'alt="[^"]*Gennemsnit: [^"]*Herning \d,\d \(\d,\d til \d,\d\)', html)


def test_a_table_in_which_every_role_is_hidden_is_left_out(answered):
    data = package(answered)
    who = data["analysis"]["who"]
    for role in who["roles"]:
        role |= {"hidden": True, "n": None}
    assert overview_page.present(packages.opened(data)).roles is None
    who["roles"][0].update(hidden=False, n=9)
    assert overview_page.present(packages.opened(data)).roles.rows[0][1] == "9"


def test_it_takes_two_people_and_reaches_the_leaders_of_all(overview, publish, leader, sign_in):
    url = reverse("reports:report_show", args=[overview.pk])
    assert sign_in(leader).get(url).status_code == 404
    publish(overview)
    page = sign_in(leader).get(url).content.decode()
    assert "Partnerskabsoverblik" in page
    assert [name for name in NAMES[2:] if name in page] == []
    message = OutboxMessage.objects.get(recipient=leader.email)
    assert message.subject == "Overblikket over Forskningspartnerskabet er klar"
    assert mail.outbox == []


def test_a_leader_outside_the_partnership_does_not_see_it(overview, publish, make_person, sign_in, odense):
    publish(overview)
    stranger = make_person(RoleKind.LEADER, municipality=odense.municipality)
    assert sign_in(stranger).get(reverse("reports:report_show", args=[overview.pk])).status_code == 404


def test_the_workspace_has_no_sections_to_write(overview, cast, sign_in):
    client = sign_in(cast.consultant)
    page = client.get(reverse("reports:workspace_show", args=[overview.pk])).content.decode()
    assert "Forfatter og" in page
    assert client.get(reverse("reports:report_compare", args=[overview.pk])).status_code == 404
    assert client.get(reverse("reports:recommendation_create", args=[overview.pk])).status_code == 404
    assert client.get(reverse("reports:text_edit", args=[overview.pk, "who"])).status_code == 404


def test_the_page_makes_the_next_version(overview, cast, sign_in):
    client, survey = sign_in(cast.consultant), overview.survey
    client.post(reverse("reports:overview_make", args=[survey.pk]))
    assert list(Report.objects.order_by("number").values_list("kind", "number")) == [("overview", 1), ("overview", 2)]
    assert survey.partnership.name in client.get(reverse("reports:interim_list", args=[survey.pk])).content.decode()


def test_lists_and_the_front_page_live_with_a_report_of_no_municipality(overview, publish, leader, sign_in):
    publish(overview)
    client = sign_in(leader)
    assert "Forskningspartnerskabet" in client.get(reverse("reports:report_list")).content.decode()
    assert client.get("/").status_code == 200
