"""What people may do: roles given and ended, accounts closed and opened."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from municipalities.access import may_give
from municipalities.actions.seats import end_seats_in
from municipalities.models import Role, RoleKind, User


@transaction.atomic
def give_role(*, user, kind, by, municipality=None, partnership=None):
    """Give somebody else a role from today on."""
    refuse_role_beyond(by, kind, municipality, partnership)
    refuse_role_for_oneself(by, user.email)
    User.objects.select_for_update().get(pk=user.pk)
    if user.roles.current().filter(kind=kind, municipality=municipality, partnership=partnership).exists():
        raise Refused(_("%(person)s already has the role.") % {"person": user})
    return Role.objects.create(user=user, kind=kind, municipality=municipality, partnership=partnership)


@transaction.atomic
def end_role(*, role, by):
    """End a role with today. With the last role in a municipality the seats there end too.

    The platform always keeps an administrator.
    """
    refuse_role_beyond(by, role.kind, role.municipality, role.partnership)
    User.objects.select_for_update().get(pk=role.user_id)
    others = locked_administrators().exclude(pk=role.pk)
    role.refresh_from_db()
    if role.ended_on is not None:
        raise Refused(_("The role has already ended."))
    if role.kind == RoleKind.ADMINISTRATOR and role.user.is_active and not others:
        raise Refused(_("This is the last administrator. Appoint another one first."))
    role.ended_on = timezone.localdate()
    role.save()
    if role.municipality and not role.user.roles.current().filter(municipality=role.municipality).exists():
        end_seats_in(municipality=role.municipality, user=role.user, ends_on=role.ended_on, by=by)
    return role


@transaction.atomic
def edit_person(*, person, name, title, by):
    """Correct a person's name and job title. `by` stands in the audit trail."""
    person.name, person.title = name, title
    person.save(update_fields=["name", "title"])
    return person


@transaction.atomic
def deactivate(*, user, by):
    """Close a person's account: every session dies, roles and seats stay as they were."""
    if user == by:
        raise Refused(_("You cannot deactivate yourself. Ask another administrator."))
    others = locked_administrators().exclude(user=user)
    if not others:
        raise Refused(_("This is the last administrator. Appoint another one first."))
    user.is_active = False
    user.save()
    for session in UserSession.objects.filter(user=user):
        session.end()
    return user


@transaction.atomic
def reactivate(*, user, by):
    user.is_active = True
    user.save()
    return user


def refuse_role_beyond(by, kind, municipality, partnership):
    """Nobody brings in people outside the own reach or with a higher right than the own."""
    if not may_give(by, kind, municipality=municipality, partnership=partnership):
        raise Refused(_("You may not give or end this role here."))


def refuse_role_for_oneself(by, email):
    """What a role opens beyond the own, such as a leader's reports, somebody else must have granted."""
    if email.casefold() == by.email.casefold():
        raise Refused(_("You cannot give yourself a role. Ask a colleague or the secretariat to do it."))


def locked_administrators():
    """Current roles of administrators who can sign in, locked so that two cannot leave at the same moment."""
    administrators = Role.objects.current().filter(kind=RoleKind.ADMINISTRATOR, user__is_active=True)
    list(administrators.order_by("pk").select_for_update(of=("self",)))  # in one order: nobody waits in a circle
    return administrators
