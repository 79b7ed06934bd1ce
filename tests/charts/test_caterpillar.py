from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.caterpillar import Caterpillar, Row, draw, picture
from charts.estimates import Estimate
from charts.marks import Dot, Line, Polygon
from charts.palette import INK, OWN, PEERS, RULE
from charts.svg import Caption
from charts.text import clean
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("larve", "Titel", "Alt")
TICKS = ((1.0, "1"), (3.0, "3"), (5.0, "5"))
HIGH = Row("Hjørring", Estimate(4, "4,0", 3, 5))
OWN_ROW = Row("Favrskov", Estimate(3, "3,0", 2, 4), own=True)
LOW = Row("Ringkøbing-Skjern", Estimate(2, "2,0", 1, 2.5))
SPEC = Caterpillar((LOW, OWN_ROW, HIGH), TICKS, "En anden kommune", (3.2, "Alle 3,2"))
UNNAMED = replace(SPEC, rows=(replace(LOW, name=""), OWN_ROW, replace(HIGH, name="")))


def written(drawn):
    return [text.text for text in texts(drawn)]


def dots(drawn):
    """The others' values, without the dot of the key."""
    return [mark for mark in drawn.marks if isinstance(mark, Dot)][1:]


@st.composite
def rows(draw_from):
    name, why = draw_from(hostile), f"{draw_from(hostile)} skjult"
    if draw_from(st.booleans()):
        return Row(name, None, hidden=why)
    low, value, high = sorted(draw_from(st.lists(st.floats(1, 5), min_size=3, max_size=3)))
    limits = draw_from(st.sampled_from([(low, high), (None, None)]))
    return Row(name, Estimate(value, draw_from(st.sampled_from(["", "5,0", "3,2 (2,9 til 3,8)"])), *limits))


def test_marks_stand_where_the_axis_says():
    drawn = picture(SPEC, 640)
    rules = [line.x1 for line in shapes(drawn, RULE)]
    unit = (rules[2] - rules[0]) / 4
    whisker, diamond = shapes(drawn, OWN)
    assert (whisker.x1, diamond.points[0][0], whisker.x2) == tuple(rules[0] + unit * at for at in (1, 2, 3))
    assert [(dot.x - rules[0]) / unit for dot in dots(drawn)] == pytest.approx([3, 1])
    (mean,) = shapes(drawn, INK)
    assert mean.x1 == pytest.approx(rules[0] + unit * 2.2)


def test_highest_comes_first_and_names_stand_at_their_rows():
    drawn = picture(SPEC, 640)
    assert written(drawn)[:8] == ["En anden kommune", "Alle 3,2", "Hjørring", "4,0", "Favrskov", "3,0", LOW.name, "2,0"]
    own = [text for text in texts(drawn) if text.fill == OWN]
    assert [(text.text, text.bold) for text in own] == [("Favrskov", True), ("3,0", True)]


def test_without_agreement_only_the_own_municipality_has_a_name():
    drawn = picture(UNNAMED, 640)
    assert written(drawn) == ["En anden kommune", "Alle 3,2", "Favrskov 3,0", "1", "3", "5"]
    assert len(dots(drawn)) == 2


def test_lines_leave_room_for_the_own_label():
    drawn = picture(UNNAMED, 640)
    (label,) = [text for text in texts(drawn) if text.fill == OWN]
    lines = [*shapes(drawn, RULE), *shapes(drawn, INK)]
    assert [line for line in lines if line.y1 < label.y - 4 < line.y2] == []


def test_hidden_municipalities_are_notes_and_no_marks():
    hidden = Row("", None, hidden="Skjult: for få svar")
    drawn = picture(replace(UNNAMED, rows=(*UNNAMED.rows, hidden, hidden, Row("Ry", None, hidden="skjult"))), 640)
    assert written(drawn)[-2:] == ["Skjult: for få svar", "Ry: skjult"]
    assert len(dots(drawn)) == 2


def test_hidden_own_municipality_leaves_no_mark_of_its_colour():
    drawn = picture(replace(SPEC, rows=(HIGH, Row("Favrskov", None, own=True, hidden="skjult"))), 640)
    assert shapes(drawn, OWN) == []
    assert written(drawn)[-1] == "Favrskov: skjult"


def test_nothing_to_show_is_words_alone():
    drawn = picture(replace(SPEC, rows=(Row("Favrskov", None, own=True, hidden="skjult"),)), 640)
    assert written(drawn) == ["Favrskov: skjult"]
    assert len(drawn.marks) == 1


def test_one_municipality_without_interval_is_a_diamond():
    drawn = picture(replace(SPEC, rows=(Row("Favrskov", Estimate(3, "3,0"), own=True),)), 640)
    (mark,) = shapes(drawn, OWN)
    assert isinstance(mark, Polygon)
    assert shapes(drawn, PEERS) == []


def test_key_shows_an_interval_only_where_one_is_drawn():
    plain = replace(HIGH, estimate=Estimate(4, "4,0"))
    assert shapes(picture(replace(SPEC, rows=(plain, OWN_ROW)), 640), PEERS)[0] == Dot(2.5, 8, 2.5, PEERS)
    assert isinstance(shapes(picture(SPEC, 640), PEERS)[0], Line)


def test_no_variance_puts_all_on_one_line():
    same = tuple(Row("", Estimate(3, "3", 3, 3)) for _ in range(5))
    drawn = picture(replace(SPEC, rows=same), 640)
    assert len({dot.x for dot in dots(drawn)}) == 1
    assert sum(isinstance(mark, Line) for mark in shapes(drawn, PEERS)) == 1


@pytest.mark.parametrize(("width", "columns"), [(640, 2), (340, 1)])
def test_ninety_eight_names_stand_in_two_columns_on_a_page(width, columns):
    many = tuple(Row(f"Kommune {index}", Estimate(3, "3,0", 2, 4), own=index == 97) for index in range(98))
    drawn = picture(replace(SPEC, rows=many), width)
    assert len({text.x for text in texts(drawn) if text.text.startswith("Kommune")}) == columns
    assert_drawn_well(drawn)


def test_equal_marks_are_one_path():
    svg = draw(UNNAMED, CAPTION).svg
    assert svg.count(f'stroke="{PEERS}"') == 2  # the key and the rows, the mean between them
    assert svg.count(f'fill="{PEERS}"') == 1


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Row("", OWN_ROW.estimate, own=True), "name"),
        (lambda: Row("Ry", None), "hidden"),
        (lambda: replace(SPEC, ticks=((0, "0"),)), "ticks"),
        (lambda: replace(SPEC, ticks=((1, "1"), (4, "4"))), "outside"),
        (lambda: replace(SPEC, mean=(6, "6")), "outside"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(st.lists(rows(), max_size=8), st.integers(0, 8), hostile, widths)
def test_any_rows_are_drawn_well(some, own, text, width):
    made = tuple(replace(row, own=index == own and bool(clean(row.name))) for index, row in enumerate(some))
    spec = Caterpillar(made, TICKS, text, (3, text))
    drawn = picture(spec, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, width=width))
    assert drawn == picture(spec, width)


@unhurried
@given(st.lists(st.floats(1, 5), min_size=1, max_size=98), widths)
def test_order_is_that_of_the_values(values, width):
    rows_ = tuple(Row("", Estimate(value, "")) for value in values)
    xs = [dot.x for dot in dots(picture(Caterpillar(rows_, TICKS, "Andre"), width))]
    assert xs == sorted(xs, reverse=True)
