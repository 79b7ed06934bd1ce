"""When a page was shown and how long somebody stayed: breaks left out, worked by hand, without a page that shows it."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.vignettes.conftest import TOKEN
from vignettes.actions import answering, timing
from vignettes.models import AnswerEvent, PageView
from vignettes.models.page_views import AWAY, REVIEW

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def at(monkeypatch):
    """at(minutes) → from now on it is so many minutes past nine."""

    def turn(minutes):
        monkeypatch.setattr(timezone, "now", lambda: NINE + timedelta(minutes=minutes))

    turn(0)
    return turn


@pytest.fixture
def see(at, respondent):
    def look(minutes, page):
        at(minutes)
        timing.shown(respondent=respondent, page=page)

    return look


def seconds():
    return dict(PageView.objects.values_list("page", "seconds"))


def save(respondent, minutes):
    event = {"respondent": respondent, "question": respondent.version.questions.first(), "value": "leader"}
    moment = NINE + timedelta(minutes=minutes)
    AnswerEvent.objects.create(**event, idempotency_key=uuid.uuid4(), saved_at=moment)


def test_time_belongs_to_the_page_shown_last(see):
    for minutes, page in ((0, 0), (2, 1), (5, 2), (6, 1), (10, REVIEW), (11, AWAY)):
        see(minutes, page)
    assert seconds() == {0: 120, 1: 180 + 240, 2: 60, REVIEW: 60, AWAY: 0}
    first = PageView.objects.get(page=1)
    assert (first.shown_at, first.last_shown_at) == (NINE + timedelta(minutes=2), NINE + timedelta(minutes=6))


def test_loading_a_page_again_makes_no_second_row_and_loses_no_time(see):
    see(0, 1)
    see(1, 1)
    see(1, 1)
    see(3, 2)
    assert seconds() == {1: 180, 2: 0}


def test_long_silence_is_a_break_and_answers_are_signs_of_life(see, respondent):
    see(0, 1)
    save(respondent, 10)
    save(respondent, 20)
    see(120, 2)
    assert seconds() == {1: 20 * 60, 2: 0}


def test_nothing_heard_of_for_long_counts_nothing(see):
    see(0, 1)
    see(16, 2)
    assert seconds() == {1: 0, 2: 0}


def test_fifteen_minutes_over_one_case_are_no_break(see):
    see(0, 1)
    see(15, 2)
    assert seconds()[1] == 900


def test_pages_note_themselves(at, answering_client):
    for minutes, address in ((0, "/besvar/om-dig/"), (1, "/besvar/sag/1/"), (3, "/besvar/gennemse/")):
        at(minutes)
        answering_client.get(address)
        answering_client.head(address)
    at(4)
    answering_client.post("/besvar/pause/")
    assert seconds() == {0: 60, 1: 120, REVIEW: 60, AWAY: 0}


def test_looking_at_the_link_or_at_the_receipt_notes_nothing(client, invited, answering_client):
    PageView.objects.all().delete()
    type(client)().get(f"/b/{TOKEN}/")
    answering_client.get("/besvar/kvittering/")
    answering_client.get("/besvar/sag/99/")
    assert seconds() == {}


def test_one_query_and_one_statement(respondent, django_assert_num_queries):
    timing.shown(respondent=respondent, page=0)
    with django_assert_num_queries(2):
        timing.shown(respondent=respondent, page=1)
    assert answering.start(respondent=respondent).page_views.count() == 2
