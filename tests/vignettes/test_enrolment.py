"""Colleagues enrol by a link: never more than its places, and nobody learns who has been invited."""

import re
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from jobs.errors import Refused
from jobs.models import OutboxMessage
from vignettes.actions import enrolling
from vignettes.models import EnrolmentLink, Respondent, Submission, Survey, SurveyState

DONE = "Dit personlige link er på vej til den adresse, du skrev."
FULL = "Alle linkets pladser er brugt. Hvis du allerede var tilmeldt eller inviteret"
NOW = timezone.now


@pytest.fixture
def make_link(survey, herning, cast):
    def make(limit=2, role="leader", **change):
        day = timezone.localdate() + timedelta(days=9)
        given = {"survey": survey, "participation": herning, "role": role, "limit": limit, "expires_on": day}
        return enrolling.make_link(**given | change, by=cast.contact)

    return make


@pytest.fixture
def link(make_link):
    return make_link()


def address(link):
    return "/" + enrolling.address_of(link).split("/", 3)[3]


def enrolled():
    return sorted(Respondent.objects.values_list("email", "role"))


def later(minutes):
    """As if everything sent so far had been sent so many minutes earlier."""
    ago = timezone.now() - timedelta(minutes=minutes)
    Respondent.objects.filter(link_sent_at__isnull=False).update(link_sent_at=ago)
    OutboxMessage.objects.update(created_at=ago)


def test_looking_changes_nothing(link, client):
    before = EnrolmentLink.objects.values().get()
    assert client.get(address(link)).status_code == 200
    assert client.head(address(link)).status_code == 200
    assert (enrolled(), OutboxMessage.objects.count(), EnrolmentLink.objects.values().get()) == ([], 0, before)


def test_whoever_enrols_gets_a_personal_link_by_mail_alone(link, client):
    page = client.post(address(link), {"email": " Anna@Herning.example "})
    assert DONE in page.content.decode()
    assert enrolled() == [("anna@herning.example", "leader")]
    mail = OutboxMessage.objects.get()
    personal = re.search(r"https?://\S+(/b/\S+/)", mail.text)[1]
    assert mail.recipient == "anna@herning.example"
    assert personal not in page.content.decode()
    assert client.get("/besvar/om-dig/").status_code == 401
    client.post(personal)
    assert client.get("/besvar/om-dig/").status_code == 200


def test_the_same_address_takes_one_place_and_gets_the_same_link_again(link, client):
    client.post(address(link), {"email": "anna@herning.example"})
    client.post(address(link), {"email": "ANNA@herning.example"})
    assert OutboxMessage.objects.count() == 1
    later(minutes=11)
    assert DONE in client.post(address(link), {"email": "anna@herning.example"}).content.decode()
    client.post(address(link), {"email": "anna@herning.example"})
    first, again = OutboxMessage.objects.order_by("pk")
    assert len({re.search(r"/b/(\S+)/", mail.text)[1] for mail in (first, again)}) == 1
    link.refresh_from_db()
    assert (link.used, len(enrolled())) == (1, 1)


def test_page_says_the_same_of_invited_submitted_withdrawn_and_new(make_link, make_respondent, survey, client):
    link = make_link(limit=9)
    make_respondent(survey, token="1", email="inviteret@herning.example")
    make_respondent(survey, token="2", email="sendt@herning.example", started_at=NOW(), submitted_at=NOW())
    make_respondent(survey, token="3", email="trukket@herning.example", revoked_at=NOW())
    names = ("inviteret", "sendt", "trukket", "ny")
    pages = [client.post(address(link), {"email": f"{name}@herning.example"}) for name in names]
    said = {re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages}
    assert len(said) == 1
    told = OutboxMessage.objects.values_list("recipient", flat=True)
    assert sorted(told) == ["inviteret@herning.example", "ny@herning.example", "sendt@herning.example"]
    link.refresh_from_db()
    assert (link.used, Respondent.objects.get(email="trukket@herning.example").revoked_at is None) == (1, False)


def test_contact_sees_nothing_when_somebody_asks_again(link, make_respondent, survey, client):
    respondent = make_respondent(
        survey, token="1", email="anna@herning.example", link_sent_at=NOW() - timedelta(days=3)
    )
    client.post(address(link), {"email": "anna@herning.example"})
    sent = respondent.link_sent_at
    respondent.refresh_from_db()
    assert (respondent.link_sent_at, respondent.link_mail, OutboxMessage.objects.count()) == (sent, None, 1)


def test_signed_in_colleague_stays_one_respondent(link, make_respondent, survey, cast, client):
    make_respondent(survey, token="1", user=cast.member)
    client.post(address(link), {"email": cast.member.email})
    assert Respondent.objects.get().email == cast.member.email
    link.refresh_from_db()
    assert link.used == 0


