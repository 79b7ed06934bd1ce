"""What differs between two versions of a case: nothing for the same, cell by cell for others, mirrored both ways."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from businesscases.dossier.differences import Cell, Differences, Fate, RowChange, differences
from businesscases.dossier.document import Known, ScenarioValues
from businesscases.dossier.words import Fate as Word
from businesscases.dossier.words import Piece, compared
from tests.businesscases.dossiers import dossier, with_lines
from tests.calculation.cases import estimate, gain, line

MIRRORED = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED, Fate.CHANGED: Fate.CHANGED}
WORDS = st.lists(st.sampled_from(["for", "sent", "hjælp", "\n\n", "  "]), max_size=12).map(" ".join)


def mirrored(found):
    """The same difference seen from the other side; names are those of the newer side."""
    return {
        kind: {(row.key, MIRRORED[row.fate], tuple((c.name, c.after, c.before) for c in row.cells)) for row in rows}
        for kind, rows in vars(found).items()
        if isinstance(rows, tuple) and rows and isinstance(rows[0], RowChange)
    }


def plain(found):
    return {
        kind: {(row.key, row.fate, tuple((c.name, c.before, c.after) for c in row.cells)) for row in rows}
        for kind, rows in vars(found).items()
        if isinstance(rows, tuple) and rows and isinstance(rows[0], RowChange)
    }


def test_the_same_case_has_no_difference():
    assert differences(dossier(), dossier()) == Differences()
    assert differences(dossier(), dossier()).is_none


def test_an_amount_written_in_another_way_is_the_same_amount():
    long, short = (with_lines(line("cost", quantity=Decimal(text))) for text in ("1.0000", "1"))
    assert differences(long, short).is_none


def test_texts_and_assumptions_are_cells():
    found = differences(dossier(), dossier({"problem": "Vi venter."}, horizon_years=10))
    assert found.texts == (Cell("problem", "Vi kommer for sent.", "Vi venter."),)
    assert found.assumptions == (Cell("horizon_years", 5, 10),)


def test_a_line_is_told_by_its_key_whatever_its_name():
    found = differences(with_lines(line("cost")), with_lines(line("cost", name="Terapeuter", price=estimate(40_000))))
    cells = (Cell("name", "Cost", "Terapeuter"), Cell("unit_price", 30_000, 40_000))
    assert found.lines == (RowChange("cost", "Terapeuter", "cost", Fate.CHANGED, cells),)


def test_lines_come_and_go_with_what_stood_in_them():
    gone, new = differences(with_lines(line("cost")), with_lines(gain())).lines
    assert (gone.name, gone.fate, new.name, new.fate) == ("Cost", Fate.REMOVED, "Gain", Fate.ADDED)
    assert Cell("unit_price", 30_000, "") in gone.cells
    assert Cell("price_year", "", 2019) in new.cells
    assert [cell.name for cell in new.cells if cell.name.startswith("to_")] == []


def test_another_order_is_a_difference():
    one, other = line("one"), line("other")
    assert differences(with_lines(one, other), with_lines(other, one)) == Differences(is_reordered=True)
    assert not differences(with_lines(one, other), with_lines(other)).is_reordered


def test_effects_scenarios_and_theory_are_rows():
    before = dossier()
    after = replace(
        before,
        known={"home": Known("review", "Et review")},
        scenarios=(ScenarioValues("Forsigtigt", "", {"participants": Decimal(80)}),),
        theory=(replace(before.theory[0], text="Børnene trives"),),
    )
    found = differences(before, after)
    assert [cell.name for cell in found.effects[0].cells] == ["grade", "source"]
    assert found.scenarios[0].cells == (Cell("value:participants", "", 80),)
    assert found.theory[0].cells == (Cell("text", "Børnene er i skole", "Børnene trives"),)


def test_a_new_name_of_an_effect_is_no_change_of_its_lines():
    before = dossier()
    renamed = tuple(replace(effect, name="Bliver boende") for effect in before.calculation.effects)
    found = differences(before, replace(before, calculation=replace(before.calculation, effects=renamed)))
    assert (found.lines, [cell.name for cell in found.effects[0].cells]) == ((), ["name"])


@pytest.mark.parametrize(
    "other",
    [
        dossier({"problem": "Andet"}, horizon_years=9, price_year=2020),
        with_lines(gain(price=estimate(7)), line("new", note="Ny")),
        replace(dossier(), scenarios=(ScenarioValues("A", "b", {"line:gain": Decimal(3)}),), theory=()),
    ],
)
def test_the_other_way_round_is_the_mirror_image(other):
    there, back = differences(dossier(), other), differences(other, dossier())
    assert mirrored(there) == plain(back)
    for kind in ("texts", "assumptions"):
        assert [Cell(c.name, c.after, c.before) for c in getattr(there, kind)] == list(getattr(back, kind))


def test_texts_are_compared_word_by_word():
    assert compared("Vi kommer for sent.", "Vi kommer alt for sent.") == (
        Piece(Word.KEPT, "Vi kommer "),
        Piece(Word.ADDED, "alt "),
        Piece(Word.KEPT, "for sent."),
    )


@given(WORDS, WORDS)
def test_the_pieces_are_both_texts_and_mirrored_the_other_way_round(before, after):
    pieces = compared(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate is not Word.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.fate is not Word.REMOVED) == after
    swapped = {Word.KEPT: Word.KEPT, Word.ADDED: Word.REMOVED, Word.REMOVED: Word.ADDED}
    there = {(swapped[piece.fate], piece.text) for piece in pieces}
    assert there == {(piece.fate, piece.text) for piece in compared(after, before)}
    assert compared(before, before) == ((Piece(Word.KEPT, before),) if before else ())
