"""A municipality's part of a survey: colleagues are invited, the answers are submitted, the secretariat may reopen."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import mail
from jobs.errors import Refused
from municipalities.models import Participation, Role, RoleKind, User
from vignettes import links
from vignettes.actions import trail
from vignettes.ending import grace_of
from vignettes.models import Respondent, Submission
from vignettes.status import responses, why_closed

# A second click within this time sends nothing more, and is told the same as the first.
SAME_CLICK = timedelta(minutes=1)
INVITED = "vignettes/_respondent_mail.txt"


@dataclass(frozen=True)
class Invited:
    """Addresses that a link was sent to, and those that had one already."""

    sent: tuple[str, ...]
    already: tuple[str, ...]


@transaction.atomic
def invite(*, survey, participation, addresses, role, by):
    """Send every new address (lower case) a personal link; whoever has been invited is left in peace.

    Somebody who answers signed in, or whose invitation was withdrawn, stays the same respondent: no answer is lost or
    counted twice.
    """
    refuse_change(survey, locked(participation))
    version = survey.versions.filter(published_at__isnull=False).last()
    if version is None:
        raise Refused(_("The survey has not opened yet."))
    known = by_address(survey, participation, addresses)
    sent, already, written = [], [], 0
    for address in addresses:
        respondent = known.get(address) or Respondent(survey=survey, version=version, participation=participation)
        if _is_settled(respondent, address):
            already.append(address)
            continue
        if not _was_sent_just_now(respondent):
            respondent.email, respondent.role = address, role
            respondent.invited_at, respondent.revoked_at = timezone.now(), None
            send_link(respondent, INVITED, by=by)
            written += 1
        sent.append(address)
    if written:
        trail.note(survey=survey, participation=participation, role=role, by=by, invited=written)
    return Invited(tuple(sent), tuple(already))


@transaction.atomic
def resend(*, respondent, by):
    """Send a new link and let the old one die, whatever the person has answered: the sender is not to know."""
    refuse_change(respondent.survey, locked(respondent.participation))
    respondent = _reread(respondent)
    if respondent.revoked_at:
        raise Refused(_("The invitation to %(email)s has been withdrawn.") % {"email": respondent.email})
    if not _was_sent_just_now(respondent):
        send_link(respondent, INVITED, by=by)
        _note(respondent, by, new_links=1)
    return respondent


@transaction.atomic
def revoke(*, respondent, by):
    """Let the link die. The answers no longer count, but come back if the person is invited again."""
    refuse_change(respondent.survey, locked(respondent.participation))
    respondent = _reread(respondent)
    if respondent.revoked_at is None:
        respondent.revoked_at = timezone.now()
        respondent.save(update_fields=["revoked_at"])
        _note(respondent, by, withdrawn=1)
    return respondent


@transaction.atomic
def submit(*, survey, participation, by):
    """Close the municipality's part. Submitting twice gives the same submission.

    It is refused where the page says that nobody has sent answers. Where it must not say so, it is not refused either.
    """
    participation = locked(participation)
    place = {"survey": survey, "participation": participation}
    if standing := Submission.objects.standing().filter(**place).first():
        return standing
    if reason := why_unsubmittable(**place, submission=None):
        raise Refused(reason)
    if responses([survey], [participation])[0].total.submitted.most == 0:
        raise Refused(_("Nobody has sent their answers yet, so there is nothing to submit."))
    return Submission.objects.create(**place, submitted_by=by)


@transaction.atomic
def reopen(*, submission, reason, by):
    """Let the municipality answer again. The reason stays in the history and goes to the contact persons by mail."""
    locked(submission.participation)
    submission.refresh_from_db()
    if submission.reopened_at:
        raise Refused(_("The answers have been reopened already."))
    closed = why_closed(submission.survey, timezone.localdate())
    if closed and not grace_of(submission.survey):
        raise Refused(_("%(reason)s Reopened answers could neither be changed nor submitted.") % {"reason": closed})
    submission.reopened_at, submission.reopened_by, submission.reason = timezone.now(), by, reason
    submission.save(update_fields=["reopened_at", "reopened_by", "reason"])
    for contact in _contacts(submission.participation):
        _tell_reopened(submission, contact)
    return submission


def why_unchangeable(*, survey, participation, submission):
    """Why nobody may be invited now, as a sentence; "" when it is possible."""
    return _why_done(participation, submission) or why_closed(survey, timezone.localdate())


def why_unsubmittable(*, survey, participation, submission):
    """Why nothing can be submitted now; "" when it is possible, as it is as long as somebody may finish."""
    done = _why_done(participation, submission)
    return done or ("" if grace_of(survey) else why_closed(survey, timezone.localdate()))


def _why_done(participation, submission):
    if submission:
        return _("The municipality has submitted its answers.")
    return _("The municipality has withdrawn from the partnership.") if participation.withdrawn_on else ""


def refuse_change(survey, participation):
    standing = Submission.objects.standing().filter(survey=survey, participation=participation).first()
    if reason := why_unchangeable(survey=survey, participation=participation, submission=standing):
        raise Refused(reason)


def locked(participation):
    """One change of a municipality's part at a time."""
    return Participation.objects.select_for_update().get(pk=participation.pk)


