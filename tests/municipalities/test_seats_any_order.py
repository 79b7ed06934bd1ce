"""Whatever people do with seats, in any order: never two contact persons, never too many, and the past stays."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.errors import Refused
from municipalities.actions import partnerships, seats
from municipalities.models import Seat

FIRST_DAY, DAYS = date(2026, 1, 1), 12

day = st.integers(0, DAYS - 1)
person = st.integers(0, 3)
step = st.one_of(
    st.tuples(st.just("give"), person, day, st.booleans()),
    st.tuples(st.just("end"), person, day),
    st.tuples(st.just("transfer"), person, day),
    st.tuples(st.just("withdraw"), day),
    st.tuples(st.just("reinstate")),
)


class Scene:
    def __init__(self, group, participation, people, by):
        self.group, self.participation, self.people, self.by = group, participation, people, by

    def give(self, person, day, is_contact):
        seats.give_seat(
            group=self.group,
            participation=self.participation,
            user=self.people[person],
            starts_on=_date(day),
            is_contact=is_contact,
            by=self.by,
        )
        return day

    def end(self, person, day):
        seats.end_seat(seat=self._seat(person), ends_on=_date(day), by=self.by)
        return day + 1

    def transfer(self, person, day):
        seats.transfer_contact(seat=self._seat(person), on=_date(day), by=self.by)
        return day

    def withdraw(self, day):
        partnerships.withdraw(participation=self.participation, withdrawn_on=_date(day), by=self.by)
        return day + 1

    def reinstate(self):
        partnerships.reinstate(participation=self.participation, by=self.by)
        return DAYS

    def _seat(self, person):
        found = Seat.objects.filter(user=self.people[person]).last()
        if found is None:
            raise Refused("nothing to change")
        return found


def _date(day):
    return FIRST_DAY + timedelta(days=day)


def _calendar():
    """For each day who sits (sorted person ids) and who is contact person."""
    rows = list(Seat.objects.all())
    return [
        (
            sorted(row.user_id for row in rows if row.is_held_on(_date(day))),
            [row.user_id for row in rows if row.is_held_on(_date(day)) and row.is_contact],
        )
        for day in range(DAYS)
    ]


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=12))
def test_rules_hold_after_every_step(steps, working, herning, colleagues, cast):
    scene = Scene(working, herning, colleagues, cast.consultant)
    savepoint = transaction.savepoint()
    try:
        for name, *values in steps:
            _check_step(scene, name, values)
    finally:
        transaction.savepoint_rollback(savepoint)


def _check_step(scene, name, values):
    before = _calendar()
    try:
        changes_from = getattr(scene, name)(*values)
    except Refused:
        changes_from = DAYS
    after = _calendar()
    assert after[:changes_from] == before[:changes_from]
    for sitting, contact in after:
        assert len(contact) <= 1
        assert len(sitting) <= scene.group.seats_max
        assert len(sitting) == len(set(sitting))
