"""Seats: who may sit, how many, who is contact person, and what the past keeps saying."""

from datetime import date

import pytest

from jobs.errors import Refused
from municipalities.actions import partnerships, seats
from municipalities.models import Group, GroupKind, Seat

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def held(day):
    """(person, is contact) on a day, in the order of names."""
    return [(each.user.name, each.is_contact) for each in Seat.objects.on(day).order_by("user__name")]


def contacts(day):
    return [each.user.name for each in Seat.objects.contacts().on(day)]


def test_transfer_tells_who_was_contact_person_on_any_day(seat, colleagues, cast):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    seats.transfer_contact(seat=seat(bo), on=APRIL, by=cast.contact)
    assert contacts(date(2025, 12, 31)) == []
    assert contacts(MARCH) == ["Anne"]
    assert contacts(date(2026, 3, 31)) == ["Anne"]
    assert contacts(APRIL) == ["Bo"]
    assert held(MARCH) == [("Anne", True), ("Bo", False)]
    assert held(APRIL) == [("Anne", False), ("Bo", True)]


def test_transfer_to_somebody_who_begins_the_same_day_leaves_no_empty_period(seat, colleagues, cast):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    seats.transfer_contact(seat=seat(bo, starts_on=APRIL), on=APRIL, by=cast.contact)
    assert list(Seat.objects.values_list("user__name", "is_contact", "starts_on", "ends_on").order_by("pk")) == [
        ("Anne", True, date(2026, 1, 1), date(2026, 3, 31)),
        ("Bo", True, APRIL, None),
        ("Anne", False, APRIL, None),
    ]


def test_transfer_appoints_the_first_contact_person(seat, colleagues, cast):
    seats.transfer_contact(seat=seat(colleagues[0]), on=MARCH, by=cast.contact)
    assert (contacts(date(2026, 2, 28)), contacts(MARCH)) == ([], ["Anne"])


def test_transfer_into_the_time_of_an_earlier_contact_person_is_refused(seat, colleagues, cast):
    anne, bo, carl, _ = colleagues
    seat(anne, is_contact=True)
    carls = seat(carl)
    seats.transfer_contact(seat=seat(bo), on=APRIL, by=cast.contact)
    with pytest.raises(Refused, match=r"^Bo blev kontaktperson 1\. april 2026\. Vælg den dag eller en senere\.$"):
        seats.transfer_contact(seat=carls, on=MARCH, by=cast.contact)
    assert contacts(MARCH) == ["Anne"]


def test_transfer_needs_a_running_seat_of_somebody_else_in_a_working_group(seat, strategic, colleagues, cast):
    anne, bo, carl, dorte = colleagues
    first, ended = seat(anne, is_contact=True), seat(bo)
    seats.end_seat(seat=ended, ends_on=MARCH, by=cast.contact)
    for wrong, reason in [
        (first, "Anne er allerede kontaktperson."),
        (ended, "Pladsen er allerede afsluttet."),
        (seat(carl, group=strategic), "Kun en arbejdsgruppe har en kontaktperson."),
        (seat(dorte, starts_on=MAY), "Pladsen begynder 1. maj 2026. Vælg den dag eller en senere."),
    ]:
        with pytest.raises(Refused) as refused:
            seats.transfer_contact(seat=wrong, on=APRIL, by=cast.contact)
        assert str(refused.value) == reason
    assert contacts(APRIL) == ["Anne"]


def test_a_second_contact_person_is_refused_on_every_date(seat, colleagues):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True, starts_on=APRIL)
    for starts_on in (MARCH, APRIL, MAY):
        with pytest.raises(Refused, match="^Anne er kontaktperson"):
            seat(bo, is_contact=True, starts_on=starts_on)
    assert held(MAY) == [("Anne", True)]


def test_contact_person_is_for_working_groups(seat, strategic, colleagues):
    with pytest.raises(Refused, match=r"^Kun en arbejdsgruppe har en kontaktperson\.$"):
        seat(colleagues[0], group=strategic, is_contact=True)


