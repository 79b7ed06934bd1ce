"""Mail as rows: written with the transaction, sent once, tried again when refused and only then."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.utils import timezone

from jobs import mail
from jobs.errors import Refused
from jobs.models import MailState, OutboxMessage

pytestmark = pytest.mark.django_db

SERVER = f"{__name__}.Server"


class Server(EmailBackend):
    """A mail server that answers the next mails with the errors in `answers`, then takes mail."""

    answers: list[Exception] = []
    is_up = True

    def open(self):
        if not self.is_up:
            raise ConnectionRefusedError

    def send_messages(self, messages):
        if self.answers:
            raise self.answers.pop(0)
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    """The outbox as in production: pytest-django has put its own backend in the place of ours."""
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    settings.OUTBOX_BACKEND = SERVER
    monkeypatch.setattr(Server, "answers", [])
    monkeypatch.setattr(Server, "is_up", True)
    return Server


def post(key="key", **fields):
    fields = {"recipient": "anne@herning.example", "subject": "Rapporten er klar", "text": "Log ind."} | fields
    return mail.post(key=key, **fields)


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", "attempts"))


def make_due():
    OutboxMessage.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))


class TestPost:
    def test_same_key_again_is_the_same_mail(self):
        assert post().pk == post(subject="Noget andet").pk
        assert OutboxMessage.objects.get().subject == "Rapporten er klar"

    def test_rolled_back_with_the_transaction_that_caused_it(self):
        with transaction.atomic():
            post()
            transaction.set_rollback(True)
        assert OutboxMessage.objects.count() == 0

    @pytest.mark.parametrize("field", ["subject", "recipient"])
    @pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n"])
    def test_line_break_in_a_header_is_refused(self, field, line_break):
        with pytest.raises(BadHeaderError):
            post(**{field: f"x@test.example{line_break}Bcc: evil@test.example"})
        assert OutboxMessage.objects.count() == 0

    def test_demonstration_holds_its_mail_and_sends_none(self, settings):
        settings.MAIL_DELIVERY = False
        assert post().state == MailState.HELD
        assert mail.deliver_waiting() == 0
        assert django_mail.outbox == []


class TestBackend:
    def test_mail_of_other_libraries_becomes_rows_one_for_each_recipient(self):
        message = EmailMultiAlternatives("Nulstil", "tekst", to=["a@test.example"], bcc=["b@test.example"])
        message.attach_alternative("<p>tekst</p>", "text/html")
        assert message.send() == 1
        rows = OutboxMessage.objects.order_by("pk").values_list("recipient", "subject", "text", "html", "state")
        waiting = ("Nulstil", "tekst", "<p>tekst</p>", MailState.WAITING)
        assert list(rows) == [("a@test.example", *waiting), ("b@test.example", *waiting)]
        assert django_mail.outbox == []

    def test_two_alike_are_two_mails(self):
        for _ in range(2):
            send_mail("Nulstil", "tekst", None, ["a@test.example"])
        assert OutboxMessage.objects.count() == 2

    def test_attachment_is_refused_rather_than_lost(self):
        message = EmailMultiAlternatives("Indkaldelse", "tekst", to=["a@test.example"])
        message.attach("invite.ics", "BEGIN:VCALENDAR", "text/calendar")
        with pytest.raises(ValueError, match="no attachments"):
            message.send()


class TestDelivery:
    def test_sends_text_and_html_once(self):
        row = post(html="<p>Log ind.</p>")
        assert (mail.deliver_waiting(), mail.deliver_waiting()) == (1, 0)
        [sent] = django_mail.outbox
        assert (sent.to, sent.subject, sent.body) == (["anne@herning.example"], "Rapporten er klar", "Log ind.")
        assert [part.content for part in sent.alternatives] == ["<p>Log ind.</p>"]
        assert sent.extra_headers["Message-ID"] == f"<outbox.{row.pk}@sekretariatet.example>"
        assert states() == [(MailState.SENT, 1)]
        row.refresh_from_db()
        assert row.sent_at is not None
        assert (row.text, row.html) == ("", ""), "the personal links of a sent mail are not kept"

    def test_second_worker_does_not_send_what_is_being_sent(self):
        row = post()
        assert mail._claim(row.pk).pk == row.pk
        assert mail._claim(row.pk) is None
        assert mail.deliver_waiting() == 0

    def test_server_that_is_down_costs_no_attempt(self, server):
        post()
        server.is_up = False
        assert mail.deliver_waiting() == 0
        assert states() == [(MailState.WAITING, 0)]
        server.is_up = True
        assert mail.deliver_waiting() == 1

    def test_refused_mail_waits_longer_each_time_while_the_others_go(self, server):
        post("first")
        post("second")
        server.answers = [smtplib.SMTPDataError(451, b"greylisted")]
        assert mail.deliver_waiting() == 1
        assert states() == [(MailState.WAITING, 1), (MailState.SENT, 1)]
        first = OutboxMessage.objects.get(idempotency_key="first")
        assert timedelta(seconds=20) < first.next_attempt_at - timezone.now() < timedelta(seconds=40)
        assert first.error == "Mailserveren afviste mailen: (451, b'greylisted')"
        assert mail.deliver_waiting() == 0, "not due yet"
        make_due()
        assert mail.deliver_waiting() == 1

    def test_gives_up_after_the_last_attempt(self, server):
        post()
        server.answers = [smtplib.SMTPRecipientsRefused({})] * (mail.MAX_ATTEMPTS + 1)
        for _ in range(mail.MAX_ATTEMPTS + 1):
            make_due()
            mail.deliver_waiting()
        assert states() == [(MailState.FAILED, mail.MAX_ATTEMPTS)]
        assert len(server.answers) == 1

    def test_broken_connection_leaves_the_outcome_open_so_nothing_is_sent_again(self, server):
        post("first")
        post("second")
        server.answers = [smtplib.SMTPServerDisconnected()]
        assert mail.deliver_waiting() == 0
        assert states() == [(MailState.FAILED, 1), (MailState.WAITING, 0)]
        error = OutboxMessage.objects.get(idempotency_key="first").error
        assert error == "Afsendelsen blev afbrudt. Vi ved ikke, om mailen er nået frem."
        assert mail.deliver_waiting() == 1, "the other mail goes over a new connection"
        assert states() == [(MailState.FAILED, 1), (MailState.SENT, 1)]

    def test_worker_that_died_while_it_sent_is_not_followed_by_another(self):
        mail._claim(post().pk)
        OutboxMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert mail.deliver_waiting() == 0
        assert states() == [(MailState.FAILED, 1)]
        assert django_mail.outbox == []


class TestSendAgain:
    def test_person_sends_a_failed_mail_once_more(self, make_person):
        row = post()
        OutboxMessage.objects.update(state=MailState.FAILED, attempts=8, error="Fejl")
        mail.send_again(message=row, by=make_person())
        assert states() == [(MailState.WAITING, 0)]
        assert mail.deliver_waiting() == 1

    @pytest.mark.parametrize("state", [MailState.WAITING, MailState.SENDING, MailState.SENT, MailState.HELD])
    def test_no_other_mail(self, make_person, state):
        row = post()
        OutboxMessage.objects.update(state=state)
        with pytest.raises(Refused):
            mail.send_again(message=row, by=make_person())
        assert OutboxMessage.objects.get().state == state
