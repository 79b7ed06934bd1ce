"""The price list: the same public figures for everybody with a role."""

from decimal import Decimal

import pytest

from businesscases.models import Price, PriceCatalogue

URL = "/priser/"
QUERIES = 5


@pytest.fixture
def catalogue(db):
    catalogue = PriceCatalogue.objects.create(name="Offentlige priser")
    _price(catalogue, "Plejefamilie", step=5, amount="470000")
    _price(catalogue, "Forløb", step=None, amount="45094.50")
    return catalogue


def _price(catalogue, measure, *, step, amount):
    Price.objects.create(
        catalogue=catalogue,
        measure=measure,
        step=step,
        unit="helårsplads",
        amount_dkk=Decimal(amount),
        price_year=2019,
        source="NB-Økonomi, 7. oktober 2020",
    )


def test_who_may(cast, sign_in, client):
    everybody = (cast.contact, cast.member, cast.leader, cast.consultant, cast.researcher, cast.administrator)
    assert [sign_in(person).get(URL).status_code for person in everybody] == [200] * 6
    assert sign_in(cast.nobody).get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_price_with_unit_year_and_source(cast, sign_in, catalogue):
    page = " ".join(sign_in(cast.member).get(URL).content.decode().split())
    assert (
        '<th scope="row">Plejefamilie</th> <td>5</td> <td class="number">470.000</td> <td>helårsplads</td>'
        " <td>2019</td> <td>NB-Økonomi, 7. oktober 2020</td>"
    ) in page
    assert '<td>–</td> <td class="number">45.094,50</td>' in page


def test_says_which_steps_have_no_public_price(cast, sign_in):
    page = sign_in(cast.member).get(URL).content.decode()
    assert "Der findes ingen offentlig pris for trin 1, 2 og 4 på indsatstrappen" in page


@pytest.mark.parametrize("more", [0, 2])
def test_query_count(cast, sign_in, catalogue, more, django_assert_num_queries):
    for number in range(more):
        _price(catalogue, f"Indsats {number}", step=3, amount="1")
    client = sign_in(cast.member)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
