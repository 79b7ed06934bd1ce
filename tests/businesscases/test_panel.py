"""The live panel: figures of all that can be counted, and a word on the rest."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from businesscases.calculation.inputs import Per
from businesscases.calculation.problems import Fault
from businesscases.panel import FAULTS, FEWEST_DRAWS, MOST_PRODUCTS, panel_of
from tests.calculation.cases import STATE, estimate, gain, line, worked_example


def shown(panel):
    return " ".join(render_to_string("businesscases/_panel.html", {"panel": panel}).split())


def test_the_worked_example_by_purse():
    panel = panel_of(worked_example())
    (own,) = panel.purses
    assert (own.name, own.kr, own.back, own.chance) == ("Kommunen", "18,5 mio. kr.", "år 1 (2028)", "")
    assert (panel.total.name, panel.total.kr) == ("Alle under ét", "18,5 mio. kr.")
    assert (panel.left, panel.draws) == ((), 0)
    assert "Ingen tal har et spænd endnu" in shown(panel)


def test_ranges_give_each_purse_its_chance():
    effect = replace(worked_example().effects[0], rate=estimate("0.05", "0", "0.1"))
    inputs = worked_example(effects=(effect,), lines=(line("cost"), gain(), gain("state", purse=STATE)))
    panel = panel_of(inputs)
    assert [(purse.name, purse.chance) for purse in panel.purses] == [
        ("Kommunen", "76 % chance"),
        ("Staten", "så godt som sikkert"),
    ]
    assert "De bygger på 10.000 trækninger" in shown(panel)
    assert "Resultatsiden bruger" not in shown(panel)


def test_fewer_draws_are_never_silent():
    lines = tuple(gain(f"gain{number}", price=estimate(10, 5, 20)) for number in range(40))
    panel = panel_of(worked_example(lines=lines))
    assert (panel.draws, panel.all_draws) == (MOST_PRODUCTS // 40, 10_000)
    assert "Resultatsiden bruger 10.000 og kan afvige" in shown(panel)
    assert MOST_PRODUCTS // 200 >= FEWEST_DRAWS


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"price_year": 2011}, "vælg et prisindeks, der har både linjens prisår og beregningens prisniveau"),
        ({"first_year": 7, "last_year": 9}, "lad første år ligge inden for tidshorisonten og ikke efter sidste år"),
        ({"per": Per.SUCCESS, "effect": "gone"}, "vælg den effekt, som linjen tælles efter"),
        ({"refund": "7"}, "vælg en regel for statsrefusion, der findes"),
        ({"quantity": Decimal(-1)}, "se på mængde, priser og kasse: de passer ikke sammen"),
    ],
)
def test_a_line_that_cannot_be_counted_is_left_out_and_named(fields, reason):
    panel = panel_of(worked_example(lines=(line("cost"), gain(), line("wrong", **fields))))
    assert [(one.name, one.reason) for one in panel.left] == [("Wrong", reason)]
    assert panel.total == panel_of(worked_example()).total
    assert "1 af 3 linjer er ikke regnet med" in shown(panel)


def test_rows_that_cannot_be_read_yet_are_named_too():
    panel = panel_of(worked_example(), unread=["Løn", ""])
    assert [one.name for one in panel.left] == ["Løn", "En linje uden navn"]
    assert "2 af 4 linjer er ikke regnet med" in shown(panel)


def test_what_many_lines_hang_on_leaves_them_all_out():
    panel = panel_of(worked_example(participants=estimate(0)))
    assert [one.name for one in panel.left] == ["Deltagere"]
    assert (panel.left_out, panel.total) == (2, None)


def test_an_effect_nobody_counts_by_leaves_nothing_out():
    effect = worked_example().effects[0]
    panel = panel_of(worked_example(effects=(effect, replace(effect, key="x", name="Skole", rate=estimate(0)))))
    assert [one.name for one in panel.left] == ["Skole"]
    assert panel.left_out == 0
    assert "Ret dette" in shown(panel)


def test_an_empty_case_and_amounts_too_extreme_have_no_figures():
    assert panel_of(worked_example(lines=())).total is None
    extreme = gain(price=estimate("1e200"), quantity=Decimal("1e200"))
    assert panel_of(worked_example(lines=(extreme,))).total is None


def test_every_fault_has_its_instruction():
    assert set(FAULTS) == set(Fault)
