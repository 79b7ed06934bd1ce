"""The page of results: the figures of the case as people read them, each checked against the engine or by hand."""

import pytest
from django.urls import reverse

from businesscases.economics.discounting import SCHEDULES
from businesscases.models import Calculation, IndexSeries, RefundRule, Scenario
from businesscases.result_page import result_page
from tests.calculation.cases import worked_example

COST = {"kind": "cost", "unit_price": 30_000, "per": "participant", "last_year": 0}
GAIN = {"kind": "gain", "unit_price": 10_000, "per": "participant", "first_year": 1, "last_year": 5}

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.member)


@pytest.fixture
def case(calculated_case):
    """3 mio. kr. paid now, 1 mio. kr. back in each of five years; a state gain with a range."""
    state = {"actor": "state", "area": "outside", "administration": "", "account": ""}
    ranged = {"unit_price": 2000, "unit_price_low": 1000, "unit_price_high": 4000}
    return calculated_case(cost=COST, gain=GAIN, tax=GAIN | state | ranged)


def url(name, pk):
    return reverse(f"businesscases:{name}", args=[pk])


def said(response):
    return " ".join(response.content.decode().split())


def table(page, caption):
    """The table of the page with this caption: {row heading: cells}."""
    (found,) = [one.table for section in page.sections for one in section.tables if one.table.caption == caption]
    return {row[0]: row[1:] for row in (*found.rows, *filter(None, [found.foot]))}


def test_who_may(cast, sign_in, client, case, vejle, make_case):
    names = ("case_result", "case_uncertainty")
    for person, status in ((cast.member, 200), (cast.leader, 200), (cast.consultant, 403), (cast.nobody, 403)):
        assert [sign_in(person).get(url(name, case.pk)).status_code for name in names] == [status] * 2
    foreign = make_case(participation=vejle)
    assert [sign_in(cast.member).get(url(name, foreign.pk)).status_code for name in names] == [404] * 2


def test_the_sentence_comes_first_and_people_beside_it(member, case):
    page = said(member.get(url("case_result", case.pk)))
    assert "Kommunen har pengene tilbage i år 3" in page
    assert page.index("Kommunen har pengene tilbage") < page.index("100 deltager") < page.index("Nøgletal")


def test_the_figures_are_those_worked_by_hand(member, case):
    """3.5 %: 1 mio. a year in five years is 4,515,052.38 today; the state has a fifth of it."""
    page = member.get(url("case_result", case.pk)).context["page"]
    rows = {row[0]: row[1:] for row in page.key.rows}
    assert rows["Kommunen"][:4] == ("1,5 mio. kr.", "1,51", "0,51 kr.", "182.000 kr.")
    assert rows["Kommunen"][6] == "19,9 %"
    assert rows["Staten"][:2] == ("903.000 kr.", "ingen: der betales ikke noget")
    assert rows["Staten"][5:] == ("aldrig i minus", "ingen: pengene går kun én vej")
    assert rows["Alle under ét"][0] == "2,4 mio. kr."


def test_the_pocket_matrix_adds_up_both_ways(member, case):
    page = member.get(url("case_result", case.pk)).context["page"]
    first = case.calculation.decision_year
    cells = table(page, "Hvem betaler (−), og hvem vinder i hvert år, 1.000 kr. i businesscasens priser, uden rente")
    assert cells[f"{first} (år 0)"] == ("−3.000", "0", "−3.000")
    assert cells[f"{first + 1} (år 1)"] == ("1.000", "200", "1.200")
    assert cells["Alle år"] == ("2.000", "1.000", "3.000")


def test_scenarios_stand_side_by_side_with_the_expected(member, case):
    own = case.scenarios.create(name="Halvt så mange")
    own.values.create(key="participants", value=50)
    page = member.get(url("case_result", case.pk)).context["page"]
    rows = table(page, "Nutidsværdien i hvert scenarie")
    assert list(rows) == ["Pessimistisk", "Forventet", "Optimistisk", "Halvt så mange"]
    assert (rows["Pessimistisk"][0], rows["Forventet"][0], rows["Optimistisk"][0]) == (
        "2,0 mio. kr.",
        "2,4 mio. kr.",
        "3,3 mio. kr.",
    )
    assert rows["Halvt så mange"][:3] == ("1,2 mio. kr.", "758.000 kr.", "452.000 kr.")
    assert rows["Halvt så mange"][-1] == "i 0 % af trækningerne"


def test_other_discount_rates_stand_beside_the_cases_own(member, case):
    page = member.get(url("case_result", case.pk)).context["page"]
    rows = list(table(page, "Nutidsværdien med andre diskonteringsrenter").items())
    assert rows[0][0].endswith("(businesscasens egen)")
    assert rows[0][1][0] == "2,4 mio. kr."
    assert len(rows) >= 2


def test_every_picture_has_words_and_a_table(member, case):
    page = member.get(url("case_result", case.pk)).context["page"]
    pictured = [section for section in page.sections if section.pictures]
    assert [section.anchor for section in pictured] == ["tid", "kasser", "serviceramme", "usikkerhed", "haenger-paa"]
    for section in pictured:
        assert len(section.tables) >= len(section.pictures)
        assert all(
            picture.said and picture.said in picture.wide.svg.replace("&amp;", "&") for picture in section.pictures
        )


