"""A survey is closed by hand or by its day: who may still finish, who is told, and what the history keeps."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from jobs.errors import Refused
from jobs.models import OutboxMessage
from tests.vignettes.conftest import TOKEN
from vignettes.actions import answering, closing
from vignettes.models import Answer, Closing, Respondent, Survey, SurveyState
from vignettes.own import own_answerings

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
GRACE = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(clock):
    clock(NOON)
    return clock


@pytest.fixture
def survey(make_survey, clock):
    return make_survey(closes_on=date(2026, 11, 30))


@pytest.fixture
def close(survey, cast):
    return lambda reason="Vi har svar nok.": closing.close(survey=survey, reason=reason, by=cast.consultant)


def save(respondent, value):
    question = respondent.version.questions.get(code="risk")
    vignette = respondent.version.vignettes.first()
    place = {"respondent": respondent, "question": question, "vignette": vignette}
    return answering.save_answer(**place, value=value, idempotency_key=uuid.uuid4(), based_on_version=0)


def test_whoever_had_started_can_finish_for_a_day_after_closing_by_hand(respondent, close, clock):
    clock(NOON + timedelta(hours=3))
    close()
    clock(NOON + timedelta(hours=3) + GRACE - MINUTE)
    save(respondent, "low")
    clock(NOON + timedelta(hours=3) + GRACE)
    with pytest.raises(answering.Closed, match="Undersøgelsen er lukket"):
        save(respondent, "high")
    assert Answer.objects.get().value == "low"


def test_whoever_had_started_can_finish_for_a_day_after_the_last_day(respondent, clock):
    midnight = datetime(2026, 12, 1, tzinfo=NOON.tzinfo)
    clock(midnight + GRACE - MINUTE)
    save(respondent, "low")
    clock(midnight + GRACE)
    with pytest.raises(answering.Closed):
        save(respondent, "high")


def test_closing_by_hand_after_the_last_day_prolongs_nothing(respondent, close, clock):
    clock(datetime(2026, 12, 2, 9, tzinfo=NOON.tzinfo))
    close()
    with pytest.raises(answering.Closed):
        save(respondent, "low")


def test_nobody_begins_in_the_grace(invited, close):
    close()
    with pytest.raises(answering.Closed):
        answering.start(respondent=invited)
    assert Respondent.objects.get().started_at is None


def test_pages_say_until_when(answering_client, close, clock):
    clock(NOON + MINUTE)
    close()
    says = "Du kan sende dine svar indtil 24. november 2026 12.01."
    for address in (f"/b/{TOKEN}/", "/besvar/om-dig/", "/besvar/sag/1/", "/besvar/gennemse/"):
        assert says in answering_client.get(address).content.decode(), address
    clock(NOON + MINUTE + GRACE)
    assert answering_client.post(f"/b/{TOKEN}/").status_code == 403


def test_open_survey_says_nothing_of_it(answering_client):
    assert "men du var i gang" not in answering_client.get("/besvar/sag/1/").content.decode()


def test_signed_in_person_goes_on_from_the_front_page(survey, herning, cast, close, clock):
    answering.start_signed_in(survey=survey, participation=herning, user=cast.member)
    clock(NOON + MINUTE)
    close()
    assert [row.is_open for row in own_answerings(cast.member)] == [True]
    assert [row.is_open for row in own_answerings(cast.leader)] == [False]


def test_contact_persons_are_told_once_with_the_reason(close, survey, cast, vejle, make_person):
    make_person("contact", municipality=vejle.municipality)
    close("Alle kommuner er færdige.")
    with pytest.raises(Refused, match="allerede lukket"):
        close("Igen.")
    mails = OutboxMessage.objects.all()
    assert mails.count() == 2
    assert all("Alle kommuner er færdige." in mail.text and "24 timer" in mail.text for mail in mails)
    assert Closing.objects.count() == 1


def test_draft_is_not_closed(close, survey):
    Survey.objects.update(state=SurveyState.DRAFT)
    with pytest.raises(Refused, match="ikke åbnet endnu"):
        close()


def test_reopened_survey_takes_answers_until_its_new_day(respondent, invited, survey, close, cast, clock):
    close()
    clock(NOON + 2 * GRACE)
    closing.reopen(survey=survey, reason="To mangler.", closes_on=date(2026, 12, 24), by=cast.consultant)
    save(respondent, "low")
    survey.refresh_from_db()
    assert (survey.state, survey.closes_on) == (SurveyState.OPEN, date(2026, 12, 24))
    assert Closing.objects.standing().count() == 0
    with pytest.raises(Refused, match="allerede åbnet igen"):
        closing.reopen(survey=survey, reason="Igen.", closes_on=None, by=cast.consultant)


def test_consultant_closes_and_reopens_in_the_browser(survey, respondent, cast, sign_in):
    client, show = sign_in(cast.consultant), reverse("vignettes:survey_show", args=[survey.pk])
    close_url, open_url = (reverse(f"vignettes:survey_{verb}", args=[survey.pk]) for verb in ("close", "reopen"))
    assert "I gang uden at have sendt deres svar: under 3." in client.get(close_url).content.decode()
    assert client.post(close_url, {"reason": ""}).status_code == 422
    client.post(close_url, {"reason": "Nok svar."})
    page = client.get(show).content.decode()
    assert "lukkede undersøgelsen 23. november 2026 12.00 med begrundelsen:" in page
    assert "De, der var i gang, kan svare færdigt indtil 24. november 2026 12.00." in page
    assert client.post(open_url, {"reason": "Mangler.", "closes_on": "1.1.2026"}).status_code == 422
    client.post(open_url, {"reason": "Mangler.", "closes_on": "1.12.2026"})
    page = client.get(show).content.decode()
    assert "åbnede den igen den 23. november 2026 med begrundelsen:" in page
    assert close_url in page


def test_contact_sees_the_reason_and_until_when(survey, herning, close, cast, sign_in):
    close()
    page = sign_in(cast.contact).get(reverse("vignettes:response_show", args=[survey.pk, herning.pk]))
    assert "<q>Vi har svar nok.</q>" in page.content.decode()
    assert "kan svare færdigt indtil 24. november 2026 12.00." in page.content.decode()
