from hypothesis import given
from hypothesis import strategies as st

from charts.layers import box, covers, layers, style
from charts.marks import Dot, Line, Polygon, Rect, Text

RED, BLUE = "#b3005e", "#0b4f86"
AT = st.integers(0, 12)
MARKS = st.one_of(
    st.builds(Rect, AT, AT, st.integers(1, 5), st.integers(1, 5), st.sampled_from([RED, BLUE])),
    st.builds(Dot, AT, AT, st.integers(1, 4), st.sampled_from([RED, BLUE])),
    st.builds(Line, AT, AT, AT, AT, st.sampled_from([RED, BLUE]), st.sampled_from([1.0, 2.0])),
)


def test_marks_of_one_style_come_together_past_others_that_are_not_in_the_way():
    first, other, second = Rect(0, 0, 1, 1, RED), Rect(5, 0, 1, 1, BLUE), Rect(9, 0, 1, 1, RED)
    assert layers([first, other, second]) == [[first, second], [other]]


def test_a_mark_stays_above_what_it_covers():
    below, bar, above = Rect(0, 0, 9, 9, RED), Rect(2, 2, 9, 9, BLUE), Rect(4, 4, 1, 1, RED)
    assert layers([below, bar, above]) == [[below], [bar], [above]]


def test_lines_of_two_thicknesses_and_texts_of_two_weights_are_apart():
    marks = [Line(0, 0, 1, 1, RED), Line(5, 5, 6, 6, RED, 2), Text(20, 0, "a"), Text(40, 0, "b", bold=True)]
    assert layers(marks) == [[mark] for mark in marks]


def test_a_text_covers_its_line_with_room_for_accents():
    assert box(Text(10, 20, "ÅÅ", 10))[:2] == (10, 9)
    assert covers(box(Text(10, 20, "Å", 10)), (10, 11, 11, 12))


def test_a_polygon_covers_from_its_first_to_its_last_corner():
    assert box(Polygon(((3, 9), (1, 2), (5, 4)), RED)) == (1, 2, 5, 9)


@given(st.lists(MARKS, max_size=12))
def test_nothing_is_lost_and_no_two_that_overlap_change_places(marks):
    found = layers(marks)
    order = [mark for layer in found for mark in layer]
    assert sorted(map(repr, order)) == sorted(map(repr, marks))
    assert all(len({style(mark) for mark in layer}) == 1 for layer in found)
    where = {id(mark): number for number, layer in enumerate(found) for mark in layer}
    for index, mark in enumerate(marks):
        for later in marks[index + 1 :]:
            if style(mark) != style(later) and covers(box(mark), box(later)):
                assert where[id(mark)] < where[id(later)]
