from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axes import round_ticks
from charts.marks import Dot, Line, Rect
from charts.palette import IN, INK, MUTED, OUT
from charts.svg import Caption
from charts.swings import Row, Swings, Words, draw, picture
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("udsving", "Titel", "Alt")
TICKS = ((-10.0, "−10"), (0.0, "0"), (10.0, "10"))
PURSES = Swings(
    (Row("Kommunen", -10, 4, "−6", net=-6), Row("Staten", 0, 8, "8", net=8)), TICKS, Words("Betaler", "Får", "Netto")
)
TORNADO = Swings(
    (Row("Succesrate", -5, 10, "15"), Row("Pris", 4, 3, "1")),
    TICKS,
    Words("Lavest", "Højest", zero="Går i nul"),
    base=2,
)


def bars(drawn, fill):
    """The bars of one colour, without the swatch of the key."""
    return [mark for mark in shapes(drawn, fill) if isinstance(mark, Rect)][1:]


@st.composite
def swings(draw_from):
    amounts = st.floats(-1e10, 1e10)
    nets = st.none() | amounts
    rows = tuple(
        Row(draw_from(hostile), draw_from(amounts), draw_from(amounts), draw_from(hostile), draw_from(nets))
        for _ in range(draw_from(st.integers(1, 6)))
    )
    base = draw_from(st.just(0.0) | amounts)
    ends = [end for row in rows for end in (row.first, row.second, row.net) if end is not None]
    ticks = round_ticks((base, *ends), lambda value: f"{value:.0f}")
    return Swings(rows, ticks, Words(*(draw_from(hostile) for _ in range(4))), base)


def test_what_is_paid_and_gained_starts_at_zero_and_the_dot_is_what_is_left():
    drawn = picture(PURSES, 640)
    (paid,), (gained, more) = bars(drawn, OUT), bars(drawn, IN)
    unit = paid.width / 10
    assert (paid.x + paid.width, gained.width, more.width) == pytest.approx((gained.x, 4 * unit, 8 * unit))
    dots = [mark for mark in drawn.marks if isinstance(mark, Dot) and mark.fill == INK][1:]
    assert [dot.x - gained.x for dot in dots] == pytest.approx([-6 * unit, 8 * unit])


def test_bars_of_a_tornado_start_at_the_expected_result():
    drawn = picture(TORNADO, 640)
    low, high = bars(drawn, OUT), bars(drawn, IN)
    unit = low[0].width / 7
    assert high[0].x == pytest.approx(low[0].x + low[0].width)
    assert [bar.width for bar in (high[0], low[1], high[1])] == pytest.approx([8 * unit, 2 * unit, unit])


def test_the_shorter_of_two_bars_on_one_side_is_drawn_last():
    drawn = picture(TORNADO, 640)
    order = [mark.fill for mark in drawn.marks if isinstance(mark, Rect) and mark in bars(drawn, mark.fill)]
    assert order == [IN, OUT, OUT, IN]


def test_zero_is_a_line_where_bars_start_elsewhere():
    def thick(spec):
        return [line for line in shapes(picture(spec, 640), MUTED) if isinstance(line, Line) and line.thickness == 2.5]

    assert len(thick(TORNADO)) == 1 + 2  # in the key, and in each row
    assert thick(replace(TORNADO, ticks=((1.0, "1"), (20.0, "20")), rows=(Row("a", 1, 3, ""),))) == []
    assert thick(PURSES) == []


def test_a_dot_at_the_end_of_the_axis_of_a_telephone_keeps_its_ring_within_the_picture():
    assert_drawn_well(picture(Swings((Row("", 0, 0, "", net=0),), ((0.0, "0"), (1.0, "1")), Words("", "")), 300))


def test_figures_stand_beside_the_bars():
    written = [text.text for text in texts(picture(PURSES, 640))]
    assert written == ["Betaler", "Får", "Netto", "Kommunen", "−6", "Staten", "8", "−10", "0", "10"]


def test_values_outside_the_axis_are_refused():
    with pytest.raises(ValueError, match="axis"):
        replace(PURSES, rows=(Row("a", 0, 11, ""),))


@unhurried
@given(swings(), widths)
def test_any_swings_are_drawn_well(spec, width):
    assert_drawn_well(picture(spec, width))
    made = draw(spec, CAPTION, width=width)
    assert_good_svg(made)
    assert made == draw(spec, CAPTION, width=width)
