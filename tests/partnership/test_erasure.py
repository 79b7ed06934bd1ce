"""A person is forgotten: nothing is found afterwards in any column of any table, and what others counted stays."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from auditlog.models import LogEntry
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from jobs import mail
from jobs.errors import Refused
from municipalities.models import Group, GroupKind, Invitation, Role, RoleKind, Seat, User
from partnership import erasure
from tests.traces import traces
from tests.vignettes.conftest import instrument
from vignettes.actions import answering, fieldwork
from vignettes.actions.publishing import publish_instrument
from vignettes.models import Respondent, Submission, Survey, SurveyState

EMAIL, NAME = "egon.olsen@herning.example", "Egon Olsen"


@pytest.fixture
def survey(partnership):
    survey = Survey.objects.create(partnership=partnership, title="Børnesager", year=2026, state=SurveyState.OPEN)
    publish_instrument(survey=survey, instrument=instrument())
    return survey


@pytest.fixture
def egon(herning, cast, survey, sign_in):
    """Somebody who was invited, changed his name, has role, seat and mails, answers a survey and has submitted it."""
    place = {"municipality": herning.municipality}
    Invitation.objects.create(
        email=EMAIL,
        name=NAME,
        kind=RoleKind.MEMBER,
        token_hash="x",
        invited_by=cast.contact,
        expires_at="2027-01-01T00:00Z",
        **place,
    )
    person = User.objects.create_user(EMAIL, "et-langt-kodeord-1", name="Egon O.")
    client = sign_in(person)
    Role.objects.create(user=person, kind=RoleKind.MEMBER, **place)
    client.post("/konto/navn/", {"name": NAME, "title": "Planlægger"})
    person.refresh_from_db()
    group = Group.objects.create(partnership=herning.partnership, kind=GroupKind.WORKING)
    Seat.objects.create(group=group, participation=herning, user=person, starts_on=date(2026, 1, 1))
    fieldwork.invite(survey=survey, participation=herning, addresses=(EMAIL,), role="caseworker", by=cast.contact)
    answering.start_signed_in(survey=survey, participation=herning, user=person)
    Submission.objects.create(survey=survey, participation=herning, submitted_by=person)
    mail.post(key="a", recipient=EMAIL.upper(), subject=f"Kære {NAME}", text="…")
    kind = ContentType.objects.get_for_model(User)
    AdminEntry.objects.create(
        user=cast.administrator, content_type=kind, object_id=person.pk, object_repr=NAME, action_flag=2
    )
    return person


def test_nothing_is_found_afterwards(egon, cast):
    before = traces(EMAIL, NAME)
    places = {table for table, _column in before}
    assert {"municipalities_user", "account_emailaddress", "auditlog_logentry", "django_admin_log"} <= places
    assert {"municipalities_invitation", "vignettes_respondent", "jobs_outboxmessage"} <= places
    erasure.erase_account(user=egon, by=cast.administrator)
    assert traces(EMAIL, NAME, "Egon O.", "Planlægger") == []
    egon.refresh_from_db()
    assert (egon.is_active, egon.has_usable_password(), egon.roles.current().count()) == (False, False, 0)
    assert (Submission.objects.get().submitted_by, Respondent.objects.linked().count()) == (egon, 0)
    assert LogEntry.objects.filter(actor=egon).exists()


def test_the_trail_still_says_what_was_done(egon, cast):
    count = LogEntry.objects.count()
    erasure.erase_account(user=egon, by=cast.administrator)
    assert LogEntry.objects.count() >= count
    named = LogEntry.objects.filter(content_type__model="role", object_id=Role.objects.get(user=egon).pk).first()
    assert named.object_repr == "Slettet person – Medlem"


def test_a_name_that_somebody_else_has_stays_theirs(egon, cast, make_person):
    make_person(RoleKind.RESEARCHER, name=NAME, email="den.anden@test.example")
    erasure.erase_account(user=egon, by=cast.administrator)
    assert traces(EMAIL) == []
    assert User.objects.get(name=NAME).email == "den.anden@test.example"


def test_by_oneself_and_signed_out_afterwards(egon, client):
    address = reverse("personal_erase")
    proof = client.get(address)
    assert proof.url.startswith("/konto/bekraeft/")
    client.post(proof.url, {"password": "et-langt-kodeord-1"})
    assert client.post(address, {"is_sure": ""}).status_code == 422
    page = client.post(address, {"is_sure": "on"})
    assert (page.status_code, page.headers["Clear-Site-Data"]) == (200, '"cache", "storage"')
    assert client.get("/konto/").status_code == 302
    assert traces(EMAIL, NAME) == []


def test_the_last_administrator_stays(cast):
    with pytest.raises(Refused, match="sidste administrator"):
        erasure.erase_account(user=cast.administrator, by=cast.administrator)
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_the_own_file_has_everything_and_nobody_elses(egon, client, cast):
    with ZipFile(BytesIO(client.get(reverse("personal_download")).content)) as archive:
        told = json.loads(archive.read("oplysninger.json"))
    titles = [section["title"] for section in told["sections"]]
    assert titles[:3] == ["Din konto", "Roller", "Pladser i grupper"]
    assert "Du og undersøgelsen" in titles
    text = json.dumps(told, ensure_ascii=False)
    assert (EMAIL in text, cast.contact.email in text, cast.administrator.name in text) == (True, False, False)


def test_an_administrator_finds_copies_without_answers_and_erases(egon, cast, survey, sign_in):
    client = sign_in(cast.administrator)
    shown = client.get(reverse("request_find"), {"email": EMAIL.upper()}).content.decode()
    assert NAME in shown
    copy = client.post(reverse("request_copy"), {"email": EMAIL})
    with ZipFile(BytesIO(copy.content)) as archive:
        assert "Dine svar" not in archive.read("oplysninger.html").decode()
    assert client.post(reverse("request_erase"), {"email": EMAIL}).status_code == 422
    client.post(reverse("request_erase"), {"email": EMAIL, "is_sure": "on"})
    assert traces(NAME) == []
    assert client.get(reverse("request_find"), {"email": EMAIL}).context["survey_count"] == 0


def test_somebody_without_account(cast, survey, herning):
    address = "yvonne@herning.example"
    fieldwork.invite(survey=survey, participation=herning, addresses=(address,), role="caseworker", by=cast.contact)
    erasure.erase_address(email="Yvonne@Herning.example", by=cast.administrator)
    assert traces(address) == []
