from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axes import round_ticks
from charts.columns import Columns, Words, draw, picture
from charts.marks import Rect
from charts.palette import STARTED, SUBMITTED
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("soejler", "Titel", "Alt")
YEARS = ((0.0, "2027"), (1.0, "2028"))
VALUES = ((-10.0, "−10"), (0.0, "0"), (10.0, "10"))
SPEC = Columns(YEARS, VALUES, (-10, 5), (0, 10), Words("Mio. kr.", "Inden for rammen", "Uden for rammen"))


def columns(drawn, fill):
    return [mark for mark in shapes(drawn, fill) if isinstance(mark, Rect)][1:]


@st.composite
def pairs(draw_from):
    count = draw_from(st.integers(2, 41))
    amounts = st.lists(st.floats(-1e9, 1e9), min_size=count, max_size=count)
    first, second = tuple(draw_from(amounts)), tuple(draw_from(amounts))
    years = tuple((float(year), str(2027 + year)) for year in range(count))
    ticks = round_ticks((0.0, *first, *second), lambda value: f"{value:.0f}")
    return Columns(years, ticks, first, second, Words(*(draw_from(hostile) for _ in range(3))))


def test_columns_go_up_and_down_from_zero_side_by_side():
    drawn = picture(SPEC, 640)
    (down, up), (other,) = columns(drawn, SUBMITTED), columns(drawn, STARTED)
    assert down.y == pytest.approx(up.y + up.height)
    assert (down.height, other.height) == pytest.approx((2 * up.height, 2 * up.height))
    assert up.x + up.width == pytest.approx(other.x)


def test_years_and_amounts_are_written():
    written = [text.text for text in texts(picture(SPEC, 640))]
    assert written == ["Inden for rammen", "Uden for rammen", "Mio. kr.", "−10", "0", "10", "2027", "2028"]


@pytest.mark.parametrize("wrong", [{"first": (1,)}, {"second": (0, 11)}])
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match="year|axis"):
        replace(SPEC, **wrong)


@unhurried
@given(pairs(), widths)
def test_any_columns_are_drawn_well(spec, width):
    assert_drawn_well(picture(spec, width))
    made = draw(spec, CAPTION, width=width)
    assert_good_svg(made)
    assert made == draw(spec, CAPTION, width=width)
