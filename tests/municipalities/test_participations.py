"""Enrolling municipalities and letting them leave."""

from datetime import date

import pytest

from municipalities.actions import seats
from municipalities.models import Participation
from tests.municipalities.test_partnership_create import MANAGERS


def test_who_may(statuses, partnership, herning):
    assert statuses(f"/partnerskaber/{partnership.pk}/tilmeld/") == MANAGERS
    assert statuses(f"/deltagelser/{herning.pk}/udmeld/") == MANAGERS


def test_enrol(cast, sign_in, partnership):
    sign_in(cast.consultant).post(
        f"/partnerskaber/{partnership.pk}/tilmeld/", {"municipality": "0615", "enrolled_on": "1.2.2026"}
    )
    assert partnership.participations.get(municipality="0615").enrolled_on == date(2026, 2, 1)


@pytest.mark.parametrize("code", ["0657", "9999", ""])
def test_enrolled_and_unknown_municipalities_are_no_choice(cast, sign_in, partnership, herning, code):
    response = sign_in(cast.consultant).post(
        f"/partnerskaber/{partnership.pk}/tilmeld/", {"municipality": code, "enrolled_on": "1.2.2026"}
    )
    assert list(response.context["form"].errors) == ["municipality"]
    assert partnership.participations.count() == 2


def test_withdrawal_ends_the_seats(cast, sign_in, herning, seat, colleagues):
    seat(colleagues[0], is_contact=True)
    ended = seat(colleagues[1])
    seats.end_seat(seat=ended, ends_on=date(2026, 2, 1), by=cast.contact)
    sign_in(cast.consultant).post(f"/deltagelser/{herning.pk}/udmeld/", {"withdrawn_on": "31.3.2026"})
    herning.refresh_from_db()
    assert herning.withdrawn_on == date(2026, 3, 31)
    assert list(herning.seats.values_list("user__name", "ends_on")) == [
        ("Anne", date(2026, 3, 31)),
        ("Bo", date(2026, 2, 1)),
    ]


def test_withdrawal_before_a_seat_begins_is_refused(cast, sign_in, herning, seat, colleagues):
    seat(colleagues[0], starts_on=date(2026, 5, 1))
    response = sign_in(cast.consultant).post(f"/deltagelser/{herning.pk}/udmeld/", {"withdrawn_on": "30.4.2026"})
    herning.refresh_from_db()
    assert response.context["form"].non_field_errors() == [
        "Kommunen blev tilmeldt eller fik en plads 1. maj 2026. Vælg den dag eller en senere."
    ]
    assert herning.withdrawn_on is None


def test_a_withdrawal_can_be_undone(cast, sign_in, herning):
    herning.withdrawn_on = date(2026, 3, 31)
    herning.save()
    client, url = sign_in(cast.consultant), f"/deltagelser/{herning.pk}/genoptag/"
    assert client.get(url).status_code == 405
    client.post(url)
    herning.refresh_from_db()
    assert herning.withdrawn_on is None


def test_foreign_rows_are_not_found(cast, sign_in, other_partnership, odense):
    client = sign_in(cast.consultant)
    answers = [
        client.post(
            f"/partnerskaber/{other_partnership.pk}/tilmeld/", {"municipality": "0615", "enrolled_on": "1.2.2026"}
        ),
        client.post(f"/deltagelser/{odense.pk}/udmeld/", {"withdrawn_on": "1.2.2026"}),
        client.post(f"/deltagelser/{odense.pk}/genoptag/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert list(Participation.objects.filter(partnership=other_partnership)) == [odense]
