"""Invitations by mail. The link holds a secret that is stored only as a hash; a new mail makes the old link dead."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import mail
from jobs.errors import Refused
from municipalities.actions.people import refuse_role_beyond, refuse_role_for_oneself
from municipalities.models import Invitation, Role, RoleKind, User

TOKEN_BYTES = 32


def hashed(token):
    """Sha256 of a link's secret, as hex: what the database knows of it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, email, name, title, kind, by, municipality=None, partnership=None):
    """Invite a person to a role by mail; the link is valid for settings.INVITATION_VALID_DAYS days."""
    refuse_role_beyond(by, kind, municipality, partnership)
    refuse_role_for_oneself(by, email)
    email = email.lower()
    place = {"kind": kind, "municipality": municipality, "partnership": partnership}
    _wait_for_other_inviters(municipality or partnership)
    if Invitation.objects.open().filter(email=email, **place).exists():
        raise Refused(
            _("%(email)s already has an open invitation to this role. Send that one again.") % {"email": email}
        )
    if Role.objects.current().filter(user__email=email, **place).exists():
        raise Refused(_("%(person)s already has the role.") % {"person": email})
    invitation = Invitation(email=email, name=name, title=title, invited_by=by, **place)
    return _send(invitation)


@transaction.atomic
def resend(*, invitation, by):
    """Send a new link and let the old one die."""
    invitation = _unanswered(invitation)
    refuse_role_beyond(by, invitation.kind, invitation.municipality, invitation.partnership)
    return _send(invitation)


@transaction.atomic
def revoke(*, invitation, by):
    invitation = _unanswered(invitation)
    refuse_role_beyond(by, invitation.kind, invitation.municipality, invitation.partnership)
    invitation.revoked_at = timezone.now()
    invitation.save()
    return invitation


@transaction.atomic
def accept_as_new(*, invitation, name, password):
    """Create the account and give the role. The link has proved the e-mail address."""
    invitation = _open(invitation)
    if account_of(invitation):
        raise Refused(_("There is an account already. Log in to accept the invitation."))
    user = User.objects.create_user(invitation.email, password, name=name, title=invitation.title)
    _give_role(invitation, user)
    return user


@transaction.atomic
def accept(*, invitation, by):
    """Give the role to the signed-in person to whom the mail went."""
    invitation = _open(invitation)
    if by != account_of(invitation):
        raise Refused(_("The invitation was sent to another e-mail address than yours."))
    _give_role(invitation, by)
    return by


def account_of(invitation):
    """The person who has the invited address, as e-mail address of the account or as a confirmed further one."""
    confirmed = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    return (
        User.objects.filter(email__iexact=invitation.email).first()
        or User.objects.filter(pk__in=confirmed.values("user")).first()
    )


def _give_role(invitation, user):
    place = {"kind": invitation.kind, "municipality": invitation.municipality, "partnership": invitation.partnership}
    if not user.roles.current().filter(**place).exists():
        Role.objects.create(user=user, **place)
    invitation.accepted_at = timezone.now()
    invitation.save()


def _send(invitation):
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.token_hash = hashed(token)
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_VALID_DAYS)
    invitation.save()
    url = settings.SITE_URL + reverse("municipalities:invitation_accept", args=[token])
    mail.post(
        key=f"invitation-{invitation.token_hash[:32]}",
        recipient=invitation.email,
        subject=_("Invitation to the social investment partnership"),
        text=render_to_string("municipalities/_invitation_mail.txt", {"invitation": invitation, "url": url}),
    )
    return invitation


def _wait_for_other_inviters(place):
    """One invitation to a place at a time, so that two people do not invite the same address in one moment."""
    rows = Role.objects.current().filter(kind=RoleKind.ADMINISTRATOR)
    if place:
        rows = type(place).objects.filter(pk=place.pk)
    list(rows.order_by("pk").select_for_update(no_key=True))


def _unanswered(invitation):
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.accepted_at or found.revoked_at:
        raise Refused(_("The invitation has been accepted or withdrawn already."))
    return found


def _open(invitation):
    """The invitation as it stands, with all of its address locked: two links of one person make one account."""
    alike = Invitation.objects.filter(email=invitation.email).order_by("pk").select_for_update()
    found = next(row for row in alike if row.pk == invitation.pk)
    if not found.is_open:
        raise Refused(_("The invitation has expired, or has been used or withdrawn."))
    return found
