"""Personal links: looking changes nothing, starting needs no account, a dead link says what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.vignettes.conftest import TOKEN
from vignettes.models import Respondent, Submission, SurveyState

LINK = f"/b/{TOKEN}/"


def heading(response):
    return response.content.decode().split("<h1>")[1].split("</h1>")[0]


def test_looking_at_the_link_changes_nothing(client, invited):
    before = Respondent.objects.values().get()
    response = client.get(LINK)
    assert (response.status_code, heading(response)) == (200, "Børnesager")
    assert Respondent.objects.values().get() == before
    assert "sessionid" not in response.cookies


def test_start_leads_to_the_first_page_under_a_new_session_key(client, invited):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    response = client.post(LINK)
    assert (response.status_code, response["Location"]) == (302, "/besvar/")
    assert client.session.session_key != planted
    assert client.get("/besvar/")["Location"] == "/besvar/om-dig/"


def test_link_and_log_in_live_side_by_side(sign_in, cast, invited):
    client = sign_in(cast.member)
    client.post(LINK)
    response = client.get("/besvar/om-dig/")
    assert (response.status_code, response.wsgi_request.user) == (200, cast.member)


def test_unknown_link(client, invited):
    response = client.get("/b/forged/")
    assert (response.status_code, heading(response)) == (404, "Linket virker ikke")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"expires_at": timedelta(0)}, "Linket er udløbet"),
        ({"revoked_at": timedelta(0)}, "Linket er trukket tilbage"),
    ],
)
def test_dead_link(client, invited, method, change, title):
    Respondent.objects.update(**{field: timezone.now() + away for field, away in change.items()})
    response = getattr(client, method)(LINK)
    assert (response.status_code, heading(response)) == (410, title)
    assert Respondent.objects.get().started_at is None


@pytest.mark.parametrize("change", [{"expires_at": timedelta(0)}, {"revoked_at": timedelta(0)}])
def test_link_that_dies_while_answering(answering_client, change):
    Respondent.objects.update(**{field: timezone.now() + away for field, away in change.items()})
    assert answering_client.get("/besvar/om-dig/").status_code == 410
    save = answering_client.post("/besvar/gem/", "{}", content_type="application/json")
    assert (save.status_code, save.json()["reason"]) == (410, "gone")


def test_closed_survey(client, invited, survey):
    type(survey).objects.update(state=SurveyState.CLOSED)
    response = client.post(LINK)
    assert response.status_code == 403
    assert "Undersøgelsen er lukket. Der kan ikke længere gives eller ændres svar." in response.content.decode()


def test_municipality_has_finished(answering_client, survey, herning, cast):
    Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    for address in (LINK, "/besvar/", "/besvar/om-dig/", "/besvar/sag/1/", "/besvar/gennemse/", "/besvar/send/"):
        response = answering_client.get(address)
        assert response.status_code == 403
        assert "Din kommune har afsluttet besvarelsen." in response.content.decode()


def test_link_of_finished_answers_shows_the_receipt_alone(answering_client, invited):
    Respondent.objects.update(submitted_at=timezone.now())
    for client in (answering_client, type(answering_client)()):
        response = client.get(LINK)
        assert (response.status_code, heading(response)) == (200, "Tak for dine svar")
        assert f"2026-{invited.pk:06}" in response.content.decode()
    for address in ("/besvar/", "/besvar/om-dig/", "/besvar/sag/1/", "/besvar/gennemse/", "/besvar/send/"):
        assert answering_client.get(address)["Location"] == "/besvar/kvittering/"


@pytest.mark.parametrize("address", ["/besvar/", "/besvar/om-dig/", "/besvar/sag/1/", "/besvar/kvittering/"])
def test_nobody_in_the_session(client, db, address):
    response = client.get(address)
    assert (response.status_code, heading(response)) == (401, "Åbn din undersøgelse igen")


def test_pause_forgets_the_respondent_and_clears_the_device(answering_client):
    response = answering_client.post("/besvar/pause/")
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert answering_client.get("/besvar/om-dig/").status_code == 401