def _reread(respondent):
    found = Respondent.objects.select_for_update(of=("self",)).select_related("survey", "participation__municipality")
    return found.get(pk=respondent.pk)


def by_address(survey, participation, addresses):
    """Respondents by address: those invited before, and those who answer signed in with that address."""
    rows = Respondent.objects.filter(survey=survey, participation=participation).select_related("user", "survey")
    rows = rows.filter(Q(email__in=addresses) | Q(user__email__in=addresses))
    # The last one wins: first the withdrawn, then the signed in, then those with a living invitation.
    rows = sorted(rows, key=lambda row: (row.revoked_at is None, bool(row.email), row.pk))
    return {address: row for row in rows for address in (row.user and row.user.email, row.email) if address}


def _is_settled(respondent, address):
    is_invited = respondent.email == address and respondent.revoked_at is None
    return is_invited and not _was_sent_just_now(respondent)


def _was_sent_just_now(respondent):
    sent_at = respondent.link_sent_at
    return bool(sent_at) and respondent.revoked_at is None and timezone.now() - sent_at < SAME_CLICK


def give_new_link(respondent):
    """Draw a new link and let the old one die; the address. The caller saves."""
    respondent.link_nonce = links.new_secret()
    token = links.token_of(respondent.link_nonce)
    respondent.token_hash = links.hash_token(token)
    return address_of(token)


def living_link(respondent, now):
    """The address that the person has, with its life prolonged; a new one if it cannot be computed any more.

    `link_sent_at` stays as it is: the contact person sees it.
    """
    token = links.living_token(respondent.link_nonce, respondent.token_hash)
    address = address_of(token) if token else give_new_link(respondent)
    respondent.expires_at = now + links.VALID_FOR
    respondent.save(update_fields=["link_nonce", "token_hash", "expires_at"])
    return address


def address_of(token):
    return absolute(reverse("vignettes:answer_welcome", args=[token]))


def absolute(path):
    return settings.SITE_URL + path


def send_link(respondent, template, **about):
    """Draw a new link and mail it; the contact person sees when. Saves the respondent."""
    url = give_new_link(respondent)
    words = {"respondent": respondent, "url": url, "own_url": f"{url}mine-oplysninger/", "days": links.VALID_FOR.days}
    respondent.link_sent_at = timezone.now()
    respondent.expires_at = respondent.link_sent_at + links.VALID_FOR
    respondent.link_mail = mail.post(
        key=f"survey-link-{respondent.token_hash[:32]}",
        recipient=respondent.email,
        subject=_("Please answer the survey “%(survey)s”") % {"survey": respondent.survey.title},
        text=render_to_string(template, about | words),
    )
    respondent.save()


def _note(respondent, by, **counts):
    place = {"survey": respondent.survey, "participation": respondent.participation, "role": respondent.role}
    trail.note(**place, by=by, **counts)


def _contacts(participation):
    roles = Role.objects.current().filter(kind=RoleKind.CONTACT, municipality=participation.municipality_id)
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))


def _tell_reopened(submission, contact):
    place = [submission.survey_id, submission.participation_id]
    url = settings.SITE_URL + reverse("vignettes:response_show", args=place)
    mail.post(
        key=f"survey-reopened-{submission.pk}-{contact.pk}",
        recipient=contact.email,
        subject=_("The survey “%(survey)s” is open again") % {"survey": submission.survey.title},
        text=render_to_string(
            "vignettes/_reopened_mail.txt", {"submission": submission, "contact": contact, "url": url}
        ),
    )
