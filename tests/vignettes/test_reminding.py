"""Planned reminders: to whom, when, how often, with which link."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from jobs import mail
from jobs.errors import Refused
from jobs.models import OutboxMessage
from tests.vignettes.conftest import TOKEN
from vignettes import links
from vignettes.actions import answering, fieldwork, reminding
from vignettes.models import Reminder, ReminderMail, Respondent, Submission, SurveyState

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
ANNA, BO = "anna@herning.example", "bo@herning.example"


@pytest.fixture
def clock(clock):
    """It begins on a Monday at ten."""
    clock(MONDAY)
    return clock


@pytest.fixture
def reminder(clock, survey):
    return Reminder.objects.create(
        survey=survey, due_on=MONDAY.date(), subject="Husk {undersøgelse}", text="Her: {link}"
    )


@pytest.fixture
def people(clock, survey, herning, cast):
    """Anna and Bo, invited on the Friday before."""
    clock(MONDAY - timedelta(days=3))
    fieldwork.invite(survey=survey, participation=herning, addresses=(ANNA, BO), role="caseworker", by=cast.contact)
    clock(MONDAY)
    return [Respondent.objects.get(email=address) for address in (ANNA, BO)]


def reminded():
    return list(ReminderMail.objects.values_list("message__recipient", flat=True))


def links_to(address):
    mails = OutboxMessage.objects.filter(recipient=address).order_by("pk").values_list("text", flat=True)
    return [text.partition("/b/")[2].partition("/")[0] for text in mails]


def test_reminder_repeats_the_link_and_prolongs_its_life(reminder, people, client):
    sent_at = people[0].link_sent_at
    assert reminding.send_due() == 2
    first, second = links_to(ANNA)
    assert (first, client.get(f"/b/{second}/").status_code) == (second, 200)
    anna = Respondent.objects.get(email=ANNA)
    assert (anna.link_sent_at, anna.expires_at) == (sent_at, MONDAY + links.VALID_FOR)
    message = ReminderMail.objects.first().message
    assert (message.subject, message.text.startswith("Her: https://")) == ("Husk Børnesager", True)


def test_a_second_run_sends_nothing(reminder, people):
    assert [reminding.send_due(), reminding.send_due()] == [2, 0]
    Reminder.objects.update(finished_at=None)  # as if the first had been killed before it could say so
    assert reminding.send_due() == 0
    assert reminded() == [ANNA, BO]


def test_killed_in_the_middle_loses_nobody_and_sends_nobody_two(reminder, people, monkeypatch):
    post, written = mail.post, []

    def killed_at_the_second(**fields):
        written.append(fields["recipient"])
        if len(written) == 2:
            raise KeyboardInterrupt
        return post(**fields)

    monkeypatch.setattr(mail, "post", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        reminding.send_due()
    assert (written, reminded()) == ([ANNA, BO], [])
    monkeypatch.setattr(mail, "post", post)
    reminding.send_due()
    reminding.send_due()
    reminder.refresh_from_db()
    assert (reminded(), reminder.finished_at) == ([ANNA, BO], MONDAY)


def test_a_worker_that_comes_second_finds_every_mail_written(reminder, people, monkeypatch):
    """Both saw the reminder as due; the second gets the municipality's lock after the first."""
    original, nested = reminding._remind_municipality, []

    def overtaken(*args):
        if not nested:
            nested.append("on its way")
            nested[0] = reminding._send_planned(reminder, MONDAY)
        return original(*args)

    monkeypatch.setattr(reminding, "_remind_municipality", overtaken)
    assert (reminding.send_due(), nested) == (0, [2])
    assert reminded() == [ANNA, BO]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("submitted_at", MONDAY),
        ("revoked_at", MONDAY),
        ("email", ""),
        ("link_sent_at", MONDAY - timedelta(hours=1)),
        ("link_sent_at", None),
    ],
)
def test_who_is_done_withdrawn_or_just_invited_is_left_in_peace(field, value, reminder, people):
    Respondent.objects.filter(email=ANNA).update(**{field: value})
    reminding.send_due()
    assert reminded() == [BO]


def test_whoever_has_begun_is_reminded(reminder, people):
    answering.start(respondent=people[0])
    reminding.send_due()
    assert reminded() == [ANNA, BO]


def test_submission_of_the_municipality_stops_its_reminders(reminder, people, survey, herning, cast):
    Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    assert (reminding.send_due(), reminded()) == (0, [])


@pytest.mark.parametrize(
    "change",
    [{"state": SurveyState.CLOSED}, {"state": SurveyState.DRAFT}, {"closes_on": MONDAY.date() - timedelta(days=1)}],
)
def test_closed_survey_sends_none_and_keeps_the_plan(change, reminder, people, survey):
    type(survey).objects.filter(pk=survey.pk).update(**change)
    assert reminding.send_due() == 0
    reminder.refresh_from_db()
    assert reminder.begun_at is None


