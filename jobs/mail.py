"""Mail as rows: written in the transaction that causes it, sent by a worker, retried, never sent twice."""

import logging
import random
import smtplib
import time
import uuid
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from jobs.models import MailState, OutboxMessage

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
LEASE = timedelta(minutes=10)
BATCH_SECONDS = 20
# The mail server's own no: the mail was certainly not accepted. Any other error leaves that open.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


def post(*, key, recipient, subject, text, html="") -> OutboxMessage:
    """Write one mail in the caller's transaction; the same `key` again gives the mail that is there already.

    Raises BadHeaderError for a line break in the subject or the address: with one, text that somebody typed could
    add recipients.
    """
    if any(character in subject + recipient for character in "\r\n"):
        raise BadHeaderError("a header may not contain a line break")
    written = {"recipient": recipient, "subject": subject[:200], "text": text, "html": html, "state": _first_state()}
    return OutboxMessage.objects.get_or_create(idempotency_key=key, defaults=written)[0]


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend that writes rows, so that mails of other libraries go the same way."""

    def send_messages(self, email_messages):
        with transaction.atomic():
            return sum(_write(message) for message in email_messages)


def _write(message):
    html = next((part.content for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"), "")
    if getattr(message, "attachments", None):
        raise ValueError("the outbox keeps no attachments")
    recipients = message.recipients()
    for recipient in recipients:
        post(key=uuid.uuid4().hex, recipient=recipient, subject=message.subject, text=message.body, html=html)
    return bool(recipients)


def deliver_waiting(limit=50) -> int:
    """Send the mails that are due, the oldest first, for some seconds at most; how many were sent.

    A mail server that is not there costs no mail an attempt: nothing is claimed before the connection stands.
    """
    _give_up_interrupted()
    waiting = OutboxMessage.objects.due(timezone.now()).order_by("pk").values_list("pk", flat=True)[:limit]
    if not settings.MAIL_DELIVERY or not waiting:
        return 0
    connection = get_connection(settings.OUTBOX_BACKEND)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        logger.warning("the mail server does not answer", exc_info=True)
        return 0
    try:
        return _deliver(waiting, connection)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _deliver(waiting, connection):
    until = time.monotonic() + BATCH_SECONDS
    sent = 0
    for message_id in waiting:
        if time.monotonic() > until:
            break
        if message := _claim(message_id):
            sent += _send(message, connection)
            if message.state == MailState.FAILED:  # the connection may be gone: the others wait for a new one
                break
    return sent


@transaction.atomic
def send_again(*, message, by):
    """A person sends a failed mail once more, also one that may have arrived. Raises Refused for any other mail."""
    again = {"state": _first_state(), "attempts": 0, "error": "", "next_attempt_at": timezone.now()}
    if not OutboxMessage.objects.filter(pk=message.pk, state=MailState.FAILED).update(**again):
        raise Refused(_("Only a mail that has failed can be sent again."))
    logger.info("mail sent again", extra={"mail": message.pk, "by": by.pk})


def _claim(message_id):
    """The mail under a lease, or None when another worker was faster."""
    now = timezone.now()
    sending = {"state": MailState.SENDING, "attempts": F("attempts") + 1, "lease_until": now + LEASE}
    taken = OutboxMessage.objects.due(now).filter(pk=message_id).update(**sending)
    return OutboxMessage.objects.get(pk=message_id) if taken else None


def _send(message, connection):
    try:
        _as_mail(message, connection).send()
    except REFUSALS as exc:
        _postpone(message, exc)
        return False
    except Exception:
        logger.exception("mail interrupted while it was sent", extra={"mail": message.pk})
        _conclude(message, MailState.FAILED, error=_unknown())
        return False
    _conclude(message, MailState.SENT, sent_at=timezone.now(), text="", html="")  # personal links are not kept
    return True


def _as_mail(message, connection):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.recipient],
        connection=connection,
        headers={"Message-ID": f"<outbox.{message.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _postpone(message, exc):
    """The mail server refused, so nothing was sent: wait longer each time, with jitter, and give up in the end."""
    logger.warning("mail refused", exc_info=exc, extra={"mail": message.pk, "attempts": message.attempts})
    error = _("The mail server refused the mail: %(answer)s") % {"answer": str(exc)[:300]}
    if message.attempts >= MAX_ATTEMPTS:
        _conclude(message, MailState.FAILED, error=error)
        return
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT) * random.uniform(0.75, 1.25)
    _conclude(message, MailState.WAITING, error=error, next_attempt_at=timezone.now() + wait)


def _conclude(message, state, *, error="", **fields):
    """Write how the attempt ended, if the mail is still ours; `attempts` tells the claims apart."""
    ours = OutboxMessage.objects.filter(pk=message.pk, state=MailState.SENDING, attempts=message.attempts)
    ours.update(state=state, error=error, lease_until=None, **fields)
    message.state = state


def _give_up_interrupted():
    """A worker died while it sent: the mail may have arrived, so only a person may send it again."""
    interrupted = OutboxMessage.objects.filter(state=MailState.SENDING, lease_until__lt=timezone.now())
    if given_up := interrupted.update(state=MailState.FAILED, lease_until=None, error=_unknown()):
        logger.error("mails interrupted while they were sent", extra={"count": given_up})


def _unknown():
    return _("The sending was interrupted. It is unknown whether the mail has arrived.")


def _first_state():
    return MailState.WAITING if settings.MAIL_DELIVERY else MailState.HELD
