from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.dots import Dots, Own, Row, Spread, Words, draw, picture
from charts.marks import Rect
from charts.palette import INK, OWN, PEERS, PEERS_HALF, RULE
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("prikker", "Titel", "Alt")
WORDS = Words("Favrskov", "95 %-interval", "Median", "Midterste halvdel", "10.–90. percentil")
TICKS = tuple((float(value), f"{value} %") for value in (0, 50, 100))
ROW = Row("Risiko", Own(50, 60, 75, "60 %"), Spread(10, 25, 50, 75, 90, "50 %"))
SPEC = Dots((ROW,), TICKS, WORDS)
KEY = [WORDS.own, WORDS.interval, WORDS.median, WORDS.half, WORDS.spread]


def in_plot(drawn, colour):
    """The marks of one colour without the first, which is that of the key."""
    return shapes(drawn, colour)[1:]


@st.composite
def rows(draw_from):
    own, others = (sorted(draw_from(st.lists(st.floats(0, 100), min_size=n, max_size=n))) for n in (3, 5))
    name, number = draw_from(hostile), draw_from(st.sampled_from(["100 %", "0 %", "42,5 (38,1–47,0)"]))
    why = f"{name} skjult"
    shown = draw_from(st.sampled_from(["both", "own", "others", "none"]))
    return Row(
        name,
        Own(*own, number) if shown in ("both", "own") else None,
        Spread(*others, number) if shown in ("both", "others") else None,
        why,
        why,
    )


def test_marks_stand_where_the_axis_says():
    drawn = picture(SPEC, 640)
    axis = [line.x1 for line in shapes(drawn, RULE)]
    at = {value: axis[0] + value / 100 * (axis[2] - axis[0]) for value in (10, 25, 50, 60, 75, 90)}
    assert axis[1] == at[50]
    whisker, mark = shapes(drawn, OWN)[-2:]
    assert (whisker.x1, mark.points[0][0], whisker.x2) == (at[50], at[60], at[75])
    (spread,), (half,) = in_plot(drawn, PEERS), in_plot(drawn, PEERS_HALF)
    assert (spread.x1, spread.x2) == (at[10], at[90])
    assert (half.x, half.x + half.width) == (at[25], pytest.approx(at[75]))
    assert [line.x1 for line in in_plot(drawn, INK)] == [at[50]]


def test_own_lane_lies_above_that_of_the_others():
    drawn = picture(SPEC, 640)
    assert in_plot(drawn, PEERS)[0].y1 - in_plot(drawn, OWN)[-1].points[1][1] == 17


def test_numbers_end_at_the_right_edge():
    own, others = (text for text in texts(picture(SPEC, 640)) if text.text in ("60 %", "50 %") and text.x > 600)
    assert [(text.text, text.fill, text.bold) for text in (others, own)] == [("60 %", OWN, True), ("50 %", INK, False)]


def test_hidden_own_value_is_words_and_no_mark():
    drawn = picture(replace(SPEC, rows=(replace(ROW, own=None, hidden_own="For få svar"),)), 640)
    assert len(shapes(drawn, OWN)) == 2
    assert [t.text for t in texts(drawn)] == [*KEY, "Risiko", "50 %", "For få svar", "0 %", "50 %", "100 %"]


def test_hidden_others_are_words_and_no_mark():
    drawn = picture(replace(SPEC, rows=(replace(ROW, others=None, hidden_others="Kun to andre"),)), 640)
    assert [in_plot(drawn, colour) for colour in (PEERS, PEERS_HALF, INK)] == [[], [], []]
    assert [t.text for t in texts(drawn)] == [*KEY, "Risiko", "Kun to andre", "60 %", "0 %", "50 %", "100 %"]


def test_a_row_hidden_altogether_has_no_grid_behind_its_words():
    drawn = picture(replace(SPEC, rows=(Row("Risiko", None, None, "For få svar", "Kun to andre"),)), 640)
    assert shapes(drawn, RULE) == []
    assert sum(isinstance(mark, Rect) for mark in drawn.marks) == 1


def test_ticks_that_would_run_together_are_left_out():
    ticks = tuple((float(value), f"{value} procent") for value in range(0, 101, 5))
    drawn = picture(replace(SPEC, ticks=ticks), 340)
    shown = [text.text for text in texts(drawn) if text.text.endswith("procent")]
    assert shown[:3] == ["0 procent", "25 procent", "50 procent"]
    assert_drawn_well(drawn)


def test_label_stands_above_the_lanes_on_a_telephone():
    drawn = picture(SPEC, 340)
    label = next(text for text in texts(drawn) if text.text == "Risiko")
    assert label.x == 0
    assert label.y < in_plot(drawn, OWN)[-1].points[0][1]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Own(50, 40, 60, ""), "low"),
        (lambda: Own(float("nan"), 40, 60, ""), "low"),
        (lambda: Spread(1, 3, 2, 4, 5, ""), "percentiles"),
        (lambda: Row("a", None, ROW.others), "hidden"),
        (lambda: Row("a", ROW.own, None), "hidden"),
        (lambda: replace(SPEC, ticks=((0, "0"),)), "ticks"),
        (lambda: replace(SPEC, ticks=((0, "0"), (0, "0"))), "ticks"),
        (lambda: replace(SPEC, ticks=((0, "0"), (80, "80"))), "outside"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(st.lists(rows(), min_size=1, max_size=4), hostile, widths)
def test_any_rows_are_drawn_well(some, word, width):
    spec = Dots(tuple(some), TICKS, Words(*[word] * 5))
    assert_drawn_well(picture(spec, width))
    made = draw(spec, CAPTION, width=width)
    assert_good_svg(made)
    assert made == draw(spec, CAPTION, width=width)
