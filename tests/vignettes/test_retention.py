"""The clock cuts answers loose from people: when, whom it tells, what is gone, and that no count changes."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from jobs.errors import Refused
from jobs.models import OutboxMessage
from municipalities.models import RoleKind
from tests.traces import traces
from vignettes import links
from vignettes.actions import answering, fieldwork, reminding, retaining
from vignettes.followed import monitor_of
from vignettes.models import Answer, AnswerEvent, Reminder, ReminderMail, Respondent, Retention, SurveyState
from vignettes.status import responses

CLOSES = date(2026, 11, 30)
ANNA, BO = "anna@herning.example", "bo@herning.example"


@pytest.fixture
def clock(monkeypatch):
    """clock(day) sets the time for everybody, at noon; it begins on a Monday before the closing."""

    def turn(day):
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)

    turn(date(2026, 11, 23))
    return turn


@pytest.fixture
def survey(clock, make_survey):
    return make_survey(closes_on=CLOSES)


@pytest.fixture
def people(survey, herning, vejle, cast, clock, settings):
    """Anna has answered by link and was sent it twice; Bo was reminded; a leader has answered signed in."""
    settings.SESSION_COOKIE_AGE = 60 * 60 * 24 * 400
    fieldwork.invite(survey=survey, participation=herning, addresses=(ANNA, BO), role="caseworker", by=cast.contact)
    clock(date(2026, 11, 24))
    anna, bo = (Respondent.objects.get(email=address) for address in (ANNA, BO))
    fieldwork.resend(respondent=anna, by=cast.contact)
    Reminder.objects.create(survey=survey, due_on=date(2026, 11, 25), subject="Husk", text="{link}")
    clock(date(2026, 11, 25))
    reminding.send_due()
    leader = answering.start_signed_in(survey=survey, participation=vejle, user=cast.foreign_leader)
    for person in (anna, leader):
        person.refresh_from_db()
        answering.start(respondent=person)
        question = survey.versions.get().questions.get(code="role")
        answering.save_answer(
            respondent=person,
            question=question,
            vignette=None,
            value="leader",
            idempotency_key=f"00000000-0000-0000-0000-{person.pk:012}",
            based_on_version=0,
        )
        Respondent.objects.filter(pk=person.pk).update(submitted_at=timezone.now())
    return [anna, bo, leader]


def run_until(clock, last, first=CLOSES):
    """Beat's rounds, two a day: every tenth day, and each of the last sixteen."""
    length = (last - first).days
    for number in sorted({*range(0, length, 10), *range(max(0, length - 15), length + 1)}):
        clock(first + timedelta(days=number))
        retaining.run_due()
        retaining.run_due()


def told(survey):
    keys = OutboxMessage.objects.filter(idempotency_key__startswith="retention-").order_by("pk")
    return list(keys.values_list("recipient", "subject"))


def test_announced_two_weeks_before_and_carried_out_on_the_day(survey, people, cast, clock):
    run_until(clock, date(2027, 5, 14))
    assert (told(survey), Respondent.objects.linked().count()) == ([], 3)
    run_until(clock, date(2027, 5, 28), first=date(2027, 5, 15))
    announced = "Svarene på ”Børnesager” bliver anonyme den 29. maj 2027"
    assert told(survey) == [(person.email, announced) for person in (cast.consultant, cast.researcher)]
    assert Respondent.objects.linked().count() == 3
    run_until(clock, date(2027, 5, 30), first=date(2027, 5, 29))
    done = "Svarene på ”Børnesager” er nu anonyme"
    assert told(survey)[2:] == [(person.email, done) for person in (cast.consultant, cast.researcher)]
    retention = Retention.objects.get()
    assert (Respondent.objects.linked().count(), retention.people, timezone.localdate(retention.done_at)) == (
        0,
        3,
        date(2027, 5, 29),
    )


def test_nothing_leads_to_anybody_afterwards(survey, people, cast, clock, client, sign_in):
    links_before = list(Respondent.objects.values_list("token_hash", flat=True))
    answering_client = sign_in(cast.foreign_leader)
    session = answering_client.session
    session[links.SESSION_KEY] = people[2].pk
    session.save()
    assert ("jobs_outboxmessage", "recipient") in traces(ANNA)
    Retention.objects.create(survey=survey, days=30)
    run_until(clock, date(2027, 1, 20))
    assert (traces(ANNA), traces(BO)) == ([], [])
    assert not Respondent.objects.filter(user__isnull=False).exists()
    assert not Respondent.objects.filter(token_hash__in=links_before).exists()
    assert ReminderMail.objects.count() == 0
    assert [links.SESSION_KEY in row.get_decoded() for row in Session.objects.all()] == [False]
    assert answering_client.get("/besvar/kvittering/").status_code == 401
    assert answering_client.get("/konto/").status_code == 200


