"""Seats in groups, dated. What has been is never rewritten: a change ends one seat and begins another."""

from datetime import timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.errors import Refused
from municipalities.models import Group, Participation, Seat


@transaction.atomic
def give_seat(*, group, participation, user, starts_on, by, is_contact=False):
    """Seat `user` in the group for the municipality from a day on. `by` stands in the audit trail."""
    seats = _locked_seats(group, participation)
    _refuse_outside_participation(participation, starts_on)
    if not user.is_active:
        raise Refused(_("%(person)s is deactivated and cannot have a seat.") % {"person": user})
    if seats.from_day(starts_on).filter(user=user).exists():
        raise Refused(_("%(person)s already has a seat in the group in that period.") % {"person": user})
    group.refresh_from_db()
    if _most_seats_from(seats, starts_on) >= group.seats_max:
        raise Refused(
            _("All %(most)s seats of the municipality in this group are taken. End a seat first.")
            % {"most": group.seats_max}
        )
    if is_contact:
        _refuse_second_contact(group, seats, starts_on)
    return Seat.objects.create(
        group=group, participation=participation, user=user, starts_on=starts_on, is_contact=is_contact
    )


@transaction.atomic
def end_seat(*, seat, ends_on, by):
    """Let a seat end with a day (included). A contact person hands over first, unless nobody else is left."""
    seats = _locked_seats(seat.group, seat.participation)
    seat.refresh_from_db()
    if seat.ends_on is not None:
        raise Refused(_("The seat has already ended."))
    if ends_on < seat.starts_on:
        raise Refused(_("The seat begins on %(day)s. Choose that day or a later one.") % {"day": _day(seat.starts_on)})
    if seat.is_contact and seats.from_day(ends_on + timedelta(days=1)).exclude(pk=seat.pk).exists():
        raise Refused(_("Choose another contact person first. Then the seat can end."))
    seat.ends_on = ends_on
    seat.save()
    return seat


@transaction.atomic
def end_seats_in(*, municipality, user, ends_on, by):
    """Let every seat a person has for a municipality end with a day (included).

    Seats that would begin later are removed: there is no past to keep. A contact person hands over first.
    """
    theirs = Seat.objects.filter(participation__municipality=municipality, user=user)
    later = theirs.from_day(ends_on + timedelta(days=1)).select_related("group__partnership", "participation")
    list(Participation.objects.filter(seats__in=later).order_by("pk").select_for_update())
    for seat in later:
        _refuse_leaving_as_contact(seat, ends_on)
    later.filter(starts_on__gt=ends_on).delete()
    for seat in later.all():
        seat.ends_on = ends_on
        seat.save()


def _refuse_leaving_as_contact(seat, day):
    others = Seat.objects.filter(group=seat.group, participation=seat.participation).exclude(user=seat.user)
    if not seat.is_contact or not others.from_day(day + timedelta(days=1)).exists():
        return
    where = {"person": seat.user, "partnership": seat.group.partnership}
    if seat.ends_on is None:
        raise Refused(
            _("%(person)s is the contact person in %(partnership)s. Choose another contact person there first.") % where
        )
    raise Refused(
        _("%(person)s is the contact person in %(partnership)s until %(day)s. End the role after that day.")
        % (where | {"day": _day(seat.ends_on)})
    )


@transaction.atomic
def transfer_contact(*, seat, on, by):
    """Make the holder of `seat` the contact person from a day on; the one before keeps an ordinary seat."""
    seats = _locked_seats(seat.group, seat.participation)
    seat.refresh_from_db()
    _refuse_transfer(seats, seat, on)
    for former in seats.contacts().filter(ends_on=None):
        _change_from(former, on, is_contact=False)
    return _change_from(seat, on, is_contact=True)


def _refuse_transfer(seats, seat, on):
    if not seat.group.has_contact:
        raise Refused(_("Only a working group has a contact person."))
    if seat.is_contact:
        raise Refused(_("%(person)s already is the contact person.") % {"person": seat.user})
    if seat.ends_on is not None:
        raise Refused(_("The seat has already ended."))
    if on < seat.starts_on:
        raise Refused(_("The seat begins on %(day)s. Choose that day or a later one.") % {"day": _day(seat.starts_on)})
    present = seats.contacts().filter(ends_on=None).first()
    if present and on < present.starts_on:
        raise Refused(
            _("%(person)s became contact person on %(day)s. Choose that day or a later one.")
            % {"person": present.user, "day": _day(present.starts_on)}
        )
    if seats.contacts().from_day(on).exclude(ends_on=None).exists():
        raise Refused(_("There was another contact person on that day. Choose a later day."))


def _change_from(seat, day, *, is_contact):
    """The same person's seat with another duty from `day`: the days before keep their row."""
    if seat.starts_on == day:
        seat.is_contact = is_contact
        seat.save()
        return seat
    seat.ends_on = day - timedelta(days=1)
    seat.save()
    return Seat.objects.create(
        group=seat.group, participation=seat.participation, user=seat.user, starts_on=day, is_contact=is_contact
    )


def _locked_seats(group, participation):
    """Seats of one municipality in one group; the participation row is locked so that two people count in turn."""
    Participation.objects.select_for_update().get(pk=participation.pk)
    return Seat.objects.filter(group=group, participation=participation)


def _refuse_outside_participation(participation, day):
    participation.refresh_from_db()
    if day < participation.enrolled_on:
        raise Refused(
            _("The municipality takes part from %(day)s. Choose that day or a later one.")
            % {"day": _day(participation.enrolled_on)}
        )
    if participation.withdrawn_on is not None:
        raise Refused(_("The municipality has withdrawn from the partnership."))


def _refuse_second_contact(group, seats, starts_on):
    if not group.has_contact:
        raise Refused(_("Only a working group has a contact person."))
    present = seats.contacts().from_day(starts_on).select_related("user").first()
    if present:
        raise Refused(
            _("%(person)s is the contact person. Give an ordinary seat, then change the contact person.")
            % {"person": present.user}
        )


def _most_seats_from(seats, day):
    """The largest number of seats held on one day from `day` on."""
    later = list(seats.from_day(day))
    days = {day, *(seat.starts_on for seat in later if seat.starts_on > day)}
    return max(sum(seat.is_held_on(each) for seat in later) for each in days)


def most_seats_from(group, participation, day):
    """How many seats the municipality has in the group at most, from `day` on."""
    return _most_seats_from(Group.objects.get(pk=group.pk).seats.filter(participation=participation), day)


def _day(day):
    return date_format(day, "j. F Y")
