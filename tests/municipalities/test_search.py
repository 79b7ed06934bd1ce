"""Search over municipalities, partnerships and people, each within reach."""

import pytest

URL = "/soeg/"


def found(client, text):
    response = client.get(URL, {"q": text})
    return {heading: [str(row) for row in rows] for heading, rows in response.context["results"]}


def test_who_may(statuses):
    assert statuses(URL) == {
        "contact": 200,
        "member": 200,
        "leader": 200,
        "consultant": 200,
        "researcher": 200,
        "administrator": 200,
        "nobody": 403,
    }


@pytest.mark.parametrize("text", ["0657", "657", "herning"])
def test_municipalities_by_name_and_code(cast, sign_in, text):
    assert found(sign_in(cast.researcher), text) == {"Kommuner": ["Herning"]}


def test_partnerships_and_people_within_reach(cast, sign_in, vejle):
    assert found(sign_in(cast.consultant), "forskning") == {"Partnerskaber": ["Forskningspartnerskabet"]}
    assert found(sign_in(cast.consultant), "allianc") == {}
    assert found(sign_in(cast.contact), "person") == {"Personer": ["Person contact", "Person leader", "Person member"]}
    assert found(sign_in(cast.contact), cast.foreign_leader.email) == {}
    assert found(sign_in(cast.researcher), "person") == {}


def test_nothing_is_searched_for(cast, sign_in, text_of):
    client = sign_in(cast.member)
    assert [found(client, text) for text in ("", "   ")] == [{}, {}]
    assert "Der blev ikke fundet noget." in text_of(client.get(URL, {"q": "findes ikke"}))
