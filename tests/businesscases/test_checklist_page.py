"""The checklist of quality as people read it: what to do, and where."""

import pytest
from django.urls import reverse

from businesscases.actions.versions import remember
from businesscases.models import Price, PriceCatalogue

pytestmark = pytest.mark.django_db
QUERIES = 12


def said(response):
    return " ".join(response.content.decode().split())


def page_of(case):
    return reverse("businesscases:case_checklist", args=[case.pk])


def test_a_sentence_says_what_to_do_and_where(calculated_case, cast, sign_in):
    case = calculated_case(**{f"linje{n}": {"last_year": 10} for n in range(5)})
    page = said(sign_in(cast.member).get(page_of(case)))
    assert "Beskriv, hvad der sker uden indsatsen. Det er det, businesscasen sammenlignes med." in page
    assert f'<a href="/businesscases/{case.pk}/basisalternativ/">Gå til ”Basisalternativ”</a>' in page
    assert "antagelse: ”Linje0”, ”Linje1”, ”Linje2”, ”Linje3” og 1 mere." in page
    assert 'Passer tidshorisonten til linjerne? <span class="badge badge-success">i orden</span>' in page


def test_a_newer_price_in_the_catalogue_is_told(calculated_case, cast, sign_in):
    catalogue = PriceCatalogue.objects.create(name="Offentlige priser")
    prices = [
        Price.objects.create(
            catalogue=catalogue, measure="Forløb", unit="stk.", amount_dkk=1, price_year=year, source="KL"
        )
        for year in (2019, 2020)
    ]
    case = calculated_case(cost={"price": prices[0]}, other={"price": prices[1], "price_year": 2020})
    page = said(sign_in(cast.member).get(page_of(case)))
    assert "eller kataloget har en nyere: ”Cost”." in page


def test_the_front_page_counts_what_is_in_order(calculated_case, cast, sign_in):
    case = calculated_case(cost={})
    client = sign_in(cast.member)
    assert "punkter er i orden" not in said(client.get(case.get_absolute_url()))
    remember(case=case, by=cast.member)
    assert "4 af 12 punkter er i orden" in said(client.get(case.get_absolute_url()))


@pytest.mark.parametrize("number", [1, 3])
def test_query_count(number, calculated_case, cast, sign_in, django_assert_num_queries):
    case = calculated_case(**{f"line{n}": {} for n in range(number)})
    client = sign_in(cast.member)
    client.get(page_of(case))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(case))
