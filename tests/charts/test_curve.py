from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axes import round_ticks
from charts.curve import Curve, Words, draw, picture
from charts.marks import Dot, Line
from charts.palette import BAND, INK, OWN
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("kurve", "Titel", "Alt")
WORDS = Words("Mio. kr.", "Forventet", "Ni af ti trækninger", "Tilbage i år 2")
YEARS = ((0.0, "2027"), (1.0, "2028"), (2.0, "2029"))
VALUES = ((-10.0, "−10"), (0.0, "0"), (10.0, "10"))
SPEC = Curve(YEARS, VALUES, (-10, -5, 5), WORDS, (-10, -8, 0), (-10, -2, 10), back=2)


def strokes(drawn, colour):
    """The stretches of the curve, without the one in the key."""
    return [line for line in shapes(drawn, colour) if isinstance(line, Line)][1:]


@st.composite
def curves(draw_from):
    count = draw_from(st.integers(2, 31))
    amounts = st.floats(-1e9, 1e9)
    rows = [sorted(draw_from(st.lists(amounts, min_size=3, max_size=3))) for _ in range(count)]
    low, curve, high = zip(*rows, strict=True)
    ticks = round_ticks((0.0, *low, *high), lambda value: f"{value:.0f}")
    words = Words(*(draw_from(hostile) for _ in range(4)))
    years = tuple((float(year), str(2027 + year)) for year in range(count))
    return Curve(years, ticks, curve, words, low, high, draw_from(st.none() | st.integers(0, count - 1)))


def test_curve_and_band_stand_where_the_axes_say():
    drawn = picture(SPEC, 640)
    first, second = strokes(drawn, INK)
    assert (first.x2, first.y2) == (second.x1, second.y1)
    assert (first.x2 - first.x1) == pytest.approx(second.x2 - second.x1)
    unit = (first.y1 - first.y2) / 5
    assert (second.y1 - second.y2) == pytest.approx(10 * unit)
    _key, _before, strip = shapes(drawn, BAND)
    assert [(corner[1] - first.y1) / unit for corner in strip.points] == pytest.approx([-8, -20, -10, -2])


def test_the_year_in_which_it_is_back_is_marked_and_said():
    drawn = picture(SPEC, 640)
    (dot,) = [mark for mark in drawn.marks if isinstance(mark, Dot)]
    assert (dot.x, dot.y) == (strokes(drawn, INK)[1].x2, strokes(drawn, INK)[1].y2)
    assert "Tilbage i år 2" in [text.text for text in texts(drawn)]


def test_what_never_comes_back_has_no_mark():
    drawn = picture(replace(SPEC, back=None), 640)
    assert [mark for mark in drawn.marks if isinstance(mark, Dot)] == []
    assert "Tilbage i år 2" not in [text.text for text in texts(drawn)]


def test_the_municipalitys_own_curve_has_its_colour_and_shape():
    drawn = picture(replace(SPEC, own=True), 640)
    assert len(strokes(drawn, OWN)) == 2
    assert strokes(drawn, INK) == []


def test_certain_inputs_have_no_band_and_no_key_of_one():
    drawn = picture(replace(SPEC, low=(), high=()), 640)
    assert shapes(drawn, BAND) == []
    assert "Ni af ti trækninger" not in [text.text for text in texts(drawn)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"curve": (1.0,)},
        {"low": (0.0, 0.0, 0.0)},
        {"low": (0.0, 0.0, 9.0), "high": (0.0, 0.0, 8.0)},
        {"back": 3},
        {"curve": (-10, -5, 11)},
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match=r"curve|band|mark|axis"):
        replace(SPEC, **wrong)


@unhurried
@given(curves(), widths)
def test_any_curve_is_drawn_well(spec, width):
    assert_drawn_well(picture(spec, width))
    assert_drawn_well(picture(replace(spec, own=True), width))
    made = draw(spec, CAPTION, width=width)
    assert_good_svg(made)
    assert made == draw(spec, CAPTION, width=width)
