"""Colleagues enrol themselves by a link that the contact person hands round: a role, and places for so many.

Whoever uses the link gives an e-mail address and gets a personal link there. What the page says depends on the link
alone and never on the address, so that nobody can find out who has been invited.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from vignettes import links
from vignettes.actions import fieldwork, relinking
from vignettes.models import EnrolmentLink, Respondent


@transaction.atomic
def make_link(*, survey, participation, role, limit, expires_on, by):
    """A link for `role` with `limit` places, usable to the end of `expires_on`. A second click gives the same link."""
    fieldwork.refuse_change(survey, fieldwork.locked(participation))
    place = {"survey": survey, "participation": participation, "role": role}
    ends = timezone.make_aware(datetime.combine(expires_on + timedelta(days=1), time.min))
    if living := EnrolmentLink.objects.living().filter(**place).first():
        same_click = timezone.now() - living.created_at < fieldwork.SAME_CLICK
        if same_click and (living.limit, living.expires_at) == (limit, ends):
            return living
        raise Refused(_("There is a link for this role already. Stop it before you make another."))
    nonce = links.new_secret()
    hashed = links.hash_token(links.token_of(nonce))
    return EnrolmentLink.objects.create(
        **place, limit=limit, expires_at=ends, link_nonce=nonce, token_hash=hashed, created_by=by
    )


@transaction.atomic
def stop_link(*, link, by):
    """Nobody enrols by it any more; whoever has, keeps the personal link."""
    link = EnrolmentLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
    return link


@transaction.atomic
def enrol(*, link, email):
    """Send the owner of `email` (lower case) a personal link; whoever has one gets it again and takes no second place.

    True if the link had a free place before, which is all that may be told. Raises Refused when it takes nobody.
    """
    participation = fieldwork.locked(link.participation)
    link = EnrolmentLink.objects.select_for_update(of=("self",)).select_related("survey").get(pk=link.pk)
    refuse_dead(link, participation)
    had_room = not link.is_full
    if respondent := fieldwork.by_address(link.survey, participation, [email]).get(email):
        _remind_of_link(respondent, email)
    elif had_room:
        _enrol(link, participation, email)
    return had_room


def refuse_dead(link, participation):
    if not link.is_living:
        raise Refused(_("The link has been stopped or has expired."))
    fieldwork.refuse_change(link.survey, participation)


def address_of(link):
    """What the contact person hands round; "" when the installation's secret key has changed since."""
    token = links.living_token(link.link_nonce, link.token_hash)
    return token and fieldwork.absolute(reverse("vignettes:enrolment_use", args=[token]))


def _enrol(link, participation, email):
    version = link.survey.versions.filter(published_at__isnull=False).last()
    about = {"survey": link.survey, "version": version, "participation": participation, "role": link.role}
    _send_first(Respondent(**about, email=email, invited_at=timezone.now()))
    link.used += 1
    link.save(update_fields=["used"])


def _remind_of_link(respondent, email):
    """Nothing to whoever the contact person has withdrawn. Somebody known by the log-in alone gets a first link."""
    if respondent.revoked_at:
        return
    if respondent.email:
        relinking.send_again(respondent=respondent)
    else:
        respondent.email = email
        _send_first(respondent)


def _send_first(respondent):
    fieldwork.send_link(respondent, "vignettes/_enrolled_mail.txt")
