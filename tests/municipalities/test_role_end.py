"""Ending a role: with the last one in a municipality the person's seats there end on the same day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.errors import Refused
from municipalities.actions import people, seats
from municipalities.models import Group, GroupKind, Role, RoleKind, Seat

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def leave(cast):
    def end(person, kind=RoleKind.MEMBER):
        return people.end_role(role=person.roles.current().get(kind=kind), by=cast.consultant)

    return end


def held(person):
    return list(person.seats.order_by("starts_on", "pk").values_list("starts_on", "ends_on"))


def test_the_seats_in_all_groups_end_on_the_day_of_the_role(seat, strategic, colleagues, leave, today):
    anne, bo, *_ = colleagues
    for group in (None, strategic):
        seat(anne, **({"group": group} if group else {}))
    bos = seat(bo)
    leave(anne)
    assert [ends_on for _, ends_on in held(anne)] == [today, today]
    bos.refresh_from_db()
    assert bos.ends_on is None


def test_another_role_in_the_municipality_keeps_the_seats(seat, colleagues, herning, leave, today):
    anne = colleagues[0]
    seat(anne)
    Role.objects.create(user=anne, kind=RoleKind.LEADER, municipality=herning.municipality)
    leave(anne)
    assert [ends_on for _, ends_on in held(anne)] == [None]
    leave(anne, RoleKind.LEADER)
    assert [ends_on for _, ends_on in held(anne)] == [today]


def test_seats_for_another_municipality_go_on(seat, colleagues, vejle, leave, today):
    anne = colleagues[0]
    seat(anne)
    elsewhere = seat(anne, participation=vejle)
    Role.objects.create(user=anne, kind=RoleKind.LEADER, municipality=vejle.municipality)
    leave(anne)
    elsewhere.refresh_from_db()
    assert (elsewhere.ends_on, anne.seats.get(participation__municipality="0657").ends_on) == (None, today)


def test_what_ended_earlier_stays_and_what_has_not_begun_goes(seat, partnership, strategic, colleagues, leave, today):
    anne = colleagues[0]
    past = seats.end_seat(seat=seat(anne), ends_on=today - 9 * DAY, by=anne)
    seat(anne, group=strategic, starts_on=today + DAY)
    permanent = Group.objects.create(partnership=partnership, kind=GroupKind.PERMANENT)
    seats.end_seat(seat=seat(anne, group=permanent), ends_on=today + 9 * DAY, by=anne)
    leave(anne)
    assert held(anne) == [(past.starts_on, today - 9 * DAY), (past.starts_on, today)]


def test_a_contact_person_hands_over_first(seat, colleagues, leave, cast, today):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    bos = seat(bo)
    with pytest.raises(Refused) as refused:
        leave(anne)
    assert str(refused.value) == (
        "Anne er kontaktperson i Forskningspartnerskabet. Vælg først en anden kontaktperson der."
    )
    assert (held(anne)[0][1], anne.roles.current().count()) == (None, 1)
    seats.transfer_contact(seat=bos, on=today, by=cast.contact)
    leave(anne)
    assert [each.user.name for each in Seat.objects.contacts().on(today + DAY)] == ["Bo"]


def test_a_contact_person_who_has_planned_the_handover_stays_until_then(seat, colleagues, leave, cast, today):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    seats.transfer_contact(seat=seat(bo), on=today + DAY * 30, by=cast.contact)
    with pytest.raises(Refused, match="^Anne er kontaktperson i Forskningspartnerskabet til og med .* Afslut rollen"):
        leave(anne)
    with pytest.raises(Refused, match=r"^Bo er kontaktperson i Forskningspartnerskabet\. Vælg først en anden"):
        leave(bo)


def test_a_contact_person_alone_in_the_group_may_leave(seat, colleagues, leave, today):
    seat(colleagues[0], is_contact=True)
    leave(colleagues[0])
    assert [ends_on for _, ends_on in held(colleagues[0])] == [today]


def test_the_page_says_what_happens_and_why_not(seat, colleagues, sign_in, cast, text_of):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    seat(bo)
    url = f"/roller/{anne.roles.get().pk}/afslut/"
    client = sign_in(cast.contact)
    assert "Er det den sidste rolle i Herning, slutter" in text_of(client.get(url))
    assert text_of(client.post(url, follow=True)).startswith("Anne er kontaktperson i Forskningspartnerskabet.")
