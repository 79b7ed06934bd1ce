"""The 98 municipalities: public facts for everybody with a role; partnerships only within reach."""

import pytest
from django.urls import Resolver404, resolve

READERS = {
    "contact": 200,
    "member": 200,
    "leader": 200,
    "consultant": 200,
    "researcher": 200,
    "administrator": 200,
    "nobody": 403,
}


def test_who_may(statuses):
    assert statuses("/kommuner/") == READERS
    assert statuses("/kommuner/0657/") == READERS


def test_an_address_that_no_code_can_have_asks_no_database():
    """PostgreSQL answers a null character with an error."""
    with pytest.raises(Resolver404):
        resolve("/kommuner/\0/")


@pytest.mark.parametrize("text", ["Århus", "aarhus", "751", "0751"])
def test_search(cast, sign_in, text):
    response = sign_in(cast.member).get("/kommuner/", {"q": text})
    assert [each.name for each in response.context["page"]] == ["Aarhus"]


def test_danish_order_and_pages(cast, sign_in):
    client = sign_in(cast.member)
    assert [each.name for each in client.get("/kommuner/").context["page"]][:2] == ["Albertslund", "Allerød"]
    last = [each.name for each in client.get("/kommuner/", {"side": "2"}).context["page"]]
    assert (len(last), last[-4:]) == (48, ["Ærø", "Aabenraa", "Aalborg", "Aarhus"])


def test_too_long_a_search_is_met_with_what_to_do(cast, sign_in):
    response = sign_in(cast.member).get("/kommuner/", {"q": "a" * 101})
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["q"])


def test_facts_with_dated_regions(cast, sign_in, text_of):
    text = text_of(sign_in(cast.member).get("/kommuner/0101/"))
    assert "Kode 0101 CVR-nummer 64942212" in text
    assert "Hovedstaden: 1. januar 2007 til 31. december 2026 Østdanmark: fra 1. januar 2027" in text


def test_partnerships_within_reach_alone(cast, sign_in, odense):
    def shown(who):
        return [each.partnership.name for each in sign_in(who).get("/kommuner/0461/").context["participations"]]

    assert (shown(cast.member), shown(cast.consultant), shown(cast.administrator)) == ([], [], ["Alliancen"])


def test_an_unknown_code_is_not_found(cast, sign_in):
    assert sign_in(cast.member).get("/kommuner/9999/").status_code == 404
