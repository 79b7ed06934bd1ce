"""The list of people: scoped, searchable, in Danish order, paginated."""

import pytest

from municipalities.models import RoleKind

URL = "/personer/"
QUERIES = 6


def names(client, **search):
    return [person.name for person in client.get(URL, search).context["page"]]


def test_who_may(statuses):
    assert statuses(URL) == {
        "contact": 200,
        "member": 200,
        "leader": 200,
        "consultant": 200,
        "researcher": 403,
        "administrator": 200,
        "nobody": 403,
    }


def test_each_sees_the_people_within_reach(cast, sign_in, make_person, odense):
    make_person(RoleKind.MEMBER, name="Ole i Odense", municipality=odense.municipality)
    own = ["Person contact", "Person leader", "Person member"]
    assert names(sign_in(cast.contact)) == own
    assert names(sign_in(cast.consultant)) == ["Person consultant", *own[:2], "Person leader", "Person member"]
    assert len(names(sign_in(cast.administrator))) == 9


def test_another_place_of_a_colleague_is_not_shown(cast, sign_in, vejle, text_of):
    cast.member.roles.create(kind=RoleKind.LEADER, municipality=vejle.municipality)
    text = text_of(sign_in(cast.contact).get(URL))
    assert "Medlem, Herning" in text
    assert "Vejle" not in text


def test_people_in_a_group_are_seen_by_the_municipality_alone(cast, sign_in, seat, make_person, vejle):
    seat(make_person(name="Gæst uden rolle"))
    assert "Gæst uden rolle" in names(sign_in(cast.contact))
    assert names(sign_in(cast.foreign_leader)) == ["Person leader"]


@pytest.mark.parametrize("text", ["Åse", "aase", "åse@herning", "ÅSE ærø"])
def test_search_in_any_spelling(cast, sign_in, make_person, herning, text):
    make_person(RoleKind.MEMBER, name="Aase Ærø", email="aase@herning.example", municipality=herning.municipality)
    expected = ["Aase Ærø"]
    assert names(sign_in(cast.contact), q=text) == expected


def test_danish_order(cast, sign_in, make_person, herning):
    for name in ("Åse", "Østen", "Ærling", "Aage", "Zoe"):
        make_person(RoleKind.MEMBER, name=name, municipality=herning.municipality)
    assert names(sign_in(cast.contact))[3:] == ["Zoe", "Ærling", "Østen", "Aage", "Åse"]


def test_pages_keep_the_search(cast, sign_in, make_person, herning):
    for number in range(26):
        make_person(RoleKind.MEMBER, name=f"Kopi {number:02}", municipality=herning.municipality)
    client = sign_in(cast.contact)
    assert names(client, q="kopi", side="2") == ["Kopi 25"]
    assert 'href="?q=kopi&amp;side=2"' in client.get(URL, {"q": "kopi"}).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_query_count(cast, sign_in, make_person, herning, more, django_assert_num_queries):
    for _ in range(more):
        make_person(RoleKind.MEMBER, municipality=herning.municipality)
    client = sign_in(cast.contact)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
