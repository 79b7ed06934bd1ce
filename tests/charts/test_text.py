import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.text import ELLIPSIS, clean, longest_word, measure, middle, named_figure, paragraph, wrap
from tests.charts.inspection import unhurried


def test_measure_adds_advance_widths():
    assert measure("10 %", 10) == pytest.approx((600 + 600 + 236 + 927) / 100)
    assert measure("") == 0


def test_measure_of_an_unknown_character_is_wider_than_any_emoji():
    assert measure("🙂", 10) == 14


def test_clean_removes_what_xml_forbids_and_what_reorders():
    assert clean(" a\x00b\u202e\n\tc\ud800\ufffe ") == "ab c"


def test_wrap_breaks_between_words():
    width = measure("Anbringelse i slægt")
    assert wrap("Anbringelse i slægt eller netværk", width) == ("Anbringelse i slægt", "eller netværk")


def test_wrap_cuts_a_word_that_fits_nowhere():
    width = measure("aa-") + 0.1
    assert wrap("aaaaa", width) == ("aa-", "aa-", "a")
    assert wrap("aaaaa", width, most=2) == ("aa-", "a" + ELLIPSIS)


def test_a_column_made_for_its_widest_word_does_not_cut_it():
    """A column's width comes out of sums and differences, and may be a hair less than the word's."""
    assert wrap("¢:", measure("¢:") - 1e-12) == ("¢:",)


def test_wrap_says_that_it_left_something_out():
    assert wrap("en to tre", measure("to…"), most=2) == ("en", "to" + ELLIPSIS)
    assert wrap("en toer tre", measure("to…"), most=2) == ("en", "to" + ELLIPSIS)
    assert wrap("", 100) == ()


def test_longest_word_is_of_all_texts():
    assert longest_word(("en to", "tre")) == measure("tre")


def test_middle_places_by_width_and_cap_height():
    assert middle("10", 100, 50, 10, anchor=1).x == 88
    assert middle("10", 100, 50, 10, anchor=0.5).x == 94
    assert middle("10", 100, 50, 10).y == pytest.approx(53.49)


def test_a_name_too_long_for_its_figure_is_shortened_and_the_figure_kept():
    whole = measure("Ry 4,2")
    assert named_figure("Ry", "4,2", whole) == "Ry 4,2"
    assert named_figure("Ringkøbing", "4,2", measure("Ring… 4,2")) == "Ring… 4,2"
    assert (named_figure("Ry", "", 100), named_figure("", "4,2", 100)) == ("Ry", "4,2")


def test_paragraph_goes_down_by_the_leading():
    first, second = paragraph(("a", "b"), 5, 0, 10)
    assert (first.x, second.x, round(second.y - first.y, 6)) == (5, 5, 12.8)


@unhurried
@given(st.text(max_size=300), st.floats(30, 500), st.integers(1, 4))
def test_no_line_is_wider_than_asked_or_beyond_the_number_of_lines(text, width, most):
    lines = wrap(text, width, most=most)
    assert len(lines) <= most
    assert all(measure(line) <= width + 1e-6 for line in lines)


@unhurried
@given(st.text(max_size=300), st.floats(30, 500))
def test_wrapping_loses_nothing_unless_it_says_so(text, width):
    lines = wrap(text, width, most=1000)
    assert re.sub("[ -]", "", "".join(lines)) == re.sub("[ -]", "", clean(text))
