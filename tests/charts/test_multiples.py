from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.marks import Line, Polygon, Rect
from charts.multiples import PLOT, Multiples, Panel, draw, picture
from charts.palette import OWN, PEERS_HALF, RULE
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("sager", "Titel", "Alt")
TICKS = ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %"))
MIA, NOAH = Panel("Mia", (0.5, 0.5, 0.0), (0.25, 0.0, 0.75)), Panel("Noah", (0.0, 1.0, 0.0), (0.5, 0.25, 0.25))
SPEC = Multiples(("1", "2", "3"), (MIA, NOAH), TICKS, "Favrskov", "De andre")


def written(drawn):
    return [text.text for text in texts(drawn)]


def bars(drawn):
    """The others' bars, without that of the key."""
    return [mark for mark in shapes(drawn, PEERS_HALF) if isinstance(mark, Rect)][1:]


def stems(drawn):
    return [mark for mark in shapes(drawn, OWN) if isinstance(mark, Line)]


@st.composite
def panels(draw_from):
    size = draw_from(st.integers(1, 40))
    shares = (
        st.lists(st.integers(0, 9), min_size=size, max_size=size)
        .filter(any)
        .map(lambda n: tuple(x / sum(n) for x in n))
    )
    name = draw_from(hostile)
    one = st.builds(Panel, hostile, st.none() | shares, st.none() | shares, st.just(f"{name} a"), st.just(f"{name} b"))
    options = tuple(draw_from(st.lists(hostile, min_size=size, max_size=size)))
    return Multiples(options, tuple(draw_from(st.lists(one, max_size=5))), TICKS, name, name)


def test_heights_are_in_proportion_on_one_scale():
    drawn = picture(SPEC, 640)
    assert [round(bar.height / PLOT, 6) for bar in bars(drawn)] == [0.25, 0.75, 0.5, 0.25, 0.25]
    assert [round((stem.y1 - stem.y2) / PLOT, 6) for stem in stems(drawn)] == [0.5, 0.5, 0, 0, 1, 0]
    assert len({stem.y1 for stem in stems(drawn)}) == 1


def test_own_diamond_stands_in_front_of_the_bar_of_its_option():
    drawn = picture(SPEC, 640)
    first = bars(drawn)[0]
    assert stems(drawn)[0].x1 == pytest.approx(first.x + first.width / 2)
    order = [mark for mark in drawn.marks if mark == first or mark == stems(drawn)[0]]
    assert order == [first, stems(drawn)[0]]
    assert sum(isinstance(mark, Polygon) for mark in shapes(drawn, OWN)) == 1 + 6


def test_panels_follow_each_other_in_rows():
    drawn = picture(replace(SPEC, panels=(MIA, NOAH) * 4), 640)
    titles = [(text.x, text.y) for text in texts(drawn) if text.text in ("Mia", "Noah")]
    assert titles == sorted(titles, key=lambda place: (place[1], place[0]))
    assert len({x for x, _ in titles}) == 3


def test_short_options_stand_under_the_bars_and_long_ones_get_numbers():
    assert written(picture(SPEC, 640))[:2] == ["Favrskov", "De andre"]
    long = replace(SPEC, options=("Tidlig", "Hjemme", "Anbringelse uden for hjemmet, i slægt eller netværk"))
    assert written(picture(long, 640))[:4] == ["Favrskov", "De andre", "1 Tidlig", "2 Hjemme"]


def test_options_that_carry_their_number_get_no_second_one():
    numbered = replace(
        SPEC, options=("1 Tidlig indsats i familien", "2. Hjemme hos familien", "30 dage uden for hjemmet")
    )
    key = ["1 Tidlig indsats i familien", "2. Hjemme hos familien", "3 30 dage uden for hjemmet"]
    assert written(picture(numbered, 400))[2:5] == key


def test_forty_options_are_labelled_evenly():
    shares = (0.025,) * 40
    spec = Multiples(tuple(map(str, range(1, 41))), (Panel("Mia", shares, shares),), TICKS, "Favrskov", "De andre")
    drawn = picture(spec, 340)
    labels = [int(text.text) for text in texts(drawn) if text.text.isdigit()]
    assert labels == [1, 5, 10, 15, 20, 25, 30, 35, 40]
    assert_drawn_well(drawn)


def test_hidden_own_side_is_words_and_no_mark():
    drawn = picture(replace(SPEC, panels=(Panel("Mia", None, MIA.others, "For få svar"),)), 640)
    assert shapes(drawn, OWN) == []
    assert written(drawn)[:3] == ["De andre", "Mia", "For få svar"]


def test_hidden_others_are_words_and_no_bar():
    drawn = picture(replace(SPEC, panels=(Panel("Mia", MIA.own, None, "", "Kun to andre"),)), 640)
    assert shapes(drawn, PEERS_HALF) == []
    assert written(drawn)[:3] == ["Favrskov", "Mia", "Kun to andre"]


def test_a_panel_hidden_altogether_has_neither_scale_nor_marks():
    drawn = picture(replace(SPEC, panels=(Panel("Mia", None, None, "For få svar", "For få svar"),)), 640)
    assert shapes(drawn, RULE) == []
    assert written(drawn)[:2] == ["Mia", "For få svar"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Panel("a", None, MIA.others), "hidden"),
        (lambda: Panel("a", MIA.own, None), "hidden"),
        (lambda: replace(SPEC, options=()), "options"),
        (lambda: replace(SPEC, options=("1", "2")), "shares"),
        (lambda: replace(SPEC, ticks=((0.1, "10 %"), (1.0, "100 %"))), "from 0"),
        (lambda: replace(SPEC, ticks=((0.0, "0 %"), (0.5, "50 %"))), "outside"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(panels(), widths)
def test_any_panels_are_drawn_well(spec, width):
    drawn = picture(spec, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, width=width))
    assert drawn == picture(spec, width)
