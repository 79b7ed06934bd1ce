"""What the tests of seats and people share: a working group of Herning, and colleagues who may sit in it."""

from datetime import date
from html import unescape

import pytest
from django.utils.html import strip_tags

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


@pytest.fixture
def statuses(cast, sign_in, client):
    """statuses(url) → the status that each of the cast gets, as one line of text; anonymous first."""

    def ask(url):
        client.logout()
        anonymous = client.get(url)
        assert (anonymous.status_code, anonymous.url) == (302, f"/konto/log-ind/?next={url}")
        roles = ("contact", "member", "leader", "consultant", "researcher", "administrator", "nobody")
        return {role: sign_in(getattr(cast, role)).get(url).status_code for role in roles}

    return ask


@pytest.fixture
def text_of():
    """text_of(response) → what a reader sees in the main part of the page, with single spaces."""

    def read(response):
        main = response.content.decode().partition('id="main-content"')[2].partition("</main>")[0].partition(">")[2]
        return " ".join(unescape(strip_tags(main)).split())

    return read