def test_full_link_says_the_same_to_everybody_and_enrols_nobody_more(make_link, client):
    link = make_link(limit=1)
    client.post(address(link), {"email": "anna@herning.example"})
    later(minutes=11)
    pages = [client.post(address(link), {"email": f"{name}@herning.example"}) for name in ("anna", "bo")]
    assert [FULL in page.content.decode() for page in pages] == [True, True]
    assert enrolled() == [("anna@herning.example", "leader")]
    assert list(OutboxMessage.objects.values_list("recipient", flat=True)) == ["anna@herning.example"] * 2


def test_database_holds_the_limit(link):
    with pytest.raises(IntegrityError):
        EnrolmentLink.objects.update(used=3)


@pytest.mark.parametrize("typed", ["", "anna", "anna@herning.example, bo@herning.example", "a\u202eb@herning.example"])
def test_what_is_no_address_is_said(typed, link, client):
    assert client.post(address(link), {"email": typed}).status_code == 422
    assert enrolled() == []


@pytest.mark.parametrize("dead", ["stopped", "expired", "closed", "over", "submitted", "withdrawn"])
def test_dead_link_takes_nobody(dead, link, survey, herning, cast, client):
    if dead == "stopped":
        enrolling.stop_link(link=link, by=cast.contact)
    elif dead == "expired":
        EnrolmentLink.objects.update(expires_at=NOW())
    elif dead == "closed":
        Survey.objects.update(state=SurveyState.CLOSED)
    elif dead == "over":
        Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    elif dead == "submitted":
        Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    else:
        type(herning).objects.update(withdrawn_on=timezone.localdate())
    pages = [client.get(address(link)), client.post(address(link), {"email": "anna@herning.example"})]
    assert [page.status_code for page in pages] == [410, 410]
    assert (enrolled(), OutboxMessage.objects.count()) == ([], 0)


def test_unknown_link(client, db):
    assert client.get("/tilmeld/ukendt/").status_code == 404


def test_token_is_stored_nowhere(link):
    token = address(link).split("/")[2]
    assert len(token) == 43
    assert not [value for value in EnrolmentLink.objects.values_list().get() if token in str(value)]


def test_one_living_link_for_each_role(make_link, cast):
    assert make_link() == make_link()
    with pytest.raises(Refused, match="Der er allerede et link til den rolle"):
        make_link(limit=3)
    make_link(role="other")
    enrolling.stop_link(link=EnrolmentLink.objects.get(role="leader"), by=cast.contact)
    make_link(limit=3)
    assert EnrolmentLink.objects.living().count() == 2


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"limit": "mange"}, "limit"),
        ({"expires_on": "1.1.2020"}, "expires_on"),
        ({"expires_on": "1.1.2199"}, "expires_on"),
        ({"role": "boss"}, "role"),
    ],
)
def test_form_says_what_is_wrong(change, error, survey, herning, cast, sign_in):
    url = reverse("vignettes:enrolment_create", args=[survey.pk, herning.pk])
    day = timezone.localdate() + timedelta(days=3)
    page = sign_in(cast.contact).post(url, {"role": "leader", "limit": "5", "expires_on": day.isoformat()} | change)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [error])


def test_contact_makes_sees_and_stops_a_link(survey, herning, cast, client, sign_in):
    client, place = sign_in(cast.contact), [survey.pk, herning.pk]
    show = reverse("vignettes:response_show", args=place)
    day = timezone.localdate() + timedelta(days=3)
    given = {"role": "leader", "limit": "5", "expires_on": day.isoformat()}
    client.post(reverse("vignettes:enrolment_create", args=place), given)
    link = EnrolmentLink.objects.get()
    type(client)().post(address(link), {"email": "anna@herning.example"})
    page = client.get(show).content.decode()
    assert "1 af 5 pladser er brugt" in page
    assert enrolling.address_of(link) in page
    stop = reverse("vignettes:enrolment_stop", args=[link.pk])
    assert "Stop tilmeldingslinket?" in client.get(stop).content.decode()
    client.post(stop)
    assert enrolling.address_of(link) not in client.get(show).content.decode()
    trail = LogEntry.objects.filter(content_type__model="enrolmentlink", actor=cast.contact)
    assert [sorted(entry.changes) for entry in trail.order_by("pk")] == [
        ["expires_at", "limit", "revoked_at", "role"],
        ["revoked_at"],
    ]


def test_consultant_does_not_see_the_link(link, survey, herning, cast, sign_in):
    page = sign_in(cast.consultant).get(reverse("vignettes:response_show", args=[survey.pk, herning.pk]))
    assert enrolling.address_of(link) not in page.content.decode()
