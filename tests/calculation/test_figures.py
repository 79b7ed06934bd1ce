"""The figures of a whole case, from what people write to what the page shows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from businesscases.calculation.figures import results
from businesscases.calculation.inputs import Per, Series, from_json, to_json
from businesscases.calculation.uncertainty import hinges, uncertain
from businesscases.calculation.worked import worked_out
from businesscases.economics.lines import Actor
from businesscases.economics.prices import Index
from businesscases.economics.refund import RULES
from tests.calculation.cases import FAMILIES, STATE, estimate, gain, line, worked_example

TO_THE_ORE = pytest.approx


def figures(inputs):
    return results(inputs, worked_out(inputs))


def test_the_worked_example_of_the_methods_comes_out_as_lines_of_a_case():
    found = figures(worked_example())
    assert [round(kr, 2) for kr in found.total.flows] == [-3_000_000, *[Decimal("4767123.29")] * 5]
    assert found.total.present_value_kr == TO_THE_ORE(18_523_811.32, abs=0.005)
    assert found.total.break_even.year == 1
    assert found.years == (2027, 2028, 2029, 2030, 2031, 2032)


def test_a_case_without_lines_has_no_figures():
    assert figures(worked_example(lines=())) is None


def test_what_a_case_does_for_people_follows_the_effect_and_its_drop_off():
    inputs = worked_example()
    lasting = replace(inputs.effects[0], deadweight=Decimal("0.2"), drop_off=Decimal("0.5"))
    found = figures(replace(inputs, effects=(lasting,)))
    assert found.people.successes == {"home": (0, 20, 10, 5, Decimal("2.5"), Decimal("1.25"))}
    assert found.total.flows[2] == found.total.flows[1] / 2


def test_an_effect_may_be_gone_after_its_first_year():
    inputs = worked_example()
    gone = replace(inputs.effects[0], drop_off=Decimal(1))
    found = figures(replace(inputs, effects=(gone,)))
    assert found.people.successes == {"home": (0, 25, 0, 0, 0, 0)}
    assert [round(kr) for kr in found.total.flows[1:]] == [4_767_123, 0, 0, 0, 0]


def test_nothing_is_gained_by_an_effect_before_it_is_first_seen():
    inputs = worked_example()
    late = replace(inputs.effects[0], first_year=3)
    found = figures(replace(inputs, effects=(late,)))
    assert found.people.successes == {"home": (0, 0, 0, 25, 25, 25)}
    assert [round(kr) for kr in found.total.flows] == [-3_000_000, 0, 0, 4_767_123, 4_767_123, 4_767_123]


def test_a_price_is_held_against_thresholds_of_its_own_level():
    """1,160,000 kr. of 2019 are 1,276,000 of 2022 (index 100 → 110), of which 25 % above 860,000 is 104,000."""
    levels = {2019: Decimal(100), 2022: Decimal(110)}
    inputs = worked_example(
        lines=(gain(quantity=Decimal(1), refund="law"),),
        refunds={"law": RULES["barnets-lov-2022"]},
        series=Series(Index.NET_PRICE, "Nettopristal", levels),
    )
    found = figures(inputs)
    share = Decimal(104_000) / Decimal(1_276_000)
    assert round(found.actors[Actor.STATE].flows[1], 2) == round(25 * 1_160_000 * share, 2)
    assert round(found.total.flows[1], 2) == 25 * 1_160_000


def test_the_state_refunds_its_share_of_an_expensive_single_case():
    inputs = worked_example(
        lines=(gain(quantity=Decimal(1), refund="law"),), refunds={"law": RULES["barnets-lov-2022"]}
    )
    found = figures(inputs)
    # 25 % of 300,000 kr. above 860,000 for each of 25 children
    assert round(found.actors[Actor.STATE].flows[1], 2) == 25 * 75_000
    assert round(found.actors[Actor.MUNICIPALITY].flows[1], 2) == 25 * 1_085_000


def test_optimism_bias_raises_costs_alone():
    dearer = figures(worked_example(optimism_bias=Decimal("0.4"), mitigation=Decimal("0.5")))
    assert dearer.total.flows[0] == -3_600_000
    assert dearer.total.flows[1] == figures(worked_example()).total.flows[1]


def test_what_moves_within_an_administration_is_neither_gain_nor_cost_of_it():
    found = figures(worked_example())
    place = (Actor.MUNICIPALITY, FAMILIES.administration)
    assert found.administrations[place] == found.actors[Actor.MUNICIPALITY]


def test_the_document_is_read_back_as_it_was_and_gives_the_same_figures():
    levels = {2027: Decimal("104.1"), 2019: Decimal("100")}
    inputs = worked_example(refunds=dict(RULES), series=Series(Index.NET_PRICE, "Nettopristal", levels))
    again = from_json(to_json(inputs))
    assert again == inputs
    assert to_json(again) == to_json(inputs)
    assert figures(again) == figures(inputs)


def test_participants_move_every_line_that_hangs_on_them():
    inputs = worked_example(participants=estimate(100, 50, 150))
    bar = hinges(worked_out(inputs)).tornado.bars[0]
    assert (bar.name, bar.at_low, bar.at_high) == (
        "participants",
        TO_THE_ORE(18_523_811.32 / 2, abs=0.005),
        TO_THE_ORE(18_523_811.32 * 1.5, abs=0.01),
    )


def test_a_refunded_price_that_is_drawn_moves_both_purses():
    inputs = worked_example(
        lines=(gain(price=estimate(1_160_000, 580_000, 2_320_000), refund="law"),),
        refunds={"law": RULES["barnets-lov-2022"]},
    )
    bar = hinges(worked_out(inputs)).tornado.bars[0]
    assert bar.name == "line:gain"
    assert bar.at_high == pytest.approx(4 * bar.at_low)


def test_refund_is_told_apart_from_what_else_the_state_pays_and_gains():
    """§ 198: of 1,780,000 kr. the state returns 25 % of 820,000 and half of 100,000, 255,000 kr. a year."""
    law = {"price": estimate(1_780_000), "refund": "law", "quantity": Decimal(1), "per": Per.CASE, "effect": ""}
    own = line("aid:refund", purse=STATE)
    inputs = worked_example(
        lines=(own, line("cost", **law), gain(**law)), refunds={"law": RULES["barnets-lov-2022"]}, horizon_years=2
    )
    found = figures(inputs)
    sides = (found.refund.returned, found.refund.lapsed, found.actors[Actor.STATE].flows)
    assert [tuple(round(kr, 2) for kr in side) for side in sides] == [
        (255_000, 0, 0),
        (0, 255_000, 255_000),
        (-3_255_000, 255_000, 255_000),
    ]
    assert figures(worked_example()).refund is None


def test_a_case_without_ranges_has_no_uncertainty():
    assert uncertain(worked_out(worked_example(lines=(line("cost"),))), draws=100, seed=1) is None


def test_as_many_participants_as_the_form_takes_can_be_uncertain():
    inputs = worked_example(participants=estimate("5000000", "100", "9999999.99"))
    assert hinges(worked_out(inputs)).switching[0].name == "participants"
