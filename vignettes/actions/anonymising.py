"""Cutting answers loose from people: what was answered stays, who answered it is gone (docs/privacy.md)."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, Lower

from jobs.models import OutboxMessage
from vignettes.links import NO_LINK, SESSION_KEY
from vignettes.models import ReminderMail, Respondent

AT_ONCE = 500
MAILS = "survey-"  # how the key of every mail begins that a survey sends


def cut_loose(respondents) -> int:
    """Delete all that says who these respondents are; how many had something that did. Call it in a transaction.

    Afterwards nothing leads from their rows to an account, an address, a link, a mail or a browser that is answering.
    """
    ids = list(respondents.linked().order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        _cut(ids[start : start + AT_ONCE])
    _forget_sessions(set(ids))
    return len(ids)


def _cut(ids):
    """The hash becomes a word that is no hash of anything: no link leads here any more."""
    rows = Respondent.objects.filter(pk__in=ids)
    _delete_mails(rows)
    rows.update(
        user=None,
        email="",
        token_hash=Concat(Value(NO_LINK), Cast("pk", CharField())),
        link_nonce="",
        link_mail=None,
        link_sent_at=None,
        expires_at=F("invited_at"),  # the moment of now stands in the audit trail, beside whoever is signed in
    )


def _delete_mails(rows):
    """Mails about these respondents: those their rows name, and earlier ones to the same addresses.

    What belongs to a survey whose people are not cut loose now stays: those mails are named by rows of their own.
    """
    addresses = {address.lower() for pair in rows.values_list("email", "user__email") for address in pair if address}
    own = ReminderMail.objects.filter(respondent__in=rows)
    named = Q(pk__in=own.values("message")) | Q(pk__in=rows.exclude(link_mail=None).values("link_mail"))
    others = Respondent.objects.exclude(pk__in=rows.values("pk"))
    kept = Q(pk__in=others.exclude(link_mail=None).values("link_mail")) | Q(
        pk__in=ReminderMail.objects.filter(respondent__in=others).values("message")
    )
    earlier = OutboxMessage.objects.annotate(to=Lower("recipient")).filter(
        ~kept, to__in=addresses, idempotency_key__startswith=MAILS
    )
    ids = {*OutboxMessage.objects.filter(named).values_list("pk", flat=True), *earlier.values_list("pk", flat=True)}
    own.delete()
    rows.update(link_mail=None)
    OutboxMessage.objects.filter(pk__in=ids).delete()


def _forget_sessions(ids):
    """A session that answers as one of them would tell which account answered; sessions that have ended go as well."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    for session in Session.objects.iterator():
        content = session.get_decoded()
        if content.get(SESSION_KEY) in ids:
            del content[SESSION_KEY]
            Session.objects.filter(pk=session.pk).update(session_data=store().encode(content))
