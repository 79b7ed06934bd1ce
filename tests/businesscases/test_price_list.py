"""The price list: the public prices for everybody with a role, and the own municipality's."""

from decimal import Decimal

import pytest

from businesscases.models import PriceCatalogue

URL = "/priser/"
QUERIES = 9


@pytest.fixture
def catalogue(db):
    catalogue = PriceCatalogue.objects.create(name="Offentlige priser")
    _price(catalogue, "Plejefamilie", step=5, amount="470000")
    _price(catalogue, "Forløb", step=None, amount="45094.50")
    return catalogue


def _price(catalogue, measure, *, step=None, amount="1", year=2019):
    catalogue.prices.create(
        measure=measure,
        step=step,
        unit="helårsplads",
        amount_dkk=Decimal(amount),
        price_year=year,
        source="NB-Økonomi, 7. oktober 2020",
    )


def _page(client, query=""):
    return " ".join(client.get(f"{URL}{query}").content.decode().split())


def test_who_may(cast, sign_in, client):
    everybody = (cast.contact, cast.member, cast.leader, cast.consultant, cast.researcher, cast.administrator)
    assert [sign_in(person).get(URL).status_code for person in everybody] == [200] * 6
    assert sign_in(cast.nobody).get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_price_with_unit_year_and_source(cast, sign_in, catalogue):
    page = _page(sign_in(cast.member))
    assert (
        '>Plejefamilie</th> <td data-title="Trin">5</td> <td class="number" data-title="Pris i kr.">470.000</td>'
        in page
    )
    assert '<td class="number" data-title="Pris i kr.">45.094,50</td> <td data-title="Enhed">helårsplads</td>' in page
    assert '2019 <span class="badge badge-warning">gammel</span>' in page


def test_newest_year_first_and_older_ones_say_so(cast, sign_in, catalogue):
    _price(catalogue, "Forløb", amount="50000", year=2026)
    page = _page(sign_in(cast.member))
    newest, older = page.index("50.000"), page.index("45.094,50")
    assert newest < older
    assert page[newest:older].count("badge") == 0
    assert '2019 <span class="badge badge-info">2026 er nyere</span>' in page[older:]


def test_own_prices_are_for_the_own_municipality_alone(cast, sign_in, herning, vejle):
    for place in (herning, vejle):
        own = PriceCatalogue.objects.create(municipality=place.municipality, name=f"{place.municipality}-katalog")
        _price(own, f"{place.municipality}-pris")
    seen = {}
    for name in ("member", "consultant", "researcher", "administrator"):
        page = _page(sign_in(getattr(cast, name)))
        seen[name] = (
            "Herning-pris" in page or "Herning-katalog" in page,
            "Vejle-pris" in page or "Vejle-katalog" in page,
        )
    assert seen == {"member": (True, False)} | dict.fromkeys(
        ("consultant", "researcher", "administrator"), (False, False)
    )


def test_another_municipality_cannot_be_asked_for(cast, sign_in, vejle, catalogue):
    other = PriceCatalogue.objects.create(municipality=vejle.municipality, name="Naboens")
    _price(other, "Nabopris")
    page = _page(sign_in(cast.member), f"?katalog={other.pk}")
    assert ("Nabo" in page, "Plejefamilie" in page) == (False, True)


def test_search_and_filter(cast, sign_in, catalogue):
    client = sign_in(cast.member)
    page = _page(client, "?q=plejef")
    assert (">Plejefamilie<" in page, ">Forløb<" in page) == (True, False)
    assert "Ingen pris passer" in _page(client, "?q=findes-ikke")
    other = PriceCatalogue.objects.create(name="Andre priser")
    assert "Der er ingen priser endnu" in _page(client, f"?katalog={other.pk}")
    _price(other, "Sygedagpenge")
    page = _page(client, f"?katalog={other.pk}")
    assert (">Sygedagpenge<" in page, ">Forløb<" in page) == (True, False)


def test_says_which_steps_have_no_public_price(cast, sign_in):
    assert "Der findes ingen offentlig pris for trin 1, 2 og 4 på indsatstrappen" in _page(sign_in(cast.member))


def test_buttons_stand_where_one_may_write(cast, sign_in, catalogue, herning):
    own = PriceCatalogue.objects.create(municipality=herning.municipality, name="Egne")
    found = {}
    for name in ("member", "consultant", "researcher"):
        client = sign_in(getattr(cast, name))
        found[name] = tuple("/ny-pris/" in _page(client, f"?katalog={one.pk}") for one in (own, catalogue))
    assert found == {"member": (True, False), "consultant": (False, True), "researcher": (False, False)}


def test_a_thousand_prices_come_in_pages(cast, sign_in, catalogue):
    for number in range(120):
        _price(catalogue, f"Indsats {number:04} {'meget lang ' * 10}", step=3)
    client = sign_in(cast.member)
    assert _page(client).count('data-title="Foranstaltning"') == 50
    assert _page(client, "?side=3").count('data-title="Foranstaltning"') == 22


@pytest.mark.parametrize("more", [0, 2])
def test_query_count(cast, sign_in, catalogue, more, django_assert_num_queries):
    for number in range(more):
        _price(catalogue, f"Indsats {number}", step=3)
    client = sign_in(cast.member)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
