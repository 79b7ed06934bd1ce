"""Autosave over HTTP: what is acknowledged is stored; everything else has a status, a reason and a sentence."""

import json
import uuid

import pytest
from django.test import Client

from tests.vignettes.conftest import TOKEN
from tests.vignettes.test_answering_actions import answer_everything, save, stored
from vignettes.actions import answering
from vignettes.models import SurveyState
from vignettes.views.respondent import key_of

UNREADABLE = "Svaret kunne ikke læses. Genindlæs siden, og prøv igen."
FOREIGN = "Spørgsmålet hører ikke til din undersøgelse. Genindlæs siden."


def envelope(respondent, code="risk", vignette="V1", value="low", version=0, key=None):
    instrument = respondent.version
    return {
        "respondent": key_of(respondent),
        "question": instrument.questions.get(code=code).pk,
        "vignette": vignette and instrument.vignettes.get(code=vignette).pk,
        "value": value,
        "key": key or str(uuid.uuid4()),
        "version": version,
    }


def post(client, payload):
    body = payload if isinstance(payload, str) else json.dumps(payload)
    response = client.post("/besvar/gem/", body, content_type="application/json")
    return response.status_code, response.json()


def test_save_is_acknowledged_with_its_version(answering_client, invited):
    assert post(answering_client, envelope(invited)) == (200, {"version": 1})
    assert post(answering_client, envelope(invited, value=None, version=1)) == (200, {"version": 2})
    assert stored(invited) == [("V1", "risk", None, 2)]


def test_background_has_no_vignette(answering_client, invited):
    given = envelope(invited, code="role", vignette=None, value="leader")
    assert post(answering_client, given) == (200, {"version": 1})


def test_repeated_save_is_acknowledged_alike(answering_client, invited):
    payload = envelope(invited)
    assert post(answering_client, payload) == post(answering_client, payload) == (200, {"version": 1})


def test_newer_answer_comes_back_with_both_in_words(answering_client, invited):
    save(invited, "high")
    status, said = post(answering_client, envelope(invited))
    assert (status, said) == (
        409,
        {
            "reason": "stale",
            "message": "",
            "question": "Spørgsmålet risk?",
            "stored": "Høj",
            "yours": "Lav",
            "version": 1,
            "value": "high",
        },
    )


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"text"', "[" * 100_000, '{"question": 1}'])
def test_unreadable_body(answering_client, body):
    assert post(answering_client, body) == (400, {"reason": "invalid", "message": UNREADABLE})


@pytest.mark.parametrize(
    "change",
    [
        {"key": "not-a-uuid"},
        {"key": None},
        {"version": -1},
        {"version": "many"},
        {"version": 10**30},
        {"question": None},
        {"question": [1]},
        {"question": 10**30},
        {"vignette": "V1"},
        {"respondent": None},
    ],
)
def test_malformed_field(answering_client, invited, change):
    assert post(answering_client, envelope(invited) | change) == (400, {"reason": "invalid", "message": UNREADABLE})


@pytest.mark.parametrize(
    "change",
    [
        {"question": 2**63 - 1},
        {"vignette": 2**63 - 1},
        {"vignette": None},
    ],
)
def test_question_or_vignette_that_is_not_asked(answering_client, invited, change):
    assert post(answering_client, envelope(invited) | change) == (404, {"reason": "invalid", "message": FOREIGN})


def test_background_question_is_not_asked_of_a_vignette(answering_client, invited):
    assert post(answering_client, envelope(invited, code="role"))[0] == 404


def test_question_and_vignette_of_another_version(answering_client, invited, make_survey, make_respondent):
    foreign = envelope(make_respondent(make_survey(), token="other"))
    for field in ("question", "vignette"):
        given = envelope(invited) | {field: foreign[field]}
        assert post(answering_client, given) == (404, {"reason": "invalid", "message": FOREIGN})
    assert stored(invited) == []


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("percent", "101", "Skriv et helt tal fra 0 til 100"),
        ("percent", {"a": 1}, "Skriv et helt tal fra 0 til 100"),
        ("weight", "x" * 20_001, "Forkort teksten til højst 20.000 tegn"),
        ("weight", ["x"], "Skriv svaret som tekst"),
    ],
)
def test_unusable_value(answering_client, invited, code, value, message):
    given = envelope(invited, code=code, value=value)
    assert post(answering_client, given) == (400, {"reason": "invalid", "message": message})
    assert stored(invited) == []


def test_forged_option(answering_client, invited):
    assert post(answering_client, envelope(invited, value="extreme"))[0] == 400
    assert post(answering_client, envelope(invited, code="involved", value=["child", "x"]))[0] == 400
    assert stored(invited) == []


def test_key_used_for_another_answer(answering_client, invited):
    payload = envelope(invited)
    post(answering_client, payload)
    status, said = post(answering_client, envelope(invited, vignette="V2", key=payload["key"]))
    assert (status, said["reason"]) == (400, "invalid")


def test_oversized_body(answering_client, invited):
    given = envelope(invited, code="weight", value="x" * (3 * 1024 * 1024))
    assert post(answering_client, given) == (413, {"reason": "invalid", "message": "Svaret er for langt. Forkort det."})


def test_closed_survey(answering_client, invited, survey):
    type(survey).objects.update(state=SurveyState.CLOSED)
    assert post(answering_client, envelope(invited)) == (
        423,
        {"reason": "closed", "message": "Undersøgelsen er lukket. Der kan ikke længere gives eller ændres svar."},
    )


def test_after_sending(answering_client, invited):
    answer_everything(invited)
    answering.submit(respondent=invited)
    status, said = post(answering_client, envelope(invited, value="high", version=1))
    assert (status, said["reason"]) == (423, "submitted")


def test_nobody_in_the_session(client, invited):
    assert post(client, envelope(invited)) == (401, {"reason": "signed_out"})


def test_another_respondent_in_the_session(answering_client, invited, survey, make_respondent):
    make_respondent(survey, token="a-colleague")
    answering_client.post("/b/a-colleague/")
    assert post(answering_client, envelope(invited))[0] == 401
    assert stored(invited) == []


def test_form_token_is_needed_and_can_be_renewed(invited):
    client = Client(enforce_csrf_checks=True)
    token = client.get("/besvar/status/").json()["token"]
    client.post(f"/b/{TOKEN}/", headers={"X-CSRFToken": token})
    body = json.dumps(envelope(invited))
    assert client.post("/besvar/gem/", body, content_type="application/json").status_code == 403
    status = client.get("/besvar/status/").json()
    assert status["respondent"] == key_of(invited)
    renewed = {"X-CSRFToken": status["token"]}
    assert client.post("/besvar/gem/", body, content_type="application/json", headers=renewed).status_code == 200


def test_save_costs_few_queries(answering_client, invited, django_assert_num_queries):
    post(answering_client, envelope(invited))
    change = envelope(invited, value="high", version=1)
    # Session, respondent, the same locked with the answer, answer, event, and the savepoint twice.
    with django_assert_num_queries(7):
        post(answering_client, change)
