"""A municipality can submit as long as somebody in it may finish: while the survey is open, and 24 hours after."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.errors import Refused
from partnership.overview import overview
from vignettes.actions import answering, closing, fieldwork
from vignettes.models import Submission, Survey

MIDNIGHT = datetime(2026, 12, 1, 0, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
GRACE = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(clock):
    clock(MIDNIGHT - timedelta(days=7))
    return clock


@pytest.fixture
def survey(make_survey, clock):
    return make_survey(closes_on=date(2026, 11, 30))


@pytest.fixture
def place(survey, herning, make_respondent):
    """Three have sent, and one is in the middle."""
    for token in ("a", "b", "c"):
        make_respondent(survey, token=token, started_at=timezone.now(), submitted_at=timezone.now())
    answering.start(respondent=make_respondent(survey, token="late"))
    return {"survey": survey, "participation": herning}


def urls(place):
    args = [place["survey"].pk, place["participation"].pk]
    return [reverse(f"vignettes:{name}", args=args) for name in ("response_show", "response_submit")]


def test_after_the_last_day_it_can_submit_until_the_grace_has_run(place, clock, cast):
    clock(MIDNIGHT + GRACE)
    with pytest.raises(Refused, match="Fristen for undersøgelsen er overskredet"):
        fieldwork.submit(**place, by=cast.contact)
    clock(MIDNIGHT + GRACE - MINUTE)
    assert fieldwork.submit(**place, by=cast.contact) == Submission.objects.get()


def test_after_closing_by_hand_too(place, clock, cast):
    closing.close(survey=place["survey"], reason="Nok svar.", by=cast.consultant)
    closed = {"survey": Survey.objects.get(), "participation": place["participation"]}
    clock(timezone.now() + GRACE - MINUTE)
    assert [part.participation for part in overview(cast.contact).to_submit] == [place["participation"]]
    assert fieldwork.submit(**closed, by=cast.contact) == Submission.objects.get()
    assert overview(cast.contact).to_submit == []


def test_nobody_is_invited_or_reminded_in_the_grace(place, clock, cast):
    clock(MIDNIGHT + MINUTE)
    with pytest.raises(Refused, match="Fristen for undersøgelsen er overskredet"):
        fieldwork.invite(**place, addresses=["ny@herning.example"], role="leader", by=cast.contact)


def test_a_submission_too_early_is_reopened_in_the_grace_and_not_after(place, clock, cast):
    clock(MIDNIGHT + MINUTE)
    submission = fieldwork.submit(**place, by=cast.contact)
    fieldwork.reopen(submission=submission, reason="En er i gang.", by=cast.consultant)
    again = fieldwork.submit(**place, by=cast.contact)
    clock(MIDNIGHT + GRACE)
    with pytest.raises(Refused, match="hverken ændres eller indsendes"):
        fieldwork.reopen(submission=again, reason="For sent.", by=cast.consultant)


def test_pages_say_until_when_and_then_whom_to_ask(place, clock, cast, sign_in):
    show, submit = urls(place)
    clock(MIDNIGHT + MINUTE)
    client = sign_in(cast.contact)
    page = client.get(show).content.decode()
    assert "Du kan indsende for kommunen indtil 2. december 2026 00.00." in page
    assert (submit in page, "Inviter kolleger" in page) == (True, False)
    asked = client.get(submit).content.decode()
    assert "De, der var i gang, kan svare færdigt indtil 2. december 2026 00.00, men ikke når du har indsendt." in asked
    assert submit not in client.get("/").content.decode()
    assert show in client.get("/").content.decode()
    clock(MIDNIGHT + GRACE)
    client = sign_in(cast.contact)
    page = client.get(show).content.decode()
    assert "Sekretariatet kan åbne undersøgelsen igen." in page
    assert (submit in page, show in client.get("/").content.decode()) == (False, False)
    assert "Fristen for undersøgelsen er overskredet." in client.post(submit, follow=True).content.decode()
    assert Submission.objects.count() == 0
