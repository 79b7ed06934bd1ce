from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.marks import Line, Polygon, Rect
from charts.palette import BAND, INK, STEP
from charts.svg import Caption
from charts.theory import TALLEST, Box, Column, Theory, draw, picture
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("teori", "Titel", "Alt")
STAFF = Box("staff", "To familieterapeuter", leads_to=("visits",))
VISITS = Box("visits", "Besøg hjemme to gange om ugen", ("Antager: familien åbner døren",), ("families",))
FAMILIES = Box("families", "40 familier om året", ("Måles: antal afsluttede forløb",), ("home", "school"))
HOME, SCHOOL = Box("home", "Barnet bliver hjemme"), Box("school", "Barnet går i skole")
SPEC = Theory(
    (
        Column("Ressourcer", (STAFF,), "Intet endnu"),
        Column("Aktiviteter", (VISITS,), "Intet endnu"),
        Column("Leverancer", (FAMILIES,), "Intet endnu"),
        Column("Virkninger", (HOME, SCHOOL), "Intet endnu"),
    )
)


def written(drawn):
    return " ".join(text.text for text in texts(drawn))


def boxes(drawn, colour):
    return sorted((r.x, r.y, r.x + r.width, r.y + r.height) for r in shapes(drawn, colour) if isinstance(r, Rect))


def lines(drawn):
    return sorted((line.x1, line.y1, line.x2, line.y2) for line in shapes(drawn, INK) if isinstance(line, Line))


@st.composite
def theories(draw_from):
    columns = []
    following = ()
    for index in range(4):
        number = draw_from(st.integers(0, 5))
        made = tuple(
            Box(
                f"{index}-{n}",
                draw_from(hostile),
                tuple(draw_from(st.lists(hostile, max_size=3))),
                tuple(draw_from(st.lists(st.sampled_from(following), unique=True, max_size=3))) if following else (),
            )
            for n in range(number)
        )
        columns.insert(0, Column(draw_from(hostile), made, draw_from(hostile)))
        following = tuple(box.key for box in made)
    return Theory(tuple(columns))


@unhurried
@given(theories(), widths)
def test_nothing_lies_over_anything_whatever_is_written(spec, width):
    drawn = draw(spec, CAPTION, width)
    assert_drawn_well(drawn.picture)
    assert_good_svg(drawn)


def test_every_arrow_goes_through_the_gutter_from_a_box_to_the_one_it_leads_to():
    drawn = picture(SPEC)
    rects = boxes(drawn, STEP) + boxes(drawn, BAND)
    assert len(lines(drawn)) == 4
    for x1, y1, x2, y2 in lines(drawn):
        start = next(r for r in rects if r[2] == pytest.approx(x1 - 2))
        assert y1 == pytest.approx((start[1] + start[3]) / 2)
        assert any(r[0] == pytest.approx(x2 + 8 + 2) and y2 == pytest.approx((r[1] + r[3]) / 2) for r in rects)
    assert len([mark for mark in shapes(drawn, INK) if isinstance(mark, Polygon)]) == 4


def test_assumptions_and_indicators_are_written_in_their_boxes():
    for words in ("Antager: familien", "Måles: antal"):
        assert words in written(picture(SPEC))


def test_on_a_phone_the_columns_are_below_each_other_and_say_what_leads_where():
    drawn = picture(SPEC, 340)
    assert {box[0] for box in boxes(drawn, STEP)} == {0}
    assert "→ Barnet bliver hjemme → Barnet går i skole" in written(drawn)
    assert len(lines(drawn)) == 3  # one from each part to the next


def test_what_is_not_written_yet_is_said():
    empty = Theory(tuple(replace(column, boxes=()) for column in SPEC.columns))
    assert written(picture(empty)).count("Intet endnu") == 4
    assert written(picture(empty, 340)).count("Intet endnu") == 4


@pytest.mark.parametrize(("number", "has_notes"), [(3, True), (12, False)])
def test_a_theory_of_twelve_boxes_a_column_still_fits_on_a_page(number, has_notes):
    long = Box("", "En lang tekst om det, vi vil gøre, " * 4, ("Antager: " + "at det går, som vi tror, " * 8,) * 2)
    columns = tuple(
        Column("Del", tuple(replace(long, key=f"{part}-{n}") for n in range(number)), "") for part in range(4)
    )
    drawn = picture(Theory(columns))
    assert drawn.height <= TALLEST
    assert ("Antager:" in written(drawn)) == has_notes


def test_a_box_leads_to_the_next_column_alone():
    with pytest.raises(ValueError, match="next column"):
        Theory((Column("A", (replace(STAFF, leads_to=("home",)),), ""), *SPEC.columns[1:]))
    with pytest.raises(ValueError, match="next column"):
        Theory((Column("A", (STAFF,), ""),))
    with pytest.raises(ValueError, match="has columns"):
        Theory(())