@pytest.mark.parametrize("moment", [MONDAY.replace(hour=7), MONDAY.replace(hour=17), MONDAY - timedelta(days=1)])
def test_outside_working_hours_the_reminder_waits(moment, reminder, people, clock):
    Reminder.objects.update(due_on=moment.date())
    clock(moment)
    assert reminding.send_due() == 0
    clock(MONDAY + timedelta(days=1))
    assert reminding.send_due() == 2


def test_two_reminders_that_waited_for_the_same_day_become_one(reminder, people, survey):
    Reminder.objects.create(survey=survey, due_on=MONDAY.date() - timedelta(days=1), subject="Søndag", text="{link}")
    assert reminding.send_due() == 2
    assert [row.finished_at for row in Reminder.objects.all()] == [MONDAY, MONDAY]


def test_new_secret_key_gives_a_new_link(reminder, people, settings, client):
    settings.SECRET_KEY = "another key of this installation, long enough"
    reminding.send_due()
    old, new = links_to(ANNA)
    assert [client.get(f"/b/{token}/").status_code for token in (old, new)] == [404, 200]


def test_somebody_invited_before_there_were_nonces_gets_a_new_link(reminder, survey, make_respondent, client):
    make_respondent(survey, email=ANNA, link_sent_at=MONDAY - timedelta(days=9))
    reminding.send_due()
    [new] = links_to(ANNA)
    assert [client.get(f"/b/{token}/").status_code for token in (TOKEN, new)] == [404, 200]


def test_resend_kills_the_link_that_the_reminder_repeated(reminder, people, client, cast):
    reminding.send_due()
    fieldwork.resend(respondent=people[0], by=cast.contact)
    invited, repeated, new = links_to(ANNA)
    assert [client.get(f"/b/{token}/").status_code for token in (repeated, new)] == [404, 200]


def test_extra_reminder_once_a_day_and_none_of_the_plan_on_top(people, survey, herning, cast, clock):
    place = {"survey": survey, "participation": herning, "by": cast.contact}
    reminding.remind_now(**place)
    assert (reminded(), links_to(ANNA)[0]) == ([ANNA, BO], links_to(ANNA)[1])
    with pytest.raises(Refused, match="allerede fået en påmindelse i dag"):
        reminding.remind_now(**place)
    Reminder.objects.create(survey=survey, due_on=MONDAY.date(), subject="S", text="{link}")
    assert reminding.send_due() == 0
    clock(MONDAY + timedelta(days=1))
    reminding.remind_now(**place)
    assert reminded() == [ANNA, BO, ANNA, BO]


def test_extra_reminder_tells_nobody_whether_anybody_was_left(people, survey, herning, cast):
    Respondent.objects.update(submitted_at=MONDAY)
    assert reminding.remind_now(survey=survey, participation=herning, by=cast.contact) is None
    assert reminded() == []


def test_extra_reminder_keeps_quiet_hours(people, survey, herning, cast, clock):
    clock(MONDAY.replace(hour=17, minute=5))
    with pytest.raises(Refused, match=r"Prøv igen 24\. november kl\. 8\.00"):
        reminding.remind_now(survey=survey, participation=herning, by=cast.contact)
    assert reminded() == []


def test_reminders_leave_other_municipalities_and_surveys_alone(people, survey, vejle, herning, cast, make_survey):
    other = make_survey()
    Respondent.objects.filter(email=ANNA).update(participation=vejle)
    Respondent.objects.filter(email=BO).update(survey=other)
    reminding.remind_now(survey=survey, participation=herning, by=cast.contact)
    assert reminded() == []


def test_what_has_begun_can_neither_be_changed_nor_deleted(reminder, people, cast):
    reminding.send_due()
    for act in (reminding.save, reminding.delete):
        with pytest.raises(Refused, match="kan ikke længere ændres eller slettes"):
            act(reminder=reminder, by=cast.consultant)
    assert Reminder.objects.get() == reminder


def test_one_reminder_of_a_survey_per_day(reminder, survey, cast):
    with pytest.raises(Refused, match="allerede en anden påmindelse"):
        reminding.save(
            reminder=Reminder(survey=survey, due_on=reminder.due_on, subject="S", text="T"), by=cast.consultant
        )


def test_test_mail_goes_to_the_planner_alone_and_once_per_click(reminder, people, cast, client):
    for _click in range(2):
        reminding.send_test(reminder=reminder, to=cast.consultant)
    [message] = OutboxMessage.objects.filter(idempotency_key__startswith="survey-reminder")
    assert (message.recipient, message.subject) == (cast.consultant.email, "Prøve: Husk Børnesager")
    assert client.get("/b/" + message.text.partition("/b/")[2].partition("/")[0] + "/").status_code == 404
    assert reminder.mails.count() == 0


def test_goes_at_the_first_working_hour_of_its_day_or_not_at_all(reminder, survey):
    now = timezone.localtime()
    reminder.due_on = date(2026, 12, 24)
    assert reminding.goes_at(reminder, now).isoformat() == "2026-12-28T08:00:00+01:00"
    survey.closes_on = reminder.due_on
    assert reminding.goes_at(reminder, now) is None
