"""Cases of Herning, and one with a quotation from a report."""

from datetime import date

import pytest

from businesscases.actions.calculations import begin_calculation
from businesscases.models import Case, Evidence, Line, PriceCatalogue


@pytest.fixture
def make_case(herning, cast):
    """make_case(title="…") → a case of Herning, written by the member."""

    def make(participation=herning, **fields):
        written = {"title": "Tidlig hjælp", "created_by": cast.member, "changed_by": cast.member}
        case = Case.objects.create(municipality=participation.municipality, **written | fields)
        begin_calculation(case)
        return case

    return make


@pytest.fixture
def quoted():
    """quoted(**fields) → evidence that is not saved."""

    def quote(**fields):
        facts = {
            "section": "Alma",
            "heading": "Alma: Hvilket trin vælger du først?",
            "sentence": "I svarer højere end de andre.",
            "rule": "comparison",
            "rule_name": "sammenligning med de andre",
            "statistic": "δ = 0,42",
            "interval": "0,10 til 0,66",
            "q": "q = 0,012",
            "n": 24,
            "report_pk": 7,
            "report_number": 2,
            "report_sha256": "a" * 64,
            "published_on": date(2026, 5, 3),
            "survey": "Prøveundersøgelsen",
            "address": "/rapporter/7/#vignette-1-first_step",
        }
        return Evidence(**facts | fields)

    return quote


@pytest.fixture
def calculated_case(make_case, cast):
    """calculated_case(cost={"unit_price": 100}) → a case with 100 participants in the prices of 2019, and its lines."""

    def make(**lines):
        case = make_case()
        calculation = case.calculation
        calculation.price_year, calculation.participants = 2019, 100
        calculation.save()
        for position, (name, fields) in enumerate(lines.items()):
            written = {
                "name": name.capitalize(),
                "administration": "Børn og familie",
                "account": "5.28.21",
                "unit_price": 1000,
                "price_year": 2019,
                "changed_by": cast.member,
            }
            Line.objects.create(case=case, position=position, **written | fields)
        return case

    return make


@pytest.fixture
def own_price(herning):
    """own_price("Plejefamilie", price_year=2019) → a price of Herning's own catalogue."""

    def make(measure, **fields):
        catalogue, _made = PriceCatalogue.objects.get_or_create(municipality=herning.municipality, name="Vores priser")
        written = {"unit": "barn", "amount_dkk": 470000, "price_year": 2019, "source": "Regnskabet"}
        return catalogue.prices.create(measure=measure, **written | fields)

    return make
