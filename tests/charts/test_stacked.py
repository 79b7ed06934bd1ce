from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.marks import Polygon, Rect, Text
from charts.palette import BLACK, INK, NEUTRAL, OWN, PAPER, contrast
from charts.stacked import BAR, Row, Stacked, draw, picture
from charts.svg import Caption
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

CAPTION = Caption("fordeling", "Titel", "Alt")
OWN_ROW = Row("Favrskov", (0.1, 0.3, 0.2, 0.4), "10 svar", own=True)
OTHERS = Row("De andre", (0.25, 0.25, 0.25, 0.25), "90 svar")
SPEC = Stacked(("Lav", "Ret lav", "Ret høj", "Høj"), (OWN_ROW, OTHERS))


def segments(drawn):
    """The segments, row by row as drawn."""
    rows = {}
    for mark in drawn.marks:
        if isinstance(mark, Rect) and mark.height == BAR:
            rows.setdefault(mark.y, []).append(mark)
    return list(rows.values())


def numbers(drawn):
    return [text.text for text in texts(drawn) if text.text.endswith(" %")]


@st.composite
def distributions(draw_from):
    size = draw_from(st.integers(2, 11))
    counts = st.lists(st.integers(0, 40), min_size=size, max_size=size).filter(any)
    rows = [tuple(n / sum(row) for n in row) for row in draw_from(st.lists(counts, min_size=1, max_size=4))]
    ordered = draw_from(st.booleans())
    neutral = draw_from(st.none() | st.integers(0, size - 1)) if ordered else None
    labels = tuple(draw_from(st.lists(hostile, min_size=size, max_size=size)))
    name = draw_from(hostile)
    made = (Row(name, shares, name, own=index == 1) for index, shares in enumerate(rows))
    return Stacked(labels, (*made, Row(name, None, hidden=f"{name} skjult")), ordered, neutral)


def test_segments_lie_side_by_side_in_proportion():
    own, others = segments(picture(SPEC, percent, 640))
    unit = sum(segment.width for segment in own)
    assert [round(segment.width / unit, 6) for segment in own] == [0.1, 0.3, 0.2, 0.4]
    assert [round(segment.width / unit, 6) for segment in others] == [0.25] * 4
    assert all(isclose(a.x + a.width, b.x) for a, b in zip(own, own[1:], strict=False))


def test_bars_diverge_in_the_middle_of_the_options():
    own, others = segments(picture(SPEC, percent, 640))
    assert isclose(own[2].x, others[2].x)
    zero = shapes(picture(SPEC, percent, 640), INK)
    assert [line.x1 for line in zero] == [own[2].x, own[2].x]


def test_neutral_class_begins_in_a_column_of_its_own():
    spec = Stacked(("Nej", "Både og", "Ja"), (Row("A", (0.2, 0.3, 0.5)), Row("B", (0.5, 0.1, 0.4))), neutral=1)
    drawn = picture(spec, percent, 640)
    first, second = shapes(drawn, NEUTRAL)[1:]
    assert first.x == second.x
    assert first.x > max(mark.x + mark.width for row in segments(drawn) for mark in row if mark.fill != NEUTRAL)
    assert isclose(first.x + first.width, 639)


def test_unordered_options_begin_at_one_edge_and_fill_the_width():
    spec = Stacked(("Ja", "Nej", "Ved ikke"), (Row("A", (0.2, 0.3, 0.5)), Row("B", (0.5, 0.1, 0.4))), ordered=False)
    rows = segments(picture(spec, percent, 640))
    assert [round(row[0].x, 6) for row in rows] == [166.4, 166.4]
    assert [round(row[-1].x + row[-1].width, 6) for row in rows] == [639, 639]


def test_own_row_comes_first_with_a_diamond_and_its_colour():
    drawn = picture(Stacked(SPEC.options, (OTHERS, OWN_ROW)), percent, 640)
    (mark,) = shapes(drawn, OWN)
    assert isinstance(mark, Polygon)
    assert [(text.text, text.fill, text.bold) for text in texts(drawn) if text.text in ("Favrskov", "De andre")] == [
        ("Favrskov", OWN, True),
        ("De andre", INK, False),
    ]


def test_numbers_stand_only_where_they_fit():
    narrow = Stacked(("a", "b", "c"), (Row("A", (0.01, 0.49, 0.5)),))
    assert numbers(picture(narrow, percent, 640)) == ["49 %", "50 %"]


def test_empty_options_are_neither_drawn_nor_numbered():
    drawn = picture(Stacked(("a", "b", "c"), (Row("A", (0.0, 1.0, 0.0)),), neutral=0), percent, 640)
    assert [len(row) for row in segments(drawn)] == [1]
    assert numbers(drawn) == ["100 %"]


def test_hidden_row_is_words_and_no_segment():
    drawn = picture(Stacked(SPEC.options, (Row("A", None, hidden="For få svar", own=True), OTHERS)), percent, 640)
    assert len(segments(drawn)) == 1
    assert "For få svar" in [text.text for text in texts(drawn)]


def test_only_hidden_rows_give_no_line_at_all():
    drawn = picture(Stacked(SPEC.options, (Row("A", None, hidden="For få svar"),)), percent, 640)
    assert (segments(drawn), shapes(drawn, INK)) == ([], [])


def test_label_stands_above_the_bar_on_a_telephone():
    drawn = picture(SPEC, percent, 340)
    own, _ = segments(drawn)
    (note,) = [text for text in texts(drawn) if text.text == "10 svar"]
    assert note.y < own[0].y
    assert own[0].x < note.x + 40


@pytest.mark.parametrize("neutral", [-1, 4])
def test_a_neutral_class_outside_the_options_is_refused(neutral):
    with pytest.raises(ValueError, match="neutral"):
        Stacked(SPEC.options, SPEC.rows, neutral=neutral)


def test_unordered_options_have_no_neutral_class():
    with pytest.raises(ValueError, match="neutral"):
        Stacked(SPEC.options, SPEC.rows, ordered=False, neutral=1)


def test_shares_that_do_not_sum_to_one_are_refused():
    with pytest.raises(ValueError, match="sum to 1"):
        Stacked(("a", "b"), (Row("A", (0.5, 0.4)),))


@unhurried
@given(distributions(), widths)
def test_any_distribution_is_drawn_well(spec, width):
    drawn = picture(spec, percent, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, number=percent, width=width))
    assert drawn == picture(spec, percent, width)


@unhurried
@given(distributions(), widths)
def test_every_bar_has_the_same_total_length(spec, width):
    totals = [sum(mark.width for mark in row) for row in segments(picture(spec, percent, width))]
    assert all(isclose(total, totals[0], rel_tol=1e-6) for total in totals)


@unhurried
@given(distributions(), widths)
def test_every_number_lies_in_one_segment_and_reads_on_it(spec, width):
    drawn = picture(spec, percent, width)
    bars = [segment for row in segments(drawn) for segment in row]
    for text in (mark for mark in drawn.marks if isinstance(mark, Text) and mark.fill in (INK, PAPER, BLACK)):
        under = [bar for bar in bars if bar.x <= text.x < bar.x + bar.width and bar.y < text.y < bar.y + bar.height]
        assert [contrast(bar.fill, text.fill) >= 4.5 for bar in under] in ([], [True])
