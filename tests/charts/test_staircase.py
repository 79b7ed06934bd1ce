import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.marks import Polygon, Rect
from charts.palette import OWN, PEERS, STEP
from charts.staircase import Side, Staircase, draw, picture
from charts.svg import Caption
from charts.text import clean
from tests.charts.inspection import (
    assert_drawn_well,
    assert_good_svg,
    hostile,
    percent,
    shapes,
    texts,
    unhurried,
    widths,
)

CAPTION = Caption("trappe", "Titel", "Alt")
STEPS = ("1 Tidlig", "2 Hjemme", "3 Ude")
SPEC = Staircase(STEPS, Side("Favrskov", (0.25, 0.75, 0.0)), Side("De andre", (0.5, 0.25, 0.25)))
HIDDEN = Side("Favrskov", None, "Favrskov: for få svar")
some_shares = (
    st.lists(st.integers(0, 40), min_size=6, max_size=6).filter(any).map(lambda n: tuple(x / sum(n) for x in n))
)


def written(drawn):
    return [text.text for text in texts(drawn)]


def test_bars_are_in_proportion_and_stand_on_one_wall():
    drawn = picture(SPEC, percent, 640)
    own = [mark for mark in shapes(drawn, OWN) if isinstance(mark, Rect)][1:]
    others = shapes(drawn, PEERS)
    bars = [mark for mark in others if isinstance(mark, Rect)][1:]
    unit = own[1].width / 0.75
    assert {mark.x for mark in own + bars} == {own[0].x}
    assert [round(mark.width / unit, 6) for mark in own] == [0.25, 0.75, 0]
    assert [round(mark.width / unit, 6) for mark in bars] == [0.5, 0.25, 0.25]
    assert own[0].y > own[1].y > own[2].y


def test_stairs_rise_to_the_right_one_tread_per_step():
    (stairs,) = shapes(picture(SPEC, percent, 640), STEP)
    row = stairs.points[0][1] - stairs.points[2][1]
    corners = [stairs.points[index] for index in (2, 4, 6)]
    assert [x for x, _ in corners] == [1, 27, 53]
    assert [round((stairs.points[0][1] - y) / row, 6) for _, y in corners] == [1, 2, 3]


def test_own_municipality_ends_in_a_diamond_and_a_bold_number_of_its_colour():
    drawn = picture(SPEC, percent, 640)
    assert sum(isinstance(mark, Polygon) for mark in shapes(drawn, OWN)) == 1 + len(STEPS)
    assert [text.text for text in texts(drawn) if text.bold and text.fill == OWN] == ["Favrskov", "25 %", "75 %", "0 %"]


def test_hidden_own_row_leaves_words_and_no_mark():
    drawn = picture(Staircase(STEPS, HIDDEN, SPEC.others), percent, 640)
    assert shapes(drawn, OWN) == []
    assert written(drawn) == ["Favrskov: for få svar", "De andre", *STEPS, "50 %", "25 %", "25 %"]


def test_hidden_others_leave_words_and_no_bar():
    drawn = picture(Staircase(STEPS, SPEC.own, Side("De andre", None, "Kun to andre")), percent, 640)
    assert [mark for mark in shapes(drawn, PEERS) if isinstance(mark, Rect)] == []
    assert written(drawn) == ["Favrskov", "Kun to andre", *STEPS, "25 %", "75 %", "0 %"]


def test_both_hidden_leave_the_staircase_alone():
    drawn = picture(Staircase(STEPS, HIDDEN, Side("De andre", None, "Kun to andre")), percent, 640)
    assert written(drawn) == ["Favrskov: for få svar", "Kun to andre", *STEPS]
    assert_drawn_well(drawn)


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.5, 0.5, 0.5), (1.5, -0.5, 0), (float("nan"), 0.5, 0.5), (0, 0, 0)])
def test_what_is_no_distribution_is_refused(shares):
    with pytest.raises(ValueError, match="shares"):
        Staircase(STEPS, Side("Favrskov", shares), SPEC.others)


def test_hiding_without_a_word_is_refused():
    with pytest.raises(ValueError, match="hidden"):
        Staircase(STEPS, Side("Favrskov", None), SPEC.others)


@unhurried
@given(st.lists(hostile, min_size=6, max_size=6), hostile, some_shares, some_shares, widths)
def test_any_text_and_any_shares_are_drawn_well(labels, name, own, others, width):
    spec = Staircase(tuple(labels), Side(name, own), Side(name, others))
    assert_drawn_well(picture(spec, percent, width))
    made = draw(spec, Caption("x", name, name), number=percent, width=width)
    assert_good_svg(made)
    assert made == draw(spec, Caption("x", name, name), number=percent, width=width)


@unhurried
@given(hostile.filter(clean), some_shares, widths)
def test_hidden_rows_are_drawn_well_with_any_text(text, others, width):
    spec = Staircase(("a",) * 6, Side("b", None, text), Side("c", others))
    assert_drawn_well(picture(spec, percent, width))
    assert_good_svg(draw(spec, CAPTION, number=percent, width=width))
