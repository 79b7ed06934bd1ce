"""A partnership's page: phases, municipalities and seats, within reach, today and on another date."""

from datetime import date

import pytest

from municipalities.actions import seats as actions
from municipalities.models import Participation, Phase

QUERIES = 10


@pytest.fixture
def url(partnership):
    return f"/partnerskaber/{partnership.pk}/"


def test_who_may(statuses, url):
    assert statuses(url) == {
        "contact": 200,
        "member": 200,
        "leader": 200,
        "consultant": 200,
        "researcher": 200,
        "administrator": 200,
        "nobody": 403,
    }


def test_another_partnership_is_not_found(cast, sign_in, other_partnership):
    assert sign_in(cast.consultant).get(f"/partnerskaber/{other_partnership.pk}/").status_code == 404
    assert sign_in(cast.contact).get(f"/partnerskaber/{other_partnership.pk}/").status_code == 404


def _table(response):
    return [
        (
            row.participation.municipality.name,
            [([(each.user.name, each.is_contact) for each in cell.seats], cell.lacks) for cell in row.cells],
        )
        for row in response.context["rows"]
    ]


def test_shows_seats_and_what_is_missing(cast, sign_in, url, seat, strategic, colleagues, vejle):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    seat(bo, group=strategic)
    seat(cast.foreign_leader, participation=vejle)
    assert _table(sign_in(cast.consultant).get(url)) == [
        ("Herning", [([("Bo", False)], []), ([("Anne", True)], [])]),
        ("Vejle", [([], ["mangler 1 person"]), ([("Person leader", False)], ["mangler kontaktperson"])]),
    ]


def test_a_municipality_sees_its_own_seats_alone(cast, sign_in, url, seat, colleagues, vejle, text_of):
    seat(colleagues[0], is_contact=True)
    seat(cast.foreign_leader, participation=vejle)
    response = sign_in(cast.member).get(url)
    assert _table(response) == [("Herning", [([("Anne", True)], [])])]
    assert "Vejle" not in text_of(response)
    assert "Deltagende kommuner 2" in text_of(response)


def test_on_another_date(cast, sign_in, url, seat, colleagues):
    anne, bo, *_ = colleagues
    seat(anne, is_contact=True)
    actions.transfer_contact(seat=seat(bo), on=date(2026, 4, 1), by=cast.consultant)
    on_date = sign_in(cast.contact).get(url, {"dato": "1.3.2026"})
    assert _table(on_date) == [("Herning", [([("Anne", True), ("Bo", False)], [])])]
    assert on_date.context["day"] == date(2026, 3, 1)
    wrong = sign_in(cast.contact).get(url, {"dato": "31.2.2026"})
    assert wrong.context["form"].errors == {"dato": ["Indtast en dato som 14.1.2027"]}


def test_phases_with_dates_and_themes(cast, sign_in, url, partnership, text_of):
    Phase.objects.create(
        partnership=partnership,
        number=1,
        name="Konkretisering",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        themes="Målgruppe\nIndsats",
    )
    text = text_of(sign_in(cast.member).get(url))
    assert text.endswith("Faser 1. Konkretisering 1. januar 2026 til 30. juni 2026 MålgruppeIndsats")


def test_only_those_who_may_see_the_buttons(cast, sign_in, url):
    offered = [
        sign_in(each).get(url).context["may_manage"] for each in (cast.contact, cast.consultant, cast.researcher)
    ]
    assert offered == [False, True, False]


@pytest.mark.parametrize("codes", [[], ["0615", "0665"]])
def test_query_count(cast, sign_in, url, seat, colleagues, partnership, codes, django_assert_num_queries):
    seat(colleagues[0], is_contact=True)
    for code in codes:
        extra = Participation.objects.create(
            partnership=partnership, municipality_id=code, enrolled_on=date(2026, 1, 1)
        )
        seat(colleagues[1], participation=extra)
    client = sign_in(cast.consultant)
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
