"""What the tests of seats and people share: a working group of Herning, and colleagues who may sit in it."""

from datetime import date

import pytest

from municipalities.actions import seats
from municipalities.models import Group, GroupKind, RoleKind

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def working(partnership):
    return Group.objects.create(partnership=partnership, kind=GroupKind.WORKING, meetings_per_year=4)


@pytest.fixture
def strategic(partnership):
    return Group.objects.create(partnership=partnership, kind=GroupKind.STRATEGIC, meetings_per_year=2)


@pytest.fixture
def colleagues(herning, make_person):
    """Four people of Herning: Anne, Bo, Carl, Dorte."""
    return [
        make_person(RoleKind.MEMBER, name=name, municipality=herning.municipality)
        for name in ("Anne", "Bo", "Carl", "Dorte")
    ]


@pytest.fixture
def seat(working, herning, cast):
    """seat(person, …) → a seat of Herning in the working group from New Year 2026."""

    def give(user, *, group=working, participation=herning, starts_on=NEW_YEAR, is_contact=False):
        return seats.give_seat(
            group=group,
            participation=participation,
            user=user,
            starts_on=starts_on,
            is_contact=is_contact,
            by=cast.consultant,
        )

    return give
