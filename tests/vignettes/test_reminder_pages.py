"""The consultant plans reminders; the contact person sees when the next one goes, and never who gets it."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import MailState, OutboxMessage
from vignettes.actions import fieldwork, reminding
from vignettes.models import Reminder, ReminderMail, Respondent

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
ADDRESSES = ("anna@herning.example", "bo@herning.example", "cam@herning.example")
WORDS = {"due_on": "24.12.2026", "subject": "Husk {undersøgelse}", "text": "Svar her: {link}"}


@pytest.fixture(autouse=True)
def _monday(monkeypatch, settings):
    settings.SESSION_COOKIE_AGE = 60 * 60 * 24 * 365
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)


@pytest.fixture
def reminder(survey):
    return Reminder.objects.create(survey=survey, due_on=date(2026, 12, 1), subject="Første", text="{link}")


@pytest.fixture
def plan(survey):
    return reverse("vignettes:reminder_list", args=[survey.pk])


@pytest.fixture
def new(survey):
    return reverse("vignettes:reminder_create", args=[survey.pk])


@pytest.fixture
def response_page(survey, herning):
    return reverse("vignettes:response_show", args=[survey.pk, herning.pk])


@pytest.fixture
def invited(survey, herning, cast, monkeypatch):
    fieldwork.invite(survey=survey, participation=herning, addresses=ADDRESSES, role="caseworker", by=cast.contact)
    Respondent.objects.update(link_sent_at=MONDAY - timedelta(days=3), invited_at=MONDAY - timedelta(days=3))


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_plan_preview_test_mail_change_and_delete(new, plan, cast, sign_in):
    client = sign_in(cast.consultant)
    begun = client.get(new).context["form"]
    assert begun["subject"].value() == "Påmindelse: Vil du svare på undersøgelsen ”{undersøgelse}”?"
    shown = client.post(new, WORDS, follow=True)
    reminder = Reminder.objects.get()
    assert "Husk Børnesager" in words(shown)
    assert "28. december 2026 08.00" in words(shown)
    assert "/b/eksempel/" in words(shown)
    tested = client.post(reverse("vignettes:reminder_test", args=[reminder.pk]), follow=True)
    assert f"En prøvemail er på vej til {cast.consultant.email}." in words(tested)
    assert OutboxMessage.objects.get().recipient == cast.consultant.email
    client.post(reverse("vignettes:reminder_edit", args=[reminder.pk]), WORDS | {"subject": "Nyt emne"})
    assert "Nyt emne" in words(client.get(plan))
    client.post(reverse("vignettes:reminder_delete", args=[reminder.pk]))
    assert "Der er ikke planlagt nogen påmindelse." in words(client.get(plan))


@pytest.mark.parametrize(
    ("change", "field", "error"),
    [
        ({"due_on": "22.11.2026"}, "due_on", "Vælg i dag eller en senere dag"),
        ({"subject": "Se {link}"}, "subject", "Fjern {link}. Linket står i teksten"),
        ({"text": "Intet"}, "text", "Skriv {link} dér, hvor det personlige link skal stå"),
        ({"text": "{link} {navn}"}, "text", "Ret eller fjern {navn}"),
        ({"text": "{link} {frist}"}, "text", "Fjern {frist}. Undersøgelsen har ingen frist"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_what_to_do(change, field, error, new, cast, sign_in):
    page = sign_in(cast.consultant).post(new, WORDS | change)
    assert (page.status_code, page.context["form"].errors[field]) == (422, [error])
    assert Reminder.objects.count() == 0


def test_day_after_the_deadline_is_refused(new, survey, cast, sign_in):
    survey.closes_on = date(2026, 12, 24)
    survey.save()
    page = sign_in(cast.consultant).post(new, WORDS)
    assert page.context["form"].errors["due_on"] == [
        "Vælg en tidligere dag. Undersøgelsen er lukket, før påmindelsen kan sendes"
    ]


def test_two_on_one_day_are_refused(new, reminder, cast, sign_in):
    page = sign_in(cast.consultant).post(new, WORDS | {"due_on": "1.12.2026"})
    assert (page.status_code, Reminder.objects.count()) == (422, 1)
    assert "Der sendes allerede en anden påmindelse den dag." in words(page)


def test_sent_reminder_stays_as_it_was(reminder, plan, invited, cast, sign_in):
    Reminder.objects.update(due_on=MONDAY.date())
    reminding.send_due()
    OutboxMessage.objects.filter(pk=ReminderMail.objects.first().message_id).update(state=MailState.FAILED)
    client = sign_in(cast.consultant)
    assert re.search(r"Første Sendt 1 ", words(client.get(plan)))
    page = client.post(reverse("vignettes:reminder_delete", args=[reminder.pk]), follow=True)
    assert "Påmindelsen er sendt og kan ikke længere ændres eller slettes." in words(page)
    page = client.post(reverse("vignettes:reminder_edit", args=[reminder.pk]), WORDS)
    assert (page.status_code, Reminder.objects.get().subject) == (422, "Første")


def test_contact_sees_when_the_next_goes_and_reminds_with_one_click(reminder, response_page, invited, cast, sign_in):
    client = sign_in(cast.contact)
    assert "Den næste påmindelse sendes 1. december 2026 08.00" in words(client.get(response_page))
    remind = response_page + "paamind/"
    assert "En påmindelse er på vej til dem, der ikke har sendt" in words(client.post(remind, follow=True))
    again = client.post(remind, follow=True)
    assert "Dine kolleger har allerede fået en påmindelse i dag." in words(again)
    assert ReminderMail.objects.count() == 3


def test_page_of_the_contact_does_not_tell_who_was_reminded(response_page, invited, cast, sign_in, survey, herning):
    """One of three has sent the answers: whoever it is, the page after the reminder is the same to the letter."""
    pages = set()
    for address in ADDRESSES:
        Respondent.objects.update(submitted_at=None)
        Respondent.objects.filter(email=address).update(submitted_at=MONDAY)
        ReminderMail.objects.all().delete()
        OutboxMessage.objects.filter(idempotency_key__contains="reminder").delete()
        reminding.remind_now(survey=survey, participation=herning, by=cast.contact)
        assert ReminderMail.objects.count() == 2
        OutboxMessage.objects.filter(idempotency_key__contains="reminder").update(state=MailState.FAILED)
        pages.add(words(sign_in(cast.contact).get(response_page)))
    [page] = pages
    assert "2 påmindelser kunne ikke sendes." in page


def test_invitation_that_could_not_be_sent_is_marked_at_its_address(response_page, invited, cast, sign_in):
    OutboxMessage.objects.filter(recipient=ADDRESSES[1]).update(state=MailState.FAILED)
    page = words(sign_in(cast.contact).get(response_page))
    assert "1 invitation kunne ikke sendes. Tjek adressen, og send et nyt link." in page
    assert [f"{address} Ikke sendt" in page for address in ADDRESSES] == [False, True, False]


@pytest.mark.parametrize("role", ["member", "leader", "consultant", "researcher"])
def test_reminders_of_a_municipality_are_the_contacts_business(role, response_page, invited, cast, sign_in):
    page = words(sign_in(getattr(cast, role)).get(response_page))
    assert "påmindelse" not in page.lower()
    assert not any(address in page for address in ADDRESSES)


def test_queries_do_not_grow(plan, response_page, survey, invited, cast, sign_in, django_assert_num_queries):
    for count, day in ((1, 1), (3, 2)):
        Reminder.objects.bulk_create(
            Reminder(survey=survey, due_on=date(2026, 12, day + more), subject="S", text="{link}")
            for more in range(count - Reminder.objects.count())
        )
        client = sign_in(cast.consultant)
        with django_assert_num_queries(6):
            client.get(plan)
        Respondent.objects.filter(email__in=ADDRESSES[count:]).update(revoked_at=MONDAY)
        client = sign_in(cast.contact)
        with django_assert_num_queries(16):
            client.get(response_page)
        Respondent.objects.update(revoked_at=None)
