"""The pages of a municipality's seats in a group: history, a look at a date, giving, ending, handing over."""

from datetime import date

import pytest

from municipalities.models import Group, GroupKind, Seat

QUERIES = 8


@pytest.fixture
def url(working, herning):
    return f"/grupper/{working.pk}/deltagelser/{herning.pk}/"


def test_who_may(statuses, url, seat, colleagues):
    annes = seat(colleagues[0])
    managers = {"contact": 200, "member": 403, "leader": 403, "consultant": 200, "researcher": 403}
    managers |= {"administrator": 200, "nobody": 403}
    readers = dict.fromkeys(managers, 200) | {"nobody": 403}
    assert statuses(url) == readers
    for action in (f"{url}ny/", f"{url}kontaktperson/", f"/pladser/{annes.pk}/afslut/"):
        assert statuses(action) == managers


def test_history_and_a_date(cast, sign_in, url, seat, colleagues, text_of):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    bos = seat(bo)
    client = sign_in(cast.contact)
    client.post(f"{url}kontaktperson/", {"seat": bos.pk, "on": "1.4.2026"})
    text = text_of(client.get(url, {"dato": "1.3.2026"}))
    assert "Pladser den 1. marts 2026 Anne kontaktperson Bo På dato" in text
    assert [
        (each.user.name, each.is_contact, each.starts_on, each.ends_on) for each in client.get(url).context["history"]
    ] == [
        ("Bo", True, date(2026, 4, 1), None),
        ("Anne", False, date(2026, 4, 1), None),
        ("Bo", False, date(2026, 1, 1), date(2026, 3, 31)),
        ("Anne", True, date(2026, 1, 1), date(2026, 3, 31)),
    ]


def test_give_and_end(cast, sign_in, url, colleagues):
    client = sign_in(cast.contact)
    client.post(f"{url}ny/", {"user": colleagues[0].pk, "starts_on": "1.3.2026", "is_contact": "on"})
    given = Seat.objects.get()
    assert (given.user.name, given.starts_on, given.is_contact) == ("Anne", date(2026, 3, 1), True)
    response = client.post(f"/pladser/{given.pk}/afslut/", {"ends_on": "31.3.2026"})
    given.refresh_from_db()
    assert (response.url, given.ends_on) == (url, date(2026, 3, 31))


def test_a_refusal_stands_on_the_page(cast, sign_in, url, seat, colleagues):
    for person in colleagues[:3]:
        seat(person)
    response = sign_in(cast.contact).post(f"{url}ny/", {"user": colleagues[3].pk, "starts_on": "1.3.2026"})
    assert response.context["form"].non_field_errors() == [
        "Kommunens 3 pladser i gruppen er alle besat. Afslut først en plads."
    ]
    assert Seat.objects.count() == 3


def test_people_of_other_municipalities_are_no_choice(cast, sign_in, url, seat, working, vejle):
    client = sign_in(cast.consultant)
    forged = client.post(f"{url}ny/", {"user": cast.foreign_leader.pk, "starts_on": "1.3.2026"})
    assert list(forged.context["form"].errors) == ["user"]
    foreign = seat(cast.foreign_leader, participation=vejle)
    forged = client.post(f"{url}kontaktperson/", {"seat": foreign.pk, "on": "1.3.2026"})
    assert list(forged.context["form"].errors) == ["seat"]
    assert list(Seat.objects.contacts()) == []


def test_seats_of_another_municipality_are_not_found(cast, sign_in, seat, working, vejle):
    foreign = seat(cast.foreign_leader, participation=vejle)
    place = f"/grupper/{working.pk}/deltagelser/{vejle.pk}/"
    client = sign_in(cast.contact)
    answers = [
        client.get(place),
        client.post(f"{place}ny/", {"user": cast.foreign_leader.pk, "starts_on": "1.3.2027"}),
        client.post(f"{place}kontaktperson/", {"seat": foreign.pk, "on": "1.3.2026"}),
        client.post(f"/pladser/{foreign.pk}/afslut/", {"ends_on": "1.3.2026"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert list(Seat.objects.values_list("user", "is_contact", "ends_on")) == [(cast.foreign_leader.pk, False, None)]


def test_a_group_of_another_partnership_is_not_found(cast, sign_in, herning, other_partnership):
    other = Group.objects.create(partnership=other_partnership, kind=GroupKind.WORKING)
    assert sign_in(cast.administrator).get(f"/grupper/{other.pk}/deltagelser/{herning.pk}/").status_code == 404


@pytest.mark.parametrize("seats", [1, 3])
def test_query_count(cast, sign_in, url, seat, colleagues, seats, django_assert_num_queries):
    for person in colleagues[:seats]:
        seat(person)
    client = sign_in(cast.contact)
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