def test_answers_and_counts_are_what_they_were(survey, people, herning, vejle, clock):
    def said():
        monitor = monitor_of(survey, [herning, vejle], "Alle")
        answers = list(Answer.objects.order_by("pk").values())
        return monitor, responses([survey], [herning, vejle]), answers, list(AnswerEvent.objects.values())

    Retention.objects.create(survey=survey, days=30)
    clock(date(2027, 1, 1))
    before = said()
    run_until(clock, date(2027, 1, 1), first=date(2026, 12, 16))
    assert (Respondent.objects.linked().count(), said()) == (0, before)


def test_another_survey_keeps_its_people_and_mails(survey, people, make_survey, herning, cast, clock):
    clock(date(2026, 11, 26))
    other = make_survey()
    fieldwork.invite(survey=other, participation=herning, addresses=(ANNA,), role="caseworker", by=cast.contact)
    Retention.objects.create(survey=survey, days=30)
    run_until(clock, date(2027, 1, 20))
    kept = Respondent.objects.get(survey=other)
    assert (kept.email, kept.link_mail.recipient, OutboxMessage.objects.filter(recipient=ANNA).count()) == (
        ANNA,
        ANNA,
        1,
    )


def test_postponed_with_reason_and_announced_again(survey, people, cast, clock):
    with pytest.raises(Refused, match="ikke lukket"):
        retaining.postpone(survey=survey, to=date(2027, 9, 1), reason="Ny rapport", by=cast.researcher)
    run_until(clock, date(2027, 5, 15))
    with pytest.raises(Refused, match=r"29\. maj 2027"):
        retaining.postpone(survey=survey, to=date(2027, 5, 29), reason="Ny rapport", by=cast.researcher)
    with pytest.raises(Refused, match=r"14\. maj 2028"):
        retaining.postpone(survey=survey, to=date(2028, 5, 30), reason="Ny rapport", by=cast.researcher)
    retaining.postpone(survey=survey, to=date(2027, 9, 1), reason="Ny rapport", by=cast.researcher)
    run_until(clock, date(2027, 8, 31), first=date(2027, 5, 16))
    assert told(survey)[-1][1].endswith("1. september 2027")
    assert (len(told(survey)), Respondent.objects.linked().count()) == (4, 3)
    run_until(clock, date(2027, 9, 1), first=date(2027, 9, 1))
    assert Respondent.objects.linked().count() == 0
    with pytest.raises(Refused, match="anonyme"):
        retaining.set_days(survey=survey, days=60, by=cast.consultant)


def test_fewer_days_never_shorten_the_notice(survey, people, cast, clock):
    run_until(clock, date(2027, 3, 1))
    retaining.set_days(survey=survey, days=30, by=cast.consultant)
    run_until(clock, date(2027, 3, 14), first=date(2027, 3, 1))
    assert (told(survey)[0][1].endswith("15. marts 2027"), Respondent.objects.linked().count()) == (True, 3)
    run_until(clock, date(2027, 3, 15), first=date(2027, 3, 15))
    assert Respondent.objects.linked().count() == 0


def test_running_days_only_get_fewer_and_a_notice_is_given_once(survey, people, cast, clock):
    run_until(clock, date(2027, 3, 1))
    with pytest.raises(Refused, match="højst 180 dage"):
        retaining.set_days(survey=survey, days=181, by=cast.consultant)
    retaining.set_days(survey=survey, days=31, by=cast.consultant)
    run_until(clock, date(2027, 3, 5), first=date(2027, 3, 1))
    warned_on = Retention.objects.get().warned_on
    retaining.set_days(survey=survey, days=30, by=cast.consultant)
    assert (Retention.objects.get().warned_on, warned_on) == (date(2027, 3, 1), date(2027, 3, 1))


def test_opened_again_the_days_count_anew(survey, people, clock):
    run_until(clock, date(2027, 5, 20))
    survey.closes_on = date(2027, 6, 30)
    survey.save()
    run_until(clock, date(2027, 7, 1), first=date(2027, 5, 21))
    retention = Retention.objects.get()
    assert (retention.counts_from, retention.warned_on, Respondent.objects.linked().count()) == (
        date(2027, 6, 30),
        None,
        3,
    )


def test_closed_by_hand_counts_from_that_day(survey, people, cast, clock):
    survey.closings.create(closed_by=cast.consultant, reason="Nok svar", closed_at=timezone.now())
    survey.state = SurveyState.CLOSED
    survey.save()
    clock(date(2026, 11, 28))
    retaining.run_due()
    assert Retention.objects.get().counts_from == date(2026, 11, 25)


def test_a_draft_and_an_open_survey_are_left_alone(survey, make_survey, clock):
    make_survey(state=SurveyState.DRAFT)
    retaining.run_due()
    assert list(Retention.objects.values_list("survey", "counts_from")) == [(survey.pk, None)]


def test_somebody_without_role_is_not_told(survey, people, cast, make_person, other_partnership, clock):
    make_person(RoleKind.CONSULTANT, partnership=other_partnership, email="anden@test.example")
    run_until(clock, date(2027, 5, 29))
    assert "anden@test.example" not in [recipient for recipient, _subject in told(survey)]
