import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axes import Axis, check_within, grid, margin, rising, round_ticks, tick_texts, upright_texts
from charts.estimates import Estimate, hidden_notes, notes
from charts.text import measure
from tests.charts.inspection import unhurried

NAN = float("nan")


def danish(value):
    return f"{value:g}".replace(".", ",")


def values(ticks):
    return [value for value, _ in ticks]


@pytest.mark.parametrize(
    ("given_values", "most", "expected"),
    [
        ([3, 97], 6, [0, 20, 40, 60, 80, 100]),
        ([2.6, 3.4], 6, [2.6, 2.8, 3.0, 3.2, 3.4]),
        ([0.3, 0.6], 6, [0.3, 0.4, 0.5, 0.6]),
        ([-4, 11], 6, [-5, 0, 5, 10, 15]),
        ([0, 1_180_000], 4, [0, 500_000, 1_000_000, 1_500_000]),
        ([3, 3], 6, [1, 2, 3, 4, 5]),
        ([-2], 6, [-3, -2.5, -2, -1.5, -1]),
        ([0, 0], 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        ([], 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_round_ticks_reach_around_the_values(given_values, most, expected):
    assert values(round_ticks(given_values, danish, most)) == expected


def test_ticks_are_written_by_the_caller():
    assert round_ticks([0.5, 1], danish, 3) == ((0.5, "0,5"), (1.0, "1"))


@pytest.mark.parametrize("value", [NAN, float("inf")])
def test_an_axis_around_no_number_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        round_ticks([1, value], danish)


@pytest.mark.parametrize("ticks", [(), ((0, "0"),), ((0, "0"), (0, "0")), ((0, "0"), (NAN, "?"))])
def test_ticks_must_rise(ticks):
    with pytest.raises(ValueError, match="rising"):
        rising(ticks)


def test_values_beyond_the_ends_are_refused_but_not_their_rounding():
    check_within(((0, "0"), (1, "1")), [0, 1 + 1e-12])
    with pytest.raises(ValueError, match="outside"):
        check_within(((0, "0"), (1, "1")), [1.001])


def test_axis_places_values_and_clamps_those_beyond():
    upright = Axis(200, 100, 0, 10)
    assert (upright.at(0), upright.at(2.5), upright.at(10)) == (200, 175, 100)
    assert (upright.clamped(-1), upright.clamped(12)) == (200, 100)
    assert (upright.inside(10), upright.inside(10.1)) == (True, False)


def test_upright_texts_that_would_run_together_are_left_out():
    ticks = tuple((float(value), str(value)) for value in range(0, 101, 5))
    texts = upright_texts(ticks, Axis(100, 0, 0, 100), 30)
    assert [text.text for text in texts] == ["0", "20", "40", "60", "80", "100"]
    assert {round(text.x + measure(text.text, 11), 6) for text in texts} == {30}
    assert margin(ticks) == measure("100", 11) + 8


def test_a_tick_text_wider_than_the_picture_is_left_out():
    assert tick_texts(((0, "x" * 300), (1, "1")), Axis(0, 100, 0, 1), 0, (0, 100))[0].text == "1"


def test_grid_leaves_the_gaps_between_spans():
    rules = grid(((0, "0"), (1, "1")), Axis(0, 50, 0, 1), [(0, 10), (20, 20), (30, 40)])
    assert [(rule.x1, rule.y1, rule.y2) for rule in rules] == [(0, 0, 10), (50, 0, 10), (0, 30, 40), (50, 30, 40)]


def test_estimate_reaches_over_its_interval_or_only_itself():
    assert (Estimate(2, "2", 1, 4).reach, Estimate(2, "2").reach) == ((1, 4), (2, 2))


@pytest.mark.parametrize("numbers", [(NAN,), (float("inf"),), (1, 0), (1, None, 2), (1, 2, 3), (1, NAN, NAN)])
def test_what_is_no_estimate_is_refused(numbers):
    value, low, high = (*numbers, None, None)[:3]
    with pytest.raises(ValueError, match="limits|low"):
        Estimate(value, "", low, high)


def test_municipalities_without_a_name_share_the_reason():
    hidden = [("", "For få svar"), ("Herning", "Skjult"), ("", "For få svar")]
    assert hidden_notes(hidden) == ("For få svar", "Herning: Skjult")


def test_notes_stand_one_below_the_other():
    marks, taken = notes(["en", "to"], 10, 100)
    assert [mark.text for mark in marks] == ["en", "to"]
    assert round(marks[1].y - marks[0].y, 2) == round(taken / 2, 2) == 16.08


@unhurried
@given(st.lists(st.floats(-1e9, 1e9), max_size=20), st.integers(3, 12))
def test_round_ticks_hold_every_value_and_are_few(some, most):
    ticks = rising(round_ticks(some, danish, most))
    check_within(ticks, some)
    assert 2 <= len(ticks) <= most
