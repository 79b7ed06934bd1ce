"""Forgetting a person everywhere: answers, account, mails and the audit trail (docs/privacy.md)."""

import re

from auditlog.models import LogEntry
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from businesscases.actions.comments import forget_comments
from jobs.models import OutboxMessage
from municipalities.actions.forgetting import addresses_of, forget_account, forget_invitations
from municipalities.models import Invitation, User
from vignettes.actions.erasing import erase
from vignettes.models import Respondent

TEXTS = ("object_repr", "changes_text", "actor_email")
DOCUMENTS = ("changes", "serialized_data", "additional_data")
OWN_FIELDS = ("email", "name", "title")


@transaction.atomic
def erase_account(*, user, by) -> None:
    """Forget a person who has an account. Raises Refused where somebody else must take over first."""
    addresses, own = addresses_of(user), _own_entries(user)
    names, earlier = {user.name, *_earlier(own, "name")}, set(map(str.lower, _earlier(own, "email")))
    for respondent in respondents_of(user=user):
        erase(respondent=respondent, by=by if by != user else None)
    forget_comments(user=user)
    forget_account(user=user, by=by)
    _forget_mails(addresses)
    LogEntry.objects.filter(actor=user).update(remote_addr=None, remote_port=None, actor_email=None)
    _empty(_own_entries(user))
    _clean_trail(_Words(addresses | earlier, names))


@transaction.atomic
def erase_address(*, email, by) -> None:
    """Forget somebody without account, who was invited by mail alone."""
    addresses = {email.lower()}
    for respondent in respondents_of(email=email):
        erase(respondent=respondent, by=by)
    invitations = _entries_of(Invitation, _invitations(addresses))
    names = _earlier(invitations, "name")
    _empty(invitations)
    forget_invitations(addresses)
    _forget_mails(addresses)
    _clean_trail(_Words(addresses, names))


def respondents_of(*, user=None, email=""):
    """Where the person was asked to answer, by account and by address."""
    addresses = addresses_of(user) if user else {email.lower()}
    found = Q(address__in=addresses)
    rows = Respondent.objects.annotate(address=Lower("email")).filter(found | Q(user=user) if user else found)
    return rows.select_related("survey__partnership", "participation__municipality", "version", "user").order_by("pk")


def _invitations(addresses):
    return Invitation.objects.annotate(address=Lower("email")).filter(address__in=addresses)


def _own_entries(user):
    """What the trail says of the account itself and of the invitations to it."""
    invitations = list(_invitations(addresses_of(user)).values_list("pk", flat=True))
    account = _entries_of(User, User.objects.filter(pk=user.pk))
    return account | _entries_of(Invitation, Invitation.objects.filter(pk__in=invitations))


def _entries_of(model, rows):
    kind = ContentType.objects.get_for_model(model)
    return LogEntry.objects.filter(content_type=kind, object_id__in=list(rows.values_list("pk", flat=True)))


def _earlier(entries, field):
    """What the field has been, also before it was corrected."""
    pairs = [entry.changes.get(field, ()) for entry in entries if entry.changes]
    return {value for pair in pairs for value in pair if value and value != "None"}


def _empty(entries):
    """That something was changed, and when; not from what to what."""
    for entry in entries:
        changes = {name: ["", ""] if name in OWN_FIELDS else pair for name, pair in (entry.changes or {}).items()}
        LogEntry.objects.filter(pk=entry.pk).update(changes=changes, object_repr=_("Deleted person"))


def _forget_mails(addresses):
    """Also those of the sign-in library, and mails that failed or wait."""
    OutboxMessage.objects.annotate(to=Lower("recipient")).filter(to__in=addresses).delete()


class _Words:
    """What says who it was. A name counts only where it has two words and nobody else has it: it stands in texts."""

    def __init__(self, addresses, names):
        sure = {name for name in names if " " in name.strip() and not User.objects.filter(name__iexact=name).exists()}
        others = set(User.objects.filter(email__in=addresses).values_list("email", flat=True))
        sought = sorted((addresses - others) | sure, key=len, reverse=True)
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sought), re.IGNORECASE)

    def out_of(self, value):
        """The same text, list or mapping without them."""
        if isinstance(value, str):
            return self._pattern.sub(_("Deleted person"), value)
        if isinstance(value, list):
            return [self.out_of(one) for one in value]
        return {key: self.out_of(one) for key, one in value.items()} if isinstance(value, dict) else value


def _clean_trail(words):
    """What was done stays; who it was done to is gone from every entry, in our trail and in Django admin's."""
    for entry in LogEntry.objects.order_by("pk").iterator():
        changed = {name: words.out_of(getattr(entry, name)) for name in (*TEXTS, *DOCUMENTS)}
        changed = {name: value for name, value in changed.items() if value != getattr(entry, name)}
        if changed:
            LogEntry.objects.filter(pk=entry.pk).update(**changed)
    for entry in AdminEntry.objects.iterator():
        said = words.out_of(entry.object_repr), words.out_of(entry.change_message)
        if said != (entry.object_repr, entry.change_message):
            AdminEntry.objects.filter(pk=entry.pk).update(object_repr=said[0], change_message=said[1])
