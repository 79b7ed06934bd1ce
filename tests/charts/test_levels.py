from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.estimates import Estimate
from charts.levels import Group, Levels, Row, Words, draw, estimates, picture
from charts.marks import Dot, Polygon
from charts.palette import OWN, PEERS, RULE
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("niveauer", "Titel", "Alt")
WORDS = Words("Favrskov", "De andre", "95 %-interval", "De andre er skjult")
TICKS = tuple((float(value), str(value)) for value in (1, 2, 3))
ROW = Row("Stærkt", Estimate(2.0, "2,0 (1,5 til 2,5)", 1.5, 2.5), Estimate(2.4, "2,4", 2.2, 2.6))
SPEC = Levels((Group("Netværk", (ROW,)),), TICKS, WORDS)


@st.composite
def groups(draw_from):
    def estimate():
        low, value, high = sorted(draw_from(st.lists(st.floats(1, 3), min_size=3, max_size=3)))
        return Estimate(value, draw_from(st.sampled_from(["2", "2,25 (1,50 til 2,75)"])), low, high)

    def row():
        return Row(draw_from(hostile), estimate(), estimate() if draw_from(st.booleans()) else None)

    rows = tuple(row() for _ in range(draw_from(st.integers(0, 3))))
    return Group(draw_from(hostile), rows, "" if rows else "Skjult: for få svar")


def test_marks_stand_where_the_axis_says():
    drawn = picture(SPEC, 640)
    axis = [line.x1 for line in shapes(drawn, RULE)]
    at = {value: axis[0] + (value - 1) / 2 * (axis[2] - axis[0]) for value in (1.5, 2.0, 2.2, 2.4, 2.5, 2.6)}
    whisker, mark = (shape for shape in shapes(drawn, OWN)[-2:])
    assert isinstance(mark, Polygon)
    assert (whisker.x1, mark.points[0][0], whisker.x2) == pytest.approx((at[1.5], at[2.0], at[2.5]))
    line, dot = shapes(drawn, PEERS)[1:]
    assert isinstance(dot, Dot)
    assert (line.x1, dot.x, line.x2) == pytest.approx((at[2.2], at[2.4], at[2.6]))
    assert dot.y - whisker.y1 == 17


def test_dimension_level_numbers_and_key_are_there_as_text():
    said = [text.text for text in texts(picture(SPEC, 640))]
    key = [WORDS.own, WORDS.others, WORDS.interval]
    assert said == [*key, "Netværk", "Stærkt", "2,0 (1,5 til 2,5)", "2,4", "1", "2", "3"]


def test_hidden_others_are_words_and_no_mark():
    drawn = picture(replace(SPEC, groups=(Group("Netværk", (replace(ROW, others=None),)),)), 640)
    assert len(shapes(drawn, PEERS)) == 1  # that of the key
    assert WORDS.hidden_others in [text.text for text in texts(drawn)]


def test_a_hidden_dimension_says_why_and_must():
    drawn = picture(replace(SPEC, groups=(*SPEC.groups, Group("Alder", (), "Skjult: for få svar"))), 640)
    assert [text.text for text in texts(drawn)][-5:] == ["Alder", "Skjult: for få svar", "1", "2", "3"]
    with pytest.raises(ValueError, match=r"^a dimension without levels needs a reason$"):
        Group("Alder", ())


def test_what_lies_outside_the_axis_is_refused():
    with pytest.raises(ValueError, match=r"^a value lies outside the axis$"):
        replace(SPEC, ticks=TICKS[:2])


@unhurried
@given(st.lists(groups(), min_size=1, max_size=3), widths)
def test_any_levels_are_drawn_well(found, width):
    assert_drawn_well(picture(Levels(tuple(found), TICKS, WORDS), width))


@pytest.mark.parametrize("width", [340, 640])
def test_the_svg_is_good(width):
    assert_good_svg(draw(SPEC, CAPTION, width=width))
    assert len(estimates(SPEC.groups)) == 2
