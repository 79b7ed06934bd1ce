"""Phases and groups of a partnership: added, edited, deleted."""

from datetime import date

import pytest

from municipalities.models import Group, GroupKind, Phase
from tests.municipalities.test_partnership_create import MANAGERS

PHASE = {"number": "1", "name": "Kortlægning", "starts_on": "1.8.2026", "ends_on": "", "themes": "Erfaringer\nØkonomi"}
GROUP = {"kind": "permanent", "seats_min": "2", "seats_max": "2", "meetings_per_year": "8"}


@pytest.fixture
def phase(partnership):
    return Phase.objects.create(partnership=partnership, number=1, name="Et", starts_on=date(2026, 1, 1))


def test_who_may(statuses, partnership, phase, working):
    for url in (
        f"/partnerskaber/{partnership.pk}/faser/ny/",
        f"/faser/{phase.pk}/rediger/",
        f"/faser/{phase.pk}/slet/",
        f"/partnerskaber/{partnership.pk}/grupper/ny/",
        f"/grupper/{working.pk}/rediger/",
    ):
        assert statuses(url) == MANAGERS


def test_foreign_rows_are_not_found(cast, sign_in, other_partnership):
    foreign = Phase.objects.create(partnership=other_partnership, number=1, name="Et", starts_on=date(2026, 1, 1))
    group = Group.objects.create(partnership=other_partnership, kind=GroupKind.PERMANENT)
    client = sign_in(cast.consultant)
    answers = [
        client.post(f"/partnerskaber/{other_partnership.pk}/faser/ny/", PHASE),
        client.post(f"/faser/{foreign.pk}/rediger/", PHASE),
        client.post(f"/faser/{foreign.pk}/slet/"),
        client.post(f"/partnerskaber/{other_partnership.pk}/grupper/ny/", GROUP),
        client.post(f"/grupper/{group.pk}/rediger/", GROUP),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert list(Phase.objects.values_list("name", flat=True)) == ["Et"]
    assert list(Group.objects.values_list("kind", flat=True)) == ["permanent"]


def test_add_and_edit_a_phase(cast, sign_in, partnership):
    client = sign_in(cast.consultant)
    client.post(f"/partnerskaber/{partnership.pk}/faser/ny/", PHASE)
    phase = Phase.objects.get()
    assert (phase.partnership, phase.number, phase.themes.splitlines()) == (partnership, 1, ["Erfaringer", "Økonomi"])
    client.post(f"/faser/{phase.pk}/rediger/", PHASE | {"name": "Fokus"})
    phase.refresh_from_db()
    assert phase.name == "Fokus"


def test_the_next_number_is_suggested(cast, sign_in, partnership, phase):
    form = sign_in(cast.consultant).get(f"/partnerskaber/{partnership.pk}/faser/ny/").context["form"]
    assert form["number"].value() == 2


def test_a_phase_number_is_used_once(cast, sign_in, partnership, phase):
    response = sign_in(cast.consultant).post(f"/partnerskaber/{partnership.pk}/faser/ny/", PHASE)
    assert response.context["form"].errors == {
        "number": ["Vælg et andet nummer. Der er allerede en fase med det nummer"]
    }


def test_looking_at_the_question_deletes_nothing(cast, sign_in, phase):
    client = sign_in(cast.consultant)
    client.get(f"/faser/{phase.pk}/slet/")
    assert Phase.objects.count() == 1
    client.post(f"/faser/{phase.pk}/slet/")
    assert Phase.objects.count() == 0


def test_add_a_group_of_a_kind_that_is_free(cast, sign_in, partnership, working):
    client, url = sign_in(cast.consultant), f"/partnerskaber/{partnership.pk}/grupper/ny/"
    kinds = [value for value, _ in client.get(url).context["form"].fields["kind"].choices]
    assert kinds == ["", "strategic", "permanent"]
    client.post(url, GROUP)
    created = partnership.groups.get(kind="permanent")
    assert (created.seats_min, created.seats_max, created.meetings_per_year) == (2, 2, 8)
    again = client.post(url, GROUP)
    assert list(again.context["form"].errors) == ["kind"]


def test_seats_in_order(cast, sign_in, partnership):
    response = sign_in(cast.consultant).post(f"/partnerskaber/{partnership.pk}/grupper/ny/", GROUP | {"seats_max": "1"})
    assert response.context["form"].errors == {"seats_max": ["Indtast et tal, der mindst svarer til færrest pladser"]}


def test_no_fewer_seats_than_are_taken(cast, sign_in, working, seat, colleagues):
    for person in colleagues[:2]:
        seat(person)
    response = sign_in(cast.consultant).post(
        f"/grupper/{working.pk}/rediger/", GROUP | {"seats_min": 1, "seats_max": 1}
    )
    working.refresh_from_db()
    assert response.context["form"].non_field_errors() == [
        "Herning har 2 pladser i gruppen. Afslut først nogle af dem."
    ]
    assert (working.kind, working.seats_max) == ("working", 3)
