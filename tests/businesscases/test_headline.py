"""The one sentence: every way a case can turn out is said, and none of them wrongly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from businesscases.calculation.figures import results
from businesscases.calculation.inputs import Per
from businesscases.calculation.worked import worked_out
from businesscases.economics.discounting import flat
from businesscases.economics.lines import Actor, Kind
from businesscases.headline import headline
from tests.calculation.cases import FAMILIES, STATE, estimate, line, worked_example

GAIN, COST, TRANSFER = Kind.GAIN, Kind.COST, Kind.TRANSFER


def flow(kind, kr, year=0, purse=FAMILIES, **fields):
    """A line of one amount in one year, or from one year to another."""
    first, last = year if isinstance(year, tuple) else (year, year)
    written = {"kind": kind, "price": estimate(kr), "first_year": first, "last_year": last, "purse": purse}
    return {"per": Per.CASE} | written | fields


def case(*flows, **fields):
    lines = tuple(line(f"line{number}", **one) for number, one in enumerate(flows))
    return worked_example(lines=lines, schedule=flat(0), horizon_years=10, **fields)


def said(inputs):
    return headline(inputs, results(inputs, worked_out(inputs)))


def sentence(*flows, **fields):
    return said(case(*flows, **fields)).sentence


INVESTMENT = flow(COST, 6_000_000)


def test_the_municipality_has_its_money_back_and_another_gains_too():
    found = sentence(INVESTMENT, flow(GAIN, 1_000_000, (1, 10)), flow(GAIN, 1_631_579, (1, 10), STATE))
    assert found == "Kommunen har pengene tilbage i år 6 (2033); staten får 62 % af gevinsten."


def test_who_gains_but_pays_more_is_not_called_a_winner():
    flows = (INVESTMENT, flow(GAIN, 1_000_000, (1, 10)), flow(GAIN, 250_000, (1, 10), STATE))
    found = sentence(*flows, flow(COST, 3_000_000, 0, STATE))
    assert found == (
        "Kommunen har pengene tilbage i år 6 (2033); staten får 20 % af gevinsten, men betaler mere. "
        "Hvis kommunen gav staten 500.000 kr., ville ingen tabe."
    )


def test_nothing_is_said_of_others_where_the_whole_gain_is_the_municipalitys_own():
    assert sentence(INVESTMENT, flow(GAIN, 1_000_000, (1, 10))) == "Kommunen har pengene tilbage i år 6 (2033)."


def test_never_back_is_a_fact_and_says_who_could_make_it_whole():
    found = sentence(INVESTMENT, flow(GAIN, 100_000, (1, 10)), flow(GAIN, 900_000, (1, 10), STATE))
    assert found == (
        "Kommunen får ikke pengene tilbage inden for 10 år; staten får 90 % af gevinsten. "
        "Hvis staten gav kommunen 5,0 mio. kr., ville ingen tabe."
    )


def test_all_lose():
    found = sentence(INVESTMENT, flow(GAIN, 100_000, (1, 10)))
    assert found == (
        "Kommunen får ikke pengene tilbage inden for 10 år. Alle kasser under ét mangler 5,0 mio. kr. i nutidsværdi."
    )


def test_the_money_is_back_but_not_with_interest():
    found = said(worked_example(lines=(line("a"), line("b", **flow(GAIN, 3_050_000, 5)))))
    assert found.sentence.startswith("Kommunen har pengene tilbage i år 5 (2032), men ikke når renten er regnet med.")


def test_interest_may_move_the_year():
    found = said(worked_example(lines=(line("a"), line("b", **flow(GAIN, 760_000, (1, 5))))))
    assert found.sentence == "Kommunen har pengene tilbage i år 4 (2031), med rente i år 5."


def test_crossing_back_for_good_and_for_a_while():
    setback = (INVESTMENT, flow(GAIN, 7_000_000, 1), flow(COST, 3_000_000, 2))
    recovered = said(case(*setback, flow(GAIN, 9_000_000, 4)))
    assert recovered.sentence == (
        "Kommunen har pengene tilbage i år 4 (2031), efter at have været i plus og igen i minus."
    )
    assert "Under ét kommer kasserne i plus undervejs og så i minus igen. Se kurven." in recovered.notes
    assert sentence(*setback).startswith(
        "Kommunen har pengene tilbage undervejs, men er i minus igen inden for 10 år. Alle kasser"
    )


def test_several_rates_of_return_are_all_told_with_a_warning():
    found = said(case(flow(COST, 1000), flow(GAIN, 2300, 1), flow(COST, 1320, 2)))
    assert found.notes[0].startswith(
        "Pengene skifter retning flere gange, så der er flere interne renter: 10 % og 20 %."
    )


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ((flow(COST, 6_000_000),), "Der er ingen gevinster endnu. Indsatsen koster 6,0 mio. kr. i nutidsværdi. "),
        ((flow(GAIN, 6_000_000),), "Der er ingen omkostninger endnu, så der er ikke noget at få tilbage. "),
        ((flow(TRANSFER, 5, to=STATE),), "Der er hverken omkostninger eller gevinster endnu, "),
        ((flow(COST, 5, purse=STATE), flow(GAIN, 9, purse=STATE)), "Kommunen hverken betaler eller får noget; "),
        ((flow(COST, 5, purse=STATE), flow(GAIN, 9)), "Kommunen betaler ikke noget og får 9 kr. Hvis kommunen gav "),
        ((flow(COST, 5), flow(GAIN, 9, purse=STATE)), "Kommunen betaler 5 kr. og får ikke selv noget tilbage; staten "),
        ((flow(COST, 5, 1), flow(GAIN, 9)), "Kommunen er på intet tidspunkt i minus."),
        ((flow(COST, 5), flow(GAIN, 5)), "Kommunen er på intet tidspunkt i minus."),
        ((flow(GAIN, 5), flow(COST, 9, 3)), "Kommunen er foran i begyndelsen, men bagud efter 10 år."),
        (
            (flow(COST, 5), flow(GAIN, 9), flow(GAIN, 9000, 1, STATE)),
            "Kommunen er på intet tidspunkt i minus; staten f",
        ),
    ],
)
def test_a_side_that_is_missing_is_said(flows, expected):
    assert sentence(*flows).startswith(expected)


def test_over_one_year_the_word_is_in_the_singular():
    found = said(replace(case(INVESTMENT, flow(GAIN, 5, 1), flow(GAIN, 9_000_000, 1, STATE)), horizon_years=1))
    assert "inden for 1 år;" in found.sentence


def test_people_stand_beside_the_money():
    inputs = worked_example()
    assert said(inputs).people == "100 deltager; i 2028 er der 25 flere end ellers med effekten ”Bliver hjemme”."
    fading = worked_example(effects=(_dropping(inputs.effects[0]),))
    assert said(fading).people.endswith("med effekten ”Bliver hjemme”, i 2032 er der 1,6.")
    assert headline(worked_example(participants=estimate(0)), None).people.startswith("Skriv, hvor mange der deltager")


def test_shares_are_those_before_money_moves():
    flows = (INVESTMENT, flow(GAIN, 9_000_000, 1), flow(TRANSFER, 2_000_000, 1, to=STATE))
    found = said(case(*flows))
    assert found.sentence == "Kommunen har pengene tilbage i år 1 (2028)."
    assert found.notes == (
        "Der flyttes penge mellem kasserne. Andelene af gevinsten er, som de var, før pengene flyttes.",
    )


def test_a_result_that_few_draws_reach_is_not_left_unsaid():
    inputs = case(INVESTMENT, flow(GAIN, 1_000_000, (1, 10)))
    found = results(inputs, worked_out(inputs))
    municipality = Actor.MUNICIPALITY
    assert headline(inputs, found, {None: 0.4, municipality: 0.6}).notes == ()
    assert headline(inputs, found, {None: 0.5, municipality: 0.12}).notes[0] == (
        "Kommunen: de mest sandsynlige værdier giver 4,0 mio. kr., men kun få trækninger går godt (12 % chance), "
        "fordi spændene rækker længst til den dårlige side."
    )
    losing = case(INVESTMENT, flow(GAIN, 100_000, (1, 10)))
    found = results(losing, worked_out(losing))
    assert headline(losing, found, {None: 0.7}).notes[0] == (
        "Alle under ét: de mest sandsynlige værdier giver −5,0 mio. kr., men de fleste trækninger går godt "
        "(70 % chance), fordi spændene rækker længst til den gode side."
    )


def test_an_empty_case_says_how_to_begin():
    assert headline(worked_example(lines=()), None).sentence.startswith("Skriv, hvad indsatsen koster")


def _dropping(effect):
    return replace(effect, drop_off=Decimal("0.5"))


def test_the_whole_gain_is_said_of_nobody_who_shares_it():
    shared = sentence(INVESTMENT, flow(GAIN, 1_000), flow(GAIN, 9_000_000, 1, STATE))
    assert "staten får næsten hele gevinsten." in shared
    assert "staten får hele gevinsten." in sentence(INVESTMENT, flow(GAIN, 9_000_000, 1, STATE))


def test_less_than_half_a_krone_is_not_spoken_of():
    assert sentence(flow(COST, "5.3"), flow(GAIN, 5)) == "Kommunen får ikke pengene tilbage inden for 10 år."


def test_others_read_of_a_municipality_by_its_name():
    """To them, "the municipality" could be their own."""
    losing = case(INVESTMENT, flow(GAIN, 250_000, (1, 10)), flow(GAIN, 1_000_000, (1, 10), STATE))
    found = headline(losing, results(losing, worked_out(losing)), owner="Herning Kommune")
    assert found.sentence == (
        "Herning Kommune får ikke pengene tilbage inden for 10 år; staten får 80 % af gevinsten. "
        "Hvis staten gav Herning Kommune 3,5 mio. kr., ville ingen tabe."
    )
    nobody = headline(worked_example(participants=estimate(0)), None, owner="Herning Kommune")
    assert (nobody.sentence, nobody.people) == (
        "Herning Kommune har ikke regnet på businesscasen endnu.",
        "Herning Kommune har ikke oplyst endnu, hvor mange der deltager.",
    )
