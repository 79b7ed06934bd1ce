from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.calibration import TALL, Calibration, Row, Use, Words, draw, picture
from charts.marks import Polygon, Rect
from charts.palette import INK, MUTED, OWN, OWN_HALF, PEERS_HALF, RULE
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("ord", "Titel", "Alt")
WORDS = Words("Favrskovs svar", "Favrskovs median", "De andres svar", "De andres median")
KEY = [WORDS.own, WORDS.own_median, WORDS.others, WORDS.others_median]
TICKS = ((0.0, "0 %"), (50.0, "50 %"), (100.0, "100 %"))
ROW = Row("Stor", Use((0.0, 0.2, 0.8, 0.0), 60, "60 %"), Use((0.4, 0.4, 0.2, 0.0), 30, "30 %"))
SPEC = Calibration((ROW,), TICKS, WORDS)


def written(drawn):
    return [text.text for text in texts(drawn)]


def columns(drawn, colour):
    """The columns of one colour, without that of the key."""
    return [mark for mark in shapes(drawn, colour) if isinstance(mark, Rect)][1:]


@st.composite
def uses(draw_from):
    counts = draw_from(st.lists(st.integers(0, 40), min_size=10, max_size=10).filter(any))
    return Use(tuple(n / sum(counts) for n in counts), draw_from(st.floats(0, 100)), "42,5 %")


@st.composite
def rows(draw_from):
    name = draw_from(hostile)
    own, others = draw_from(st.none() | uses()), draw_from(st.none() | uses())
    return Row(name, own, others, f"{name} skjult", f"{name} skjult")


def test_own_shares_rise_above_the_line_and_the_others_hang_below():
    drawn = picture(SPEC, 640)
    (line,) = [mark for mark in shapes(drawn, MUTED) if mark.y1 == mark.y2]
    own, others = columns(drawn, OWN_HALF), columns(drawn, PEERS_HALF)
    assert [round(mark.height / TALL, 6) for mark in own] == [0.25, 1]
    assert [round(mark.height / TALL, 6) for mark in others] == [0.5, 0.5, 0.25]
    assert {mark.y + mark.height for mark in own} == {line.y1 - 1}
    assert {mark.y for mark in others} == {line.y1 + 1}


def test_columns_and_medians_stand_where_the_axis_says():
    drawn = picture(SPEC, 640)
    rules = [line.x1 for line in shapes(drawn, RULE)]
    left, wide = rules[0], rules[2] - rules[0]
    assert columns(drawn, OWN_HALF)[0].x == pytest.approx(left + 0.25 * wide + 0.5)
    (diamond,) = [mark for mark in shapes(drawn, OWN) if isinstance(mark, Polygon)][1:]
    assert diamond.points[0][0] == pytest.approx(left + 0.6 * wide)
    assert shapes(drawn, INK)[-1].x1 == pytest.approx(left + 0.3 * wide)


def test_all_rows_share_one_scale():
    flat = Row("Lille", Use((0.4, 0.3, 0.3, 0.0), 30, "30 %"), None, "", "Kun to andre")
    drawn = picture(replace(SPEC, rows=(ROW, flat)), 640)
    assert [round(mark.height / TALL, 6) for mark in columns(drawn, OWN_HALF)] == [0.25, 1, 0.5, 0.375, 0.375]


def test_hidden_own_answers_are_words_and_no_mark():
    drawn = picture(replace(SPEC, rows=(replace(ROW, own=None, hidden_own="For få svar"),)), 640)
    assert (shapes(drawn, OWN), shapes(drawn, OWN_HALF)) == ([], [])
    assert written(drawn) == [*KEY[2:], "Stor", "For få svar", "30 %", "0 %", "50 %", "100 %"]


def test_hidden_others_are_words_and_no_mark():
    drawn = picture(replace(SPEC, rows=(replace(ROW, others=None, hidden_others="Kun to andre"),)), 640)
    assert (shapes(drawn, PEERS_HALF), shapes(drawn, INK)) == ([], [])
    assert written(drawn) == [*KEY[:2], "Stor", "60 %", "Kun to andre", "0 %", "50 %", "100 %"]


def test_a_word_hidden_altogether_is_words_alone():
    drawn = picture(replace(SPEC, rows=(Row("Stor", None, None, "For få svar", "Kun to andre"),)), 640)
    assert written(drawn) == ["Stor", "For få svar", "Kun to andre"]
    assert len(drawn.marks) == 3


def test_word_stands_above_its_strip_on_a_telephone():
    drawn = picture(SPEC, 340)
    (word,) = [text for text in texts(drawn) if text.text == "Stor"]
    assert word.x == 0
    assert word.y < min(mark.y for mark in columns(drawn, OWN_HALF))


def test_without_anybody_to_compare_with_there_is_one_lane_and_no_words():
    row = replace(ROW, others=None)
    drawn = picture(replace(SPEC, rows=(row,), alone=True), 640)
    assert written(drawn) == [*KEY[:2], "Stor", "60 %", "0 %", "50 %", "100 %"]
    assert drawn.height == picture(SPEC, 640).height - 30


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Use((0.5, 0.6), 1, ""), "sum to 1"),
        (lambda: Use((), 1, ""), "sum to 1"),
        (lambda: Use((1.0,), float("nan"), ""), "median"),
        (lambda: Row("a", None, ROW.others), "hidden"),
        (lambda: replace(SPEC, rows=(replace(ROW, others=None),)), "hidden"),
        (lambda: replace(SPEC, alone=True), "alone"),
        (lambda: replace(SPEC, ticks=((0, "0"), (50, "50"))), "outside"),
        (lambda: replace(SPEC, ticks=((0, "0"),)), "ticks"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(st.lists(rows(), max_size=5), st.booleans(), hostile, widths)
def test_any_words_are_drawn_well(some, alone, text, width):
    shown = (replace(row, others=None) if alone else row for row in some)
    spec = Calibration(tuple(shown), TICKS, Words(*[text] * 4), alone)
    drawn = picture(spec, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, width=width))
    assert drawn == picture(spec, width)
