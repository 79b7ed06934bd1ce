"""One rule for when a price needs a look."""

import pytest

from businesscases.models import Price, PriceCatalogue
from businesscases.vintages import Vintage, is_old, newest_years, vintage_of


@pytest.mark.parametrize(
    ("price_year", "level_year", "newest", "vintage"),
    [
        (2021, 2026, None, None),
        (2020, 2026, None, Vintage.OLD),
        (2026, 2026, 2026, None),
        (2025, 2026, 2026, Vintage.REPLACED),
        (2019, 2026, 2025, Vintage.REPLACED),
        (2019, 2026, 2019, Vintage.OLD),
        (2026, 2019, 2026, None),
    ],
)
def test_rule(price_year, level_year, newest, vintage):
    assert vintage_of(price_year, level_year, newest) is vintage
    assert is_old(price_year, level_year, newest) is (vintage is not None)


def test_newest_year_is_of_the_same_measure_in_the_same_catalogue():
    prices = [(1, "Forløb", 2019), (1, "Forløb", 2024), (2, "Forløb", 2020), (1, "Plejefamilie", 2018)]
    assert newest_years(prices) == {(1, "Forløb"): 2024, (2, "Forløb"): 2020, (1, "Plejefamilie"): 2018}


def test_rows_know_the_newest_year_of_their_measure(db):
    catalogue, other = (PriceCatalogue.objects.create(name=name) for name in ("Offentlige", "Andre"))
    for of, measure, year in (
        (catalogue, "Forløb", 2019),
        (catalogue, "Forløb", 2024),
        (other, "Forløb", 2026),
        (catalogue, "Plejefamilie", 2018),
    ):
        of.prices.create(measure=measure, unit="forløb", amount_dkk=1, price_year=year, source="Kilde")
    found = Price.objects.filter(catalogue=catalogue).with_newest_year().order_by("measure", "price_year")
    assert [(row.measure, row.price_year, row.newest_year) for row in found] == [
        ("Forløb", 2019, 2024),
        ("Forløb", 2024, 2024),
        ("Plejefamilie", 2018, 2018),
    ]