def test_state_refund_stands_by_itself_for_every_year(member, calculated_case):
    """A placement of 1,160,000 kr.: 25 % above 860,000 is 75,000 kr. a year, of one paid for and two saved."""
    law = {"refund": RefundRule.objects.get(level_year=2022), "unit_price": 1_160_000, "per": "case"}
    paid = law | {"kind": "cost", "last_year": 1}
    saved = law | {"kind": "gain", "first_year": 1, "last_year": 2, "quantity": 2}
    case = calculated_case(cost=COST, paid=paid, saved=saved)
    page = member.get(url("case_result", case.pk)).context["page"]
    rows = table(page, "Statsrefusion til kommunen år for år, 1.000 kr.")
    first = case.calculation.decision_year
    assert rows[f"{first} (år 0)"] == ("75", "0", "75")
    assert rows[f"{first + 1} (år 1)"] == ("75", "−150", "−75")
    assert rows[f"{first + 2} (år 2)"] == ("0", "−150", "−150")
    assert rows["Alle år"] == ("150", "−300", "−150")
    (section,) = [one for one in page.sections if one.anchor == "refusion"]
    assert section.words[0] == (
        "Over alle år refunderer staten 150.000 kr. af det, kommunen betaler, og 300.000 kr. i refusion falder bort "
        "med det, kommunen sparer, uden rente."
    )


def hinged(response):
    """The section that says what the result hangs on."""
    (found,) = [section for section in response.context["page"].sections if section.anchor == "haenger-paa"]
    return found


def test_what_the_result_hangs_on_is_asked_of_one_purse_at_a_time(member, case):
    """The state has 200,000 a year: 903,000 today, and nothing at a price of nothing."""
    whole = hinged(member.get(url("case_result", case.pk)))
    assert [(one.name, one.value, one.is_chosen) for one in whole.choices] == [
        ("Alle under ét", "", True),
        ("Kommunen", "municipality", False),
        ("Staten", "state", False),
    ]
    state = hinged(member.get(url("case_result", case.pk), {"kasse": "state"}))
    assert [one.name for one in state.choices if one.is_chosen] == ["Staten"]
    assert [picture.title for picture in state.pictures] == [
        "Staten: hvad resultatet afhænger af, nutidsværdi i 1.000 kr."
    ]
    (listed,) = state.tables
    assert listed.table.caption == "Staten: hvad resultatet afhænger af, det vigtigste først"
    assert listed.table.rows == (
        ("Tax", "1.000 kr.", "4.000 kr.", "452.000 kr.", "1,8 mio. kr.", "0 kr.", "−100 %", "nej"),
    )


def test_a_purse_that_no_range_touches_is_told_so(member, case):
    own = hinged(member.get(url("case_result", case.pk), {"kasse": "municipality"}))
    assert (own.pictures, own.tables) == ((), ())
    assert own.words[-1] == "Kommunen: ingen af tallene med spænd ændrer resultatet."


@pytest.mark.parametrize("purse", ["investor", "kommunen", "<b>"])
def test_a_purse_that_is_not_in_the_case_gives_an_instruction_and_the_whole(member, case, purse):
    response = member.get(url("case_result", case.pk), {"kasse": purse})
    assert "Den kasse er ikke med i businesscasen. Vælg en af disse." in said(response)
    assert [one.value for one in hinged(response).choices if one.is_chosen] == [""]


def test_a_case_without_lines_says_how_to_begin(member, calculated_case):
    page = said(member.get(url("case_result", calculated_case().pk)))
    assert "Skriv, hvad indsatsen koster, og hvad den sparer." in page
    assert "<svg xmlns" not in page


def test_lines_that_cannot_be_counted_are_named(member, calculated_case):
    case = calculated_case(cost=COST, gain=GAIN, old=GAIN | {"price_year": 2011})
    page = said(member.get(url("case_result", case.pk)))
    assert "1 af 3 linjer er ikke regnet med" in page
    assert "<strong>Old:</strong> vælg et prisindeks" in page


@pytest.mark.parametrize(("name", "queries"), [("case_result", 15), ("case_uncertainty", 13)])
@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_lines_as_for_one(
    member, calculated_case, name, queries, number, django_assert_num_queries
):
    rule = RefundRule.objects.get(level_year=2022)
    series = IndexSeries.objects.create(index="net_price", name="Prøveindeks", source="Prøve")
    series.levels.create(year=2019, level=100)
    case = calculated_case(**{f"line{n}": GAIN | {"refund": rule, "unit_price_high": 40_000} for n in range(number)})
    Calculation.objects.filter(case=case).update(series=series, budget_series=series)
    for scenario in range(number):
        case.scenarios.create(name=f"Scenarie {scenario}").values.create(key="participants", value=50)
    with django_assert_num_queries(queries):
        assert member.get(url(name, case.pk)).status_code == 200


def test_the_uncertainty_step_lists_every_input_the_strongest_first(member, case):
    page = member.get(url("case_uncertainty", case.pk)).context["page"]
    assert [(row.name, row.lowest, row.mode, row.highest) for row in page.rows] == [
        ("Tax", "1.000 kr.", "2.000 kr.", "4.000 kr."),
        ("Deltagere", "", "100", ""),
        ("Cost", "", "30.000 kr.", ""),
        ("Gain", "", "10.000 kr.", ""),
    ]
    assert (page.ranged, page.rows[0].swing) == (1, "± 677.000 kr.")
    assert "regnes som sikkert" in said(member.get(url("case_uncertainty", case.pk)))


def test_scenarios_of_another_municipality_are_not_there(member, make_case, vejle):
    foreign = make_case(participation=vejle).scenarios.create(name="Naboens")
    assert member.get(url("scenario_edit", foreign.pk)).status_code == 404
    assert member.post(url("scenario_delete", foreign.pk)).status_code == 404
    assert Scenario.objects.count() == 1


@pytest.mark.parametrize(("horizon", "said"), [(70, []), (71, [1])])
def test_a_rate_that_nobody_has_confirmed_is_told_where_it_is_used(horizon, said):
    page = result_page(worked_example(horizon_years=horizon, schedule=SCHEDULES["fm-2021"]))
    assert [len(section.words) for section in page.sections if section.anchor == "rente"] == said
