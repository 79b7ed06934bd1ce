"""A table from SØM is shown as lines before it is stored, and stored once."""

import pytest
from django.urls import reverse

from tests.businesscases.test_pasting import BY_SECTION, SUMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(calculated_case):
    return calculated_case()


@pytest.fixture
def paste(case, cast, sign_in):
    """paste(text, store=1) → the page that answers."""
    client, address = sign_in(cast.member), reverse("businesscases:line_paste", args=[case.pk])
    begun = client.get(address).context["form"]

    def paste(text, **more):
        sent = {"text": text, "first_year": 0, "area": "service_frame", "batch": begun["batch"].value()}
        return client.post(address, sent | {"administration": "Børn og familie"} | more)

    return paste


def said(response):
    return " ".join(response.content.decode().split())


def test_nothing_is_stored_before_it_has_been_shown(case, paste):
    page = said(paste(BY_SECTION))
    assert "Det bliver til 6 linjer" in page
    assert "Række 9: I alt" in page
    assert "en sum af andre rækker" in page
    assert case.lines.count() == 0


def test_two_clicks_store_the_lines_once(case, paste):
    assert [paste(BY_SECTION, store=1).status_code for _click in range(2)] == [302, 302]
    stored = list(case.lines.values_list("kind", "actor", "administration", "area", "first_year", "last_year"))
    assert stored == [
        ("cost", "municipality", "Børn og familie", "service_frame", 0, 1),
        ("cost", "region", "", "outside", 0, 0),
        ("gain", "municipality", "Børn og familie", "service_frame", 0, 0),
        ("gain", "municipality", "Børn og familie", "service_frame", 1, 2),
        ("gain", "state", "", "outside", 1, 1),
        ("gain", "state", "", "outside", 2, 2),
    ]
    line = case.lines.first()
    assert (line.unit_price, line.price_year, line.per, line.quantity) == (1_200_000, 2023, "case", 1)
    assert line.source.startswith("SØM-beregning, indsat ")


def test_the_price_year_that_somebody_writes_goes_before_the_tables(case, paste):
    paste(BY_SECTION, store=1, price_year=2021)
    assert set(case.lines.values_list("price_year", flat=True)) == {2021}


def test_what_is_no_table_is_met_with_what_to_do(case, paste):
    assert "Sæt tabellen fra SØM ind" in said(paste(""))
    page = said(paste("Hej", store=1))
    assert "Intet kunne læses som en linje" in page
    assert case.lines.count() == 0


def test_a_row_the_form_refuses_is_said(case, paste):
    page = said(paste("Omkostninger\t2026\t2127\nKommune\t5\t7"))
    assert "Skriv år op til 100 efter beslutningsåret" in page


def test_a_row_that_looks_like_a_sum_is_asked_about(case, paste):
    assert "taken" not in paste(BY_SECTION).context["form"].fields
    page = paste(SUMS)
    assert "sum af rækkerne over den, ikke taget med" in said(page)
    assert page.context["form"].fields["taken"].choices == [
        (5, "Række 5: Kommunens omkostninger 150 100"),
        (6, "Række 6: Region 7 7"),
    ]
    assert "Række 5" not in [row.partition(":")[0] for row, _why in paste(SUMS, taken=5).context["found"].unread]
    paste(SUMS, taken=5, store=1)
    assert list(case.lines.filter(actor="municipality").values_list("unit_price", flat=True)) == [100, 50, 150, 100]
    assert case.lines.filter(actor="region").count() == 1
