"""A respondent sees, takes along and deletes what is stored: by link, signed in, before and after sending."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from tests.traces import traces
from tests.vignettes.conftest import TOKEN
from vignettes import links
from vignettes.actions import answering, erasing, fieldwork
from vignettes.models import Answer, AnswerEvent, Assignment, Respondent, SurveyState
from vignettes.status import responses

ANNA = "anna.agerskov@herning.example"
OWN, DATA, ERASE = f"/b/{TOKEN}/mine-oplysninger/", reverse("vignettes:answer_data"), reverse("vignettes:answer_erase")
DOWNLOAD = reverse("vignettes:answer_data_download")
WORDS = "Min nabo hedder Egon"


@pytest.fixture
def anna(respondent):
    """Anna has answered two questions, one of them twice and one in her own words."""
    respondent.email = ANNA
    respondent.save()
    questions = {row.code: row for row in respondent.version.questions.all()}
    vignette = respondent.version.vignettes.first()
    given = [("risk", "low", 0), ("risk", "high", 1), ("weight", WORDS, 0)]
    for number, (code, value, version) in enumerate(given, start=1):
        answering.save_answer(
            respondent=respondent,
            question=questions[code],
            vignette=vignette,
            value=value,
            idempotency_key=f"00000000-0000-0000-0000-{number:012}",
            based_on_version=version,
        )
    return respondent


@pytest.fixture
def owner(client, anna):
    client.post(OWN)
    return client


def send(respondent):
    Respondent.objects.filter(pk=respondent.pk).update(submitted_at=timezone.now())


def unpacked(response):
    with ZipFile(BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_file_holds_questions_answers_and_changes(owner):
    files = unpacked(owner.get(DOWNLOAD))
    told = json.loads(files["oplysninger.json"])
    facts = {section["title"]: section["facts"] for section in told["sections"]}
    case = facts["Dine svar: Sag 1"]
    assert [fact["name"] for fact in case] == ["Spørgsmålet risk?", "Spørgsmålet weight?"]
    assert [fact["value"].partition(" (")[0] for fact in case] == ["Høj", WORDS]
    assert [fact["value"] for fact in facts["Hver gang du ændrede et svar"]] == [
        "Sag 1: Spørgsmålet risk? Lav",
        "Sag 1: Spørgsmålet risk? Høj",
        f"Sag 1: Spørgsmålet weight? {WORDS}",
    ]
    assert {"name": "E-mailadresse", "value": ANNA} in facts["Du og undersøgelsen"]
    assert ANNA in files["oplysninger.html"]
    assert "Et barn på otte år." in files["oplysninger.html"]


def test_a_look_at_the_link_changes_nothing(client, anna):
    assert client.get(OWN).status_code == 200
    assert client.get(DATA).status_code == 401


def test_a_closed_survey_and_an_expired_link_still_show_the_own_data(client, anna, survey):
    survey.state = SurveyState.CLOSED
    survey.save()
    Respondent.objects.update(expires_at=timezone.now() - timedelta(days=1), revoked_at=timezone.now())
    client.post(OWN)
    assert [client.get(url).status_code for url in (DATA, DOWNLOAD, ERASE)] == [200, 200, 200]
    assert client.get("/besvar/").status_code == 410


def test_before_sending_the_answers_go_too(owner, anna, survey, herning):
    before = responses([survey], [herning])[0].total.invited
    assert owner.post(ERASE, {"is_sure": ""}).status_code == 422
    page = owner.post(ERASE, {"is_sure": "on"})
    assert (page.status_code, page.headers["Clear-Site-Data"]) == (200, '"storage"')
    assert [model.objects.count() for model in (Answer, AnswerEvent, Assignment)] == [0, 0, 0]
    assert traces(ANNA, WORDS) == []
    total = responses([survey], [herning])[0].total
    assert total.invited == before
    assert (Respondent.objects.get().started_at, Respondent.objects.get().submitted_at) == (None, None)
    assert (owner.get(DATA).status_code, owner.get(OWN).status_code) == (401, 404)


def test_a_save_that_was_on_its_way_stores_nothing(anna):
    question, vignette = anna.version.questions.get(code="weight"), anna.version.vignettes.first()
    erasing.erase(respondent=anna)
    late = {"question": question, "vignette": vignette, "value": WORDS, "based_on_version": 0}
    with pytest.raises(answering.Closed):
        answering.save_answer(respondent=anna, idempotency_key="00000000-0000-0000-0000-000000000099", **late)
    assert traces(WORDS) == []


def test_after_sending_the_answers_stay_and_are_nobodys(owner, anna, survey, herning):
    send(anna)
    before = responses([survey], [herning])
    owner.post(ERASE, {"is_sure": "on"})
    assert traces(ANNA, WORDS) == []
    assert list(Answer.objects.values_list("question__code", "value")) == [("risk", "high")]
    assert responses([survey], [herning]) == before
    gone = Respondent.objects.get()
    assert (gone.email, gone.user, gone.token_hash) == ("", None, f"anonymous-{gone.pk}")


def test_the_trail_says_that_and_where_but_not_who(sign_in, cast, anna, survey):
    client = sign_in(cast.member)
    client.post(OWN)
    client.post(ERASE, {"is_sure": "on"})
    entry = LogEntry.objects.get(additional_data={"erased": "respondent"})
    assert (entry.object_repr, entry.actor, entry.remote_addr, entry.cid) == (survey.title, None, None, None)


def test_a_forgotten_respondent_is_not_found_by_any_earlier_link(cast, survey, herning, client):
    fieldwork.invite(survey=survey, participation=herning, addresses=(ANNA,), role="caseworker", by=cast.contact)
    respondent = Respondent.objects.get(email=ANNA)
    token = links.living_token(respondent.link_nonce, respondent.token_hash)
    client.post(f"/b/{token}/mine-oplysninger/")
    client.post(ERASE, {"is_sure": "on"})
    assert (client.get(f"/b/{token}/").status_code, traces(ANNA)) == (404, [])


def test_the_pages_say_what_will_happen(owner, anna):
    assert "Alle dine svar bliver slettet" in owner.get(ERASE).content.decode()
    send(anna)
    assert "Dine øvrige svar bliver stående som tal" in owner.get(ERASE).content.decode()
