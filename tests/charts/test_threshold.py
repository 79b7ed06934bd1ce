from dataclasses import replace
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.estimates import Estimate
from charts.marks import Dot, Line, Polygon
from charts.palette import INK, MUTED, OWN, PEERS
from charts.svg import Caption
from charts.threshold import Curve, Placement, Words, draw, logistic, picture
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

CAPTION = Caption("graense", "Titel", "Alt")
TICKS = ((0.0, "0"), (50.0, "50"), (100.0, "100"))
WORDS = Words("Sandsynlighed", "Risiko", "De andre kommuner")
OWN_CURVE = Curve(Estimate(50, "Favrskov 50 %", 40, 65))
TYPICAL = Curve(Estimate(60, "Typisk 60 %", 55, 65))
SPEC = Placement(0.1, OWN_CURVE, TYPICAL, (30.0, 75.0), TICKS, WORDS)


def written(drawn):
    return [text.text for text in texts(drawn)]


def frame(drawn):
    """Left and right of the plot, y of probability one half and zero."""
    half, floor, *_ = [mark for mark in shapes(drawn, MUTED) if isinstance(mark, Line)]
    return half.x1, half.x2, half.y1, floor.y1


def lines(drawn, colour, thickness):
    return [mark for mark in shapes(drawn, colour) if isinstance(mark, Line) and mark.thickness == thickness]


def diamonds(drawn):
    return [mark.points for mark in shapes(drawn, OWN) if isinstance(mark, Polygon)]


@st.composite
def curves(draw_from):
    low, value, high = sorted(draw_from(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3)))
    limits = draw_from(st.sampled_from([(low, high), (None, None)]))
    text = draw_from(hostile)
    return Curve(draw_from(st.none() | st.just(Estimate(value, text, *limits))), f"{text} skjult")


def test_logistic_is_one_half_at_the_threshold_and_never_overflows():
    assert (logistic(0), logistic(1e6), logistic(-1e6)) == (0.5, 1, 0)
    assert logistic(log(3)) == pytest.approx(0.75)
    assert logistic(-log(3)) == pytest.approx(0.25)


def test_curve_runs_through_one_half_at_the_threshold():
    drawn = picture(SPEC, percent, 640)
    left, right, half, floor = frame(drawn)
    curve = lines(drawn, OWN, 3)
    assert (curve[0].x1, curve[-1].x2) == (left, right)
    points = [(line.x2, line.y2) for line in curve]
    assert ((left + right) / 2, half) in [pytest.approx(point) for point in points]
    assert [line.y2 <= line.y1 for line in curve] == [True] * len(curve)
    assert curve[0].y1 == pytest.approx(half + (floor - half) * (1 - 2 * logistic(-5)))


def test_threshold_and_interval_stand_below_on_the_same_axis():
    drawn = picture(SPEC, percent, 640)
    left, right, *_ = frame(drawn)
    on_curve, below = diamonds(drawn)
    assert on_curve[0][0] == below[0][0] == pytest.approx((left + right) / 2)
    (interval,) = lines(drawn, OWN, 2)
    assert (interval.x1, interval.x2) == pytest.approx(tuple(left + part * (right - left) for part in (0.4, 0.65)))
    assert len([mark for mark in shapes(drawn, INK) if isinstance(mark, Dot)]) == 2


def test_others_are_unnamed_strokes():
    drawn = picture(SPEC, percent, 640)
    left, right, *_ = frame(drawn)
    assert [line.x1 for line in shapes(drawn, PEERS)] == pytest.approx([left + p * (right - left) for p in (0.3, 0.75)])
    assert written(drawn)[4:7] == ["Favrskov 50 %", "Typisk 60 %", "De andre kommuner"]


def test_threshold_beyond_the_axis_has_no_diamond_but_its_words():
    drawn = picture(replace(SPEC, own=Curve(Estimate(120, "Favrskov over 100 %", 90, 150))), percent, 640)
    assert diamonds(drawn) == []
    assert "Favrskov over 100 %" in written(drawn)
    (interval,) = lines(drawn, OWN, 2)
    assert interval.x2 == frame(drawn)[1]


def test_hidden_own_threshold_is_words_and_no_mark():
    drawn = picture(replace(SPEC, own=Curve(None, "For få svar")), percent, 640)
    assert shapes(drawn, OWN) == []
    assert written(drawn)[4:6] == ["For få svar", "Typisk 60 %"]


def test_threshold_without_interval_is_a_diamond():
    drawn = picture(replace(SPEC, own=Curve(Estimate(50, "50 %"))), percent, 640)
    assert lines(drawn, OWN, 2) == []
    assert len(diamonds(drawn)) == 2


def test_no_others_have_no_words():
    assert "De andre kommuner" not in written(picture(replace(SPEC, others=()), percent, 640))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Curve(None), "hidden"),
        (lambda: replace(SPEC, slope=0), "likelier"),
        (lambda: replace(SPEC, slope=float("nan")), "likelier"),
        (lambda: replace(SPEC, others=(float("nan"),)), "finite"),
        (lambda: replace(SPEC, ticks=((0, "0"),)), "ticks"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(curves(), curves(), st.lists(st.floats(-200, 300), max_size=97).map(tuple), st.floats(1e-4, 50), hostile, widths)
def test_any_thresholds_are_drawn_well(own, typical, others, slope, text, width):
    spec = Placement(slope, own, typical, others, TICKS, Words(text, text, text))
    drawn = picture(spec, percent, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, number=percent, width=width))
    assert drawn == picture(spec, percent, width)
