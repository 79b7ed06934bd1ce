from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.funnel import TALL, Funnel, Limit, Place, Point, Words, draw, picture
from charts.marks import Dot, Line, Polygon
from charts.palette import BAND, INK, MUTED, OWN, PEERS
from charts.svg import Caption
from charts.text import clean
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("tragt", "Titel", "Alt")
WORDS = Words("Antal svar", "Andel", "95 %", "99,8 %", "En anden kommune")
LIMITS = (Limit(10, -20, 10, 90, 120), Limit(50, 20, 30, 70, 80), Limit(100, 30, 40, 60, 70))
SIZES = ((0.0, "0"), (50.0, "50"), (100.0, "100"))
VALUES = ((0.0, "0 %"), (50.0, "50 %"), (100.0, "100 %"))
OWN_POINT = Point("Favrskov", Place(50, 50, "50 %"), own=True)
INSIDE, OUTSIDE = Point("Hjørring", Place(75, 40, "40 %")), Point("Odder", Place(75, 10, "10 %"))
SPEC = Funnel((INSIDE, OUTSIDE, OWN_POINT), LIMITS, (50, "Alle 50 %"), SIZES, VALUES, WORDS)


def written(drawn):
    return [text.text for text in texts(drawn)]


def dots(drawn):
    return [mark for mark in drawn.marks if isinstance(mark, Dot)][1:]


def own_diamond(drawn):
    (mark,) = shapes(drawn, OWN)
    (x, top), (_, y), *_ = mark.points
    return x, y, top


@st.composite
def points(draw_from):
    name, why = draw_from(hostile), f"{draw_from(hostile)} skjult"
    if draw_from(st.booleans()):
        return Point(name, None, hidden=why)
    return Point(name, Place(draw_from(st.floats(0, 100)), draw_from(st.floats(0, 100)), "42 %"))


def test_marks_stand_where_the_axes_say():
    drawn = picture(SPEC, 640)
    upright, level = [mark for mark in shapes(drawn, MUTED) if isinstance(mark, Line)][-2:]
    left, right, top, bottom = level.x1, level.x2, upright.y1, upright.y2
    x, y, _ = own_diamond(drawn)
    assert (x, y) == pytest.approx(((left + right) / 2, (top + bottom) / 2))
    expected = [(left + 0.75 * (right - left), bottom - part * (bottom - top)) for part in (0.4, 0.1)]
    assert [(dot.x, dot.y) for dot in dots(drawn)] == [pytest.approx(place) for place in expected]
    (target,) = shapes(drawn, INK)
    assert (target.x1, target.y1, target.x2, target.y2) == pytest.approx((left, y, right, y))


def test_inner_limits_are_an_area_cut_at_the_ends_of_the_axis():
    drawn = picture(replace(SPEC, limits=(Limit(10, -20, -10, 110, 120), *LIMITS[1:])), 640)
    (area,) = shapes(drawn, BAND)
    level = [mark for mark in shapes(drawn, MUTED) if isinstance(mark, Line)][-1]
    assert isinstance(area, Polygon)
    assert (area.points[0], area.points[-1]) == ((area.points[0][0], level.y1 - TALL), (area.points[0][0], level.y1))


def test_own_municipality_and_those_outside_are_named():
    named = ("Favrskov", "Hjørring", "Odder")
    assert [text for text in written(picture(SPEC, 640)) if text.startswith(named)] == ["Favrskov 50 %", "Odder 10 %"]


def test_without_agreement_no_other_municipality_is_named():
    drawn = picture(replace(SPEC, points=(replace(OUTSIDE, name=""), OWN_POINT)), 640)
    assert written(drawn)[0] == "En anden kommune"
    assert [text for text in written(drawn) if "10 %" in text] == []


def test_limits_are_named_at_their_ends_on_a_page_and_in_the_key_on_a_telephone():
    wide, phone = (picture(SPEC, width) for width in (640, 340))
    assert {text.x for text in texts(wide) if text.text in ("95 %", "99,8 %", "Alle 50 %")} == {
        max(text.x for text in texts(wide))
    }
    assert written(phone)[:4] == ["En anden kommune", "Alle 50 %", "95 %", "99,8 %"]


def test_hidden_municipalities_are_notes_and_no_marks():
    hidden = (Point("Favrskov", None, own=True, hidden="skjult"), Point("", None, hidden="Skjult: for få svar"))
    drawn = picture(replace(SPEC, points=(INSIDE, *hidden)), 640)
    assert shapes(drawn, OWN) == []
    assert len(dots(drawn)) == 1
    assert written(drawn)[-2:] == ["Favrskov: skjult", "Skjult: for få svar"]


def test_alone_needs_no_key_of_the_others():
    assert "En anden kommune" not in written(picture(replace(SPEC, points=(OWN_POINT,)), 640))


def test_outside_is_read_between_the_sizes_given():
    assert [SPEC.outside(Place(75, value)) for value in (34, 36, 64, 66)] == [True, False, False, True]


def test_own_name_gives_way_to_marks():
    right = tuple(Point("", Place(50 + step, 50)) for step in range(2, 30, 4))
    drawn = picture(replace(SPEC, points=(OWN_POINT, *right)), 640)
    (name,) = [text for text in texts(drawn) if text.fill == OWN]
    assert name.text == "Favrskov 50 %"
    assert not own_diamond(drawn)[2] < name.y < own_diamond(drawn)[2] + 16


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Point("", OWN_POINT.place, own=True), "name"),
        (lambda: Point("Ry", None), "hidden"),
        (lambda: Limit(1, 2, 1, 3, 4), "order"),
        (lambda: replace(SPEC, limits=LIMITS[:1]), "rising"),
        (lambda: replace(SPEC, limits=LIMITS[::-1]), "rising"),
        (lambda: replace(SPEC, sizes=((0, "0"), (60, "60"))), "outside"),
        (lambda: replace(SPEC, values=((0, "0"), (60, "60")), points=(Point("", Place(50, 61)),)), "outside"),
        (lambda: replace(SPEC, target=(101, "101")), "outside"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(st.lists(points(), max_size=12), st.integers(0, 12), hostile, widths)
def test_any_points_are_drawn_well(some, own, text, width):
    made = tuple(replace(point, own=index == own and bool(clean(point.name))) for index, point in enumerate(some))
    spec = Funnel(made, LIMITS, (50, text), SIZES, VALUES, Words(*[text] * 5))
    drawn = picture(spec, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, width=width))
    assert drawn == picture(spec, width)
    assert len([mark for mark in shapes(drawn, PEERS) if isinstance(mark, Dot)][1:]) == sum(
        point.place is not None and not point.own for point in made
    )
