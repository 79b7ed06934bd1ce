"""Catalogues and prices are made, corrected and deleted by those whose they are."""

from decimal import Decimal

import pytest

from businesscases.models import Price, PriceCatalogue

FACTS = {
    "measure": "Familiebehandling",
    "step": "3",
    "unit": "forløb",
    "amount_dkk": "45.094,50",
    "price_year": "2024",
    "source": "Regnskab 2024",
}


@pytest.fixture
def own(herning):
    return PriceCatalogue.objects.create(municipality=herning.municipality, name="Egne priser")


@pytest.fixture
def public(db):
    return PriceCatalogue.objects.create(name="Offentlige")


@pytest.fixture
def price(own):
    return own.prices.create(
        measure="Familiebehandling",
        step=3,
        unit="forløb",
        amount_dkk=Decimal("100.00"),
        price_year=2024,
        source="Kilde",
    )


def test_member_makes_a_catalogue_once(cast, sign_in, herning):
    client = sign_in(cast.member)
    for _click in range(2):
        said = client.post("/priser/kataloger/ny/", {"name": "Vores", "description": "Fra regnskabet"})
        assert said.status_code == 302
    made = PriceCatalogue.objects.get(name="Vores")
    assert (made.municipality, made.description) == (herning.municipality, "Fra regnskabet")
    again = client.post("/priser/kataloger/ny/", {"name": "Vores", "description": "Andet"})
    assert "Der findes allerede et katalog med det navn" in again.content.decode()


def test_secretariat_makes_public_catalogues_only(cast, sign_in, herning):
    client = sign_in(cast.consultant)
    assert 'name="municipality"' not in client.get("/priser/kataloger/ny/").content.decode()
    client.post("/priser/kataloger/ny/", {"name": "Nye", "description": "", "municipality": herning.municipality.pk})
    assert PriceCatalogue.objects.get(name="Nye").municipality is None


def test_price_is_stored_once_with_its_danish_number(cast, sign_in, own):
    client = sign_in(cast.member)
    for _click in range(2):
        assert client.post(f"/priser/kataloger/{own.pk}/ny-pris/", FACTS).status_code == 302
    price = own.prices.get()
    assert (price.amount_dkk, price.step, price.price_year) == (Decimal("45094.50"), 3, 2024)


def test_same_measure_and_year_with_another_amount_is_refused(cast, sign_in, own, price):
    said = sign_in(cast.member).post(f"/priser/kataloger/{own.pk}/ny-pris/", FACTS).content.decode()
    assert "Kataloget har allerede en pris på ”Familiebehandling” for 2024" in said
    assert 'value="45.094,50"' in said
    assert own.prices.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "instruction"),
    [
        ("amount_dkk", "45094.50", "Indtast et beløb som 65.000,50"),
        ("amount_dkk", "mange", "Indtast et beløb som 65.000,50"),
        ("amount_dkk", "-1", "0"),
        ("price_year", "24", "Indtast et årstal som 2024"),
        ("measure", "", "Indtast foranstaltning"),
        ("source", "", "Indtast kilde"),
    ],
)
def test_mistakes_are_instructions_and_the_rest_is_kept(cast, sign_in, own, field, typed, instruction):
    said = sign_in(cast.member).post(f"/priser/kataloger/{own.pk}/ny-pris/", FACTS | {field: typed})
    page = said.content.decode()
    assert instruction in page
    assert 'value="forløb"' in page
    assert not own.prices.exists()


def test_whoever_saves_over_a_newer_version_sees_it_and_keeps_the_own_words(cast, sign_in, price):
    client, url = sign_in(cast.member), f"/priser/{price.pk}/rediger/"
    assert client.post(url, FACTS | {"version": 1, "source": "Først"}).status_code == 302
    said = client.post(url, FACTS | {"version": 1, "source": "Bagefter"}).content.decode()
    assert "Det er blevet ændret imens" in said
    assert ("<dd>Først</dd>" in said, 'value="Bagefter"' in said, 'name="version" value="2"' in said) == (True,) * 3
    assert client.post(url, FACTS | {"version": 2, "source": "Bagefter"}).status_code == 302
    price.refresh_from_db()
    assert (price.source, price.version) == ("Bagefter", 3)


def test_delete_says_how_many_own_lines_keep_the_price(cast, sign_in, price, calculated_case, vejle, make_case):
    case = calculated_case(forløb={"unit_price": 100, "price": price, "source": "Kilde"})
    foreign = make_case(vejle)
    foreign.lines.create(name="Fremmed", unit_price=1, price_year=2024, price=price, changed_by=cast.foreign_leader)
    client, url = sign_in(cast.member), f"/priser/{price.pk}/slet/"
    assert "1 linje i jeres businesscases har taget sin pris herfra" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    line = case.lines.get()
    assert (line.price, line.unit_price, line.source) == (None, Decimal("100.00"), "Kilde")


def test_catalogue_goes_with_its_prices(cast, sign_in, own, price):
    client, url = sign_in(cast.leader), f"/priser/kataloger/{own.pk}/slet/"
    assert "slettes sammen med sin 1 pris" in client.get(url).content.decode()
    client.post(url)
    assert not Price.objects.exists()


def test_catalogue_is_edited_over_its_version(cast, sign_in, own):
    client, url = sign_in(cast.contact), f"/priser/kataloger/{own.pk}/rediger/"
    assert client.post(url, {"name": "Nyt navn", "description": "", "version": 1}).status_code == 302
    said = client.post(url, {"name": "Andet navn", "description": "", "version": 1}).content.decode()
    assert ("Nyt navn" in said, 'value="Andet navn"' in said) == (True, True)


def test_whose_prices_one_may_write(cast, sign_in, own, public, vejle):
    foreign = PriceCatalogue.objects.create(municipality=vejle.municipality, name="Naboens")
    found = {}
    for name in ("member", "consultant", "administrator", "researcher"):
        client = sign_in(getattr(cast, name))
        pages = [client.get(f"/priser/kataloger/{one.pk}/ny-pris/").status_code for one in (own, public, foreign)]
        found[name] = pages
    assert found == {
        "member": [200, 404, 404],
        "consultant": [404, 200, 404],
        "administrator": [404, 200, 404],
        "researcher": [403, 403, 403],
    }
