"""The budget proposal as tables, or the one thing that is needed next."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from businesscases.budget_page import budget_of
from businesscases.calculation.inputs import Per, Series
from businesscases.economics.lines import Kind
from businesscases.economics.prices import Index
from tests.calculation.cases import estimate, line, worked_example

PL = Series(Index.PAY_AND_PRICE, "PL", {2019: Decimal(100), 2028: Decimal(110)})


NET = replace(PL, index=Index.NET_PRICE, levels=PL.levels | {2020: Decimal(102)})


def budgeted(**fields):
    """A cost of 1 mio. kr. in 2027, and savings of 200,400 kr. in 2027–2037; the budget year is 2028 at 10 % more."""
    saving = {"kind": Kind.GAIN, "per": Per.CASE, "price": estimate(200_400), "last_year": 10}
    lines = (line("cost", per=Per.CASE, price=estimate(1_000_000)), line("saving", **saving))
    written = {"horizon_years": 10, "budget_year": 2028, "budget_series": PL, "lines": lines}
    return worked_example(**written | fields)


def test_savings_are_negative_and_what_falls_outside_is_told():
    budget = budget_of(budgeted())
    lasting, whole = budget.tables
    assert lasting.caption == "Varige ændringer, 1.000 kr., 2028 p/l"
    assert lasting.head[1:] == ("2028", "BO1 2029", "BO2 2030", "BO3 2031")
    assert lasting.rows == (("Børn og familie · 5.28.21 · Serviceramme", *["−220"] * 4),)
    assert whole.rows[0][1:] == lasting.foot[1:] == ("−220",) * 4
    assert budget.notes[1:] == (
        "Før 2028: 880.000 kr., som ikke er med i tabellerne.",
        "Efter 2031: −1,3 mio. kr., som ikke er med i tabellerne.",
    )


def test_without_an_estimate_a_proposal_is_in_the_prices_of_the_case_and_says_so():
    budget = budget_of(budgeted(budget_series=None))
    assert budget.tables[0].caption == "Varige ændringer, 1.000 kr., 2019 p/l"
    assert budget.tables[0].rows[0][1:] == ("−200",) * 4
    assert budget.notes[1].startswith("Beløbene er i 2019-priser og er ikke fremskrevet til budgetåret")


def test_what_raises_the_costs_is_told():
    budget = budget_of(budgeted(optimism_bias=Decimal("0.24"), mitigation=Decimal("0.5")))
    assert budget.notes[1] == "Alle omkostninger er sat 12 % op, fordi planer næsten altid er for optimistiske."
    assert budget.notes[2].startswith("Før 2028: 1,0 mio. kr.")


def test_one_off_amounts_stand_apart():
    inputs = budgeted()
    cost = replace(inputs.lines[0], first_year=1, last_year=1)
    budget = budget_of(replace(inputs, lines=(cost, inputs.lines[1])))
    assert [table.caption.partition(",")[0] for table in budget.tables] == ["Varige ændringer", "Engangsbeløb", "I alt"]
    assert budget.tables[1].rows[0][1:] == ("1.100", "0", "0", "0")
    assert budget.tables[2].rows[0][1:] == ("880", "−220", "−220", "−220")


@pytest.mark.parametrize(
    ("fields", "instruction"),
    [
        ({"budget_year": None}, "Vælg et budgetår i beregningens grundlag."),
        ({"horizon_years": 3}, "Beregningen skal nå fra 2027 til 2031, tre år efter budgetåret 2028."),
        ({"budget_year": 2026}, "Beregningen skal nå fra 2027 til 2029"),
        ({"lines": ()}, "Skriv, hvad indsatsen koster, og hvad den sparer."),
        ({"budget_year": 2029}, "En linje har priser fra et andet år end budgetforslaget"),
        ({"budget_series": None, "price_year": 2020, "series": NET}, "En linje har priser fra et andet år"),
    ],
)
def test_what_is_missing_is_an_instruction(fields, instruction):
    budget = budget_of(budgeted(**fields))
    assert budget.instruction.startswith(instruction)
    assert budget.tables == ()


@pytest.mark.django_db
def test_it_stands_below_the_text_of_the_proposal(cast, sign_in, calculated_case):
    case = calculated_case(cost={"kind": "cost"})
    page = sign_in(cast.member).get(reverse("businesscases:case_proposal", args=[case.pk])).content.decode()
    assert page.index("</form>") < page.index("Vælg et budgetår i beregningens grundlag.")