def test_a_contact_person_with_colleagues_hands_over_first(seat, colleagues, cast):
    anne, bo, *_ = colleagues
    first = seat(anne, is_contact=True)
    second = seat(bo, starts_on=APRIL)
    with pytest.raises(Refused, match="^Vælg først en anden kontaktperson"):
        seats.end_seat(seat=first, ends_on=MARCH, by=cast.contact)
    seats.end_seat(seat=second, ends_on=APRIL, by=cast.contact)
    seats.end_seat(seat=first, ends_on=APRIL, by=cast.contact)
    assert (held(APRIL), held(MAY)) == ([("Anne", True), ("Bo", False)], [])


def test_a_seat_ends_once_and_not_before_it_begins(seat, colleagues, cast):
    annes = seat(colleagues[0], starts_on=MARCH)
    with pytest.raises(Refused, match="^Pladsen begynder 1. marts 2026"):
        seats.end_seat(seat=annes, ends_on=date(2026, 2, 28), by=cast.contact)
    seats.end_seat(seat=annes, ends_on=MARCH, by=cast.contact)
    with pytest.raises(Refused, match="^Pladsen er allerede afsluttet"):
        seats.end_seat(seat=annes, ends_on=MAY, by=cast.contact)
    assert Seat.objects.get().ends_on == MARCH


def test_no_more_seats_than_the_group_has(seat, colleagues):
    for person in colleagues[:3]:
        seat(person, starts_on=MAY)
    with pytest.raises(Refused, match=r"^Kommunens 3 pladser i gruppen er alle besat\. Afslut først en plads\.$"):
        seat(colleagues[3], starts_on=MARCH)
    assert Seat.objects.count() == 3


def test_a_seat_that_has_ended_is_free_again(seat, colleagues, cast):
    first, *_ = [seat(person) for person in colleagues[:3]]
    seats.end_seat(seat=first, ends_on=MARCH, by=cast.contact)
    seat(colleagues[3], starts_on=date(2026, 3, 2))
    assert [name for name, _ in held(APRIL)] == ["Bo", "Carl", "Dorte"]


def test_seats_of_another_municipality_do_not_count(seat, colleagues, vejle, cast):
    for person in colleagues[:3]:
        seat(person)
    assert seat(cast.foreign_leader, participation=vejle).participation == vejle


def test_one_person_has_one_seat_at_a_time(seat, colleagues, cast):
    annes = seat(colleagues[0], starts_on=MARCH)
    for starts_on in (date(2026, 2, 1), MARCH, MAY):
        with pytest.raises(Refused, match="^Anne har allerede en plads"):
            seat(colleagues[0], starts_on=starts_on)
    seats.end_seat(seat=annes, ends_on=MARCH, by=cast.contact)
    seat(colleagues[0], starts_on=date(2026, 3, 2))
    assert Seat.objects.count() == 2


def test_only_while_the_municipality_takes_part(seat, colleagues, herning, cast):
    with pytest.raises(Refused, match="^Kommunen deltager fra 1. januar 2026"):
        seat(colleagues[0], starts_on=date(2025, 12, 31))
    partnerships.withdraw(participation=herning, withdrawn_on=MARCH, by=cast.consultant)
    with pytest.raises(Refused, match="^Kommunen er udmeldt"):
        seat(colleagues[0], starts_on=MARCH)


def test_deactivated_people_get_no_seat(seat, colleagues, cast):
    colleagues[0].is_active = False
    colleagues[0].save()
    with pytest.raises(Refused, match="^Anne er deaktiveret"):
        seat(colleagues[0])


def test_permanent_participants_are_two(seat, other_partnership, odense, make_person):
    group = Group.objects.create(partnership=other_partnership, kind=GroupKind.PERMANENT, seats_min=2, seats_max=2)
    for _ in range(2):
        seat(make_person(), group=group, participation=odense)
    with pytest.raises(Refused, match="^Kommunens 2 pladser"):
        seat(make_person(), group=group, participation=odense)
