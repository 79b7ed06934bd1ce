"""Forgetting an account: the row stays for what hangs on it, and says nothing of anybody."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from municipalities.actions.people import locked_administrators
from municipalities.actions.seats import end_seats_in
from municipalities.models import Invitation, Municipality, RoleKind, User

NOBODY = "slettet.invalid"  # no mail can ever be sent to a name under .invalid


@transaction.atomic
def forget_account(*, user, by):
    """End roles and seats, close the account and empty it of who it was. Addresses that were the person's come back.

    Raises Refused for the last administrator, and for a contact person who has colleagues to hand over to.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _refuse_last_administrator(user)
    addresses = addresses_of(user)
    today = timezone.localdate()
    for municipality in Municipality.objects.filter(participations__seats__user=user).distinct():
        end_seats_in(municipality=municipality, user=user, ends_on=today, by=by)
    for role in user.roles.current():
        role.ended_on = max(today, role.started_on)
        role.save()
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        model.objects.filter(user=user).delete()
    _empty(user)
    _end_sessions(user)
    forget_invitations(addresses)
    return addresses


def addresses_of(user) -> set[str]:
    """Every address that is or was waiting to be the person's, in small letters."""
    return {user.email.lower(), *(row.lower() for row in user.emailaddress_set.values_list("email", flat=True))}


def forget_invitations(addresses) -> None:
    """Invitations to these addresses keep their role and days, and lose whom they were for."""
    for invitation in Invitation.objects.all():
        if invitation.email.lower() in addresses:
            invitation.email, invitation.name = f"invitation-{invitation.pk}@{NOBODY}", _("Deleted person")
            invitation.title, invitation.revoked_at = "", invitation.revoked_at or _unless_accepted(invitation)
            invitation.save()


def _unless_accepted(invitation):
    return None if invitation.accepted_at else timezone.now()


def _refuse_last_administrator(user):
    others = locked_administrators().exclude(user=user)
    is_administrator = user.roles.current().filter(kind=RoleKind.ADMINISTRATOR).exists()
    if is_administrator and not others:
        raise Refused(_("This is the last administrator. Appoint another one first."))


def _empty(user):
    user.email, user.name, user.title = f"person-{user.pk}@{NOBODY}", _("Deleted person"), ""
    user.is_active = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def _end_sessions(user):
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
