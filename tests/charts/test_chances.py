from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axes import round_ticks
from charts.chances import TALL, Chances, Row, Words, draw, picture
from charts.marks import Rect
from charts.palette import IN, OUT
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("chancer", "Titel", "Alt")
TICKS = ((-10.0, "−10"), (0.0, "0"), (10.0, "10"))
ROWS = (Row("Kommunen", (0.5, 0.25, 0.25, 0), "50 % chance"), Row("Staten", (0, 0, 0, 1), "Sikkert"))
SPEC = Chances(ROWS, (-10, 0, 5, 7.5, 10), TICKS, Words("Taber", "Taber ikke"))


def columns(drawn, fill):
    return [mark for mark in shapes(drawn, fill) if isinstance(mark, Rect)][1:]


@st.composite
def spreads(draw_from):
    edges = sorted(draw_from(st.sets(st.integers(-1000, 1000), min_size=2, max_size=40)) | {0})
    shares = st.lists(st.floats(0, 1), min_size=len(edges) - 1, max_size=len(edges) - 1)
    rows = tuple(
        Row(draw_from(hostile), tuple(draw_from(shares)), draw_from(hostile))
        for _ in range(draw_from(st.integers(1, 5)))
    )
    ticks = round_ticks(edges, lambda value: f"{value:.0f}")
    return Chances(rows, tuple(map(float, edges)), ticks, Words(draw_from(hostile), draw_from(hostile)))


def test_columns_stand_between_the_edges_of_their_class_below_zero_in_one_colour():
    drawn = picture(SPEC, 640)
    (lost,), (some, more, certain) = columns(drawn, OUT), columns(drawn, IN)
    assert (lost.width, some.width, more.width) == pytest.approx((2 * some.width, lost.width / 2, lost.width / 4))
    assert lost.x + lost.width == pytest.approx(some.x)
    assert (lost.height, some.height, certain.height) == pytest.approx((TALL - 4, (TALL - 4) / 2, TALL - 4))


def test_what_the_rows_say_stands_beside_them():
    assert [text.text for text in texts(picture(SPEC, 640))][2:6] == ["Kommunen", "50 % chance", "Staten", "Sikkert"]


@pytest.mark.parametrize(
    "wrong",
    [{"edges": (-10, -5, 5, 7.5, 10)}, {"edges": (0,)}, {"rows": (Row("a", (1,), ""),)}, {"edges": (-10, 0, 5, 8, 11)}],
)
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match="zero|rise|share|axis"):
        replace(SPEC, **wrong)


@unhurried
@given(spreads(), widths)
def test_any_spread_is_drawn_well(spec, width):
    assert_drawn_well(picture(spec, width))
    made = draw(spec, CAPTION, width=width)
    assert_good_svg(made)
    assert made == draw(spec, CAPTION, width=width)
