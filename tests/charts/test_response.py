import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.palette import INVITED, STARTED, SUBMITTED
from charts.response import Counts, Response, Row, draw, picture
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("svar", "Titel", "Alt")
ROWS = (Row("Aalborg", Counts(40, 20, 10)), Row("Ærø", Counts(10, 0, 0)), Row("Samsø", None, "Ikke inviteret"))
WORDS = ("Inviteret", "Begyndt", "Afsendt")
SPEC = Response(ROWS, *WORDS)
FILLS = (INVITED, STARTED, SUBMITTED)


def bars(drawn, fill):
    """The marks of one colour without the swatches of the key and of the column."""
    return shapes(drawn, fill)[2:]


@st.composite
def many_rows(draw_from):
    made = []
    for name in draw_from(st.lists(hostile, min_size=1, max_size=8)):
        counts = sorted(draw_from(st.lists(st.integers(0, 4000), min_size=3, max_size=3)), reverse=True)
        made.append(Row(name, None, f"{name} skjult") if counts[0] % 5 == 1 else Row(name, Counts(*counts)))
    return tuple(made)


def test_bars_lie_inside_each_other_on_one_scale():
    drawn = picture(SPEC, 640)
    invited, started, submitted = (bars(drawn, fill) for fill in FILLS)
    unit = invited[0].width / 40
    assert [[bar.width / unit for bar in group] for group in (invited, started, submitted)] == [[40, 10], [20], [10]]
    assert len({bar.x for bar in (*invited, *started, *submitted)}) == 1
    assert len({bar.y for bar in (invited[0], started[0], submitted[0])}) == 1


def test_shorter_bars_are_drawn_over_longer_ones():
    order = [mark for mark in picture(SPEC, 640).marks if mark in [bars(picture(SPEC, 640), fill)[0] for fill in FILLS]]
    assert [mark.fill for mark in order] == list(FILLS)


def test_numbers_stand_in_the_order_of_the_key():
    written = [text.text for text in texts(picture(SPEC, 640))]
    key, aalborg, aero = ["Afsendt", "Begyndt", "Inviteret"], ["Aalborg", "10", "20", "40"], ["Ærø", "0", "0", "10"]
    assert written == [*key, *aalborg, *aero, "Samsø", "Ikke inviteret"]


def test_hidden_row_is_words_and_no_bar():
    drawn = picture(Response((Row("Samsø", None, "Ikke inviteret"),), *WORDS), 640)
    assert [bars(drawn, fill) for fill in FILLS] == [[], [], []]
    assert [text.text for text in texts(drawn)][3:] == ["Samsø", "Ikke inviteret"]


def test_a_survey_without_invitations_is_drawn():
    drawn = picture(Response((Row("Aalborg", Counts(0, 0, 0)),), *WORDS), 640)
    assert [bars(drawn, fill) for fill in FILLS] == [[], [], []]
    assert_drawn_well(drawn)


@pytest.mark.parametrize("counts", [(1, 2, 0), (2, 1, 2), (3, 2, -1)])
def test_counts_that_contradict_each_other_are_refused(counts):
    with pytest.raises(ValueError, match="submitted ≤ started ≤ invited"):
        Counts(*counts)


def test_hiding_without_a_word_is_refused():
    with pytest.raises(ValueError, match="hidden"):
        Row("Samsø", None)


@pytest.mark.parametrize("width", [340, 640])
def test_all_98_municipalities_fit(width):
    drawn = picture(
        Response(tuple(Row(f"Ringkøbing-Skjern {n}", Counts(40, n % 40, 0)) for n in range(98)), *WORDS), width
    )
    assert len(bars(drawn, INVITED)) == 98
    assert_drawn_well(drawn)


@unhurried
@given(many_rows(), hostile, widths)
def test_any_rows_are_drawn_well(rows, word, width):
    spec = Response(rows, word, word, word)
    assert_drawn_well(picture(spec, width))
    made = draw(spec, CAPTION, width=width)
    assert_good_svg(made)
    assert made == draw(spec, CAPTION, width=width)
