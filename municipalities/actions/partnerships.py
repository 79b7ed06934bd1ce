"""Partnerships, their phases and groups, and which municipalities take part."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.errors import Refused
from municipalities.actions.seats import most_seats_from
from municipalities.models import Participation, Role, RoleKind


@transaction.atomic
def create_partnership(*, partnership, by):
    """Save a new partnership. The consultant who creates it works with it from the start."""
    partnership.save()
    if by.roles.current().filter(kind=RoleKind.CONSULTANT).exists():
        Role.objects.create(user=by, kind=RoleKind.CONSULTANT, partnership=partnership)
    return partnership


@transaction.atomic
def edit_partnership(*, partnership, by):
    partnership.save()
    return partnership


@transaction.atomic
def save_phase(*, phase, by):
    phase.save()
    return phase


@transaction.atomic
def delete_phase(*, phase, by):
    phase.delete()


@transaction.atomic
def save_group(*, group, by):
    """Save a new or changed group. Fewer seats than a municipality has given already is refused."""
    _locked = list(group.partnership.participations.order_by("pk").select_for_update())
    if group.pk:
        _refuse_too_few_seats(group, _locked)
    group.save()
    return group


def _refuse_too_few_seats(group, participations):
    today = timezone.localdate()
    for participation in participations:
        taken = most_seats_from(group, participation, today)
        if taken > group.seats_max:
            raise Refused(
                _("%(municipality)s has %(taken)s seats in the group. End some of them first.")
                % {"municipality": participation.municipality, "taken": taken}
            )


@transaction.atomic
def enrol(*, partnership, municipality, enrolled_on, by):
    if Participation.objects.filter(partnership=partnership, municipality=municipality).exists():
        raise Refused(_("%(municipality)s is enrolled already.") % {"municipality": municipality})
    return Participation.objects.create(partnership=partnership, municipality=municipality, enrolled_on=enrolled_on)


@transaction.atomic
def withdraw(*, participation, withdrawn_on, by):
    """Let a municipality leave with a day (included); its seats end with the same day at the latest."""
    participation = Participation.objects.select_for_update().get(pk=participation.pk)
    _refuse_withdrawal(participation, withdrawn_on)
    for seat in participation.seats.from_day(withdrawn_on):
        seat.ends_on = withdrawn_on
        seat.save()
    participation.withdrawn_on = withdrawn_on
    participation.save()
    return participation


def _refuse_withdrawal(participation, day):
    if participation.withdrawn_on is not None:
        raise Refused(_("The municipality has withdrawn from the partnership."))
    latest = max([participation.enrolled_on, *participation.seats.values_list("starts_on", flat=True)])
    if day < latest:
        raise Refused(
            _("The municipality was enrolled, or got a seat, on %(day)s. Choose that day or a later one.")
            % {"day": date_format(latest, "j. F Y")}
        )


@transaction.atomic
def reinstate(*, participation, by):
    """Take back a withdrawal. Seats that ended with it are given anew."""
    participation = Participation.objects.select_for_update().get(pk=participation.pk)
    if participation.withdrawn_on is None:
        raise Refused(_("The municipality takes part already."))
    participation.withdrawn_on = None
    participation.save()
    return participation


def agree_to_naming(*, participation, agreed_on, by) -> None:
    """Note that the municipality may be named in comparisons since `agreed_on`; None takes the agreement back.

    Reports that are made keep what they say.
    """
    participation.naming_agreed_on = agreed_on
    participation.save(update_fields=["naming_agreed_on"])
