"""Which prices of the catalogue a report may add."""

import pytest

from businesscases.models import Price, PriceCatalogue
from reports.datasets import step_prices

pytestmark = pytest.mark.django_db


@pytest.fixture
def price():
    catalogue = PriceCatalogue.objects.create(name="Priser")

    def add(measure, step, amount, year=2019, unit="barn pr. år"):
        Price.objects.create(
            catalogue=catalogue,
            measure=measure,
            step=step,
            unit=unit,
            amount_dkk=amount,
            price_year=year,
            source="NB-Økonomi",
        )

    return add


def test_no_catalogue_no_prices():
    assert step_prices() == ()


def test_only_prices_of_one_year_and_unit_are_added(price):
    price("Plejefamilie", 5, 470_000)
    price("Døgninstitution", 6, 1_160_000)
    price("Forløb", 3, 150_000, year=2018, unit="gennemført familie")
    price("Plejefamilie nu", 5, 500_000, year=2024)
    price("Sikret døgninstitution", None, 1_510_239)
    assert [(row.step, row.kr, row.year, row.source) for row in step_prices()] == [
        (5, 470_000.0, 2019, "NB-Økonomi"),
        (6, 1_160_000.0, 2019, "NB-Økonomi"),
    ]


def test_the_newest_of_equals_and_no_choice_between_two_for_one_step(price):
    price("Plejefamilie", 5, 470_000)
    price("Plejefamilie nu", 5, 500_000, year=2024)
    assert [row.kr for row in step_prices()] == [500_000.0]
    price("En anden plejefamilie", 5, 450_000, year=2024)
    assert [row.kr for row in step_prices()] == [470_000.0]
