from xml.etree import ElementTree as ET

import pytest

from charts.marks import Dot, Line, Picture, Polygon, Rect, Text, diamond
from charts.svg import Caption, chart

CAPTION = Caption("fig-1", "Titel", "Alt: 3 > 2")
START = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" role="img"'
    " font-family=\"'IBM Plex Sans', sans-serif\""
    ' aria-labelledby="fig-1-title fig-1-desc"><title id="fig-1-title">Titel</title>'
    '<desc id="fig-1-desc">Alt: 3 &gt; 2</desc>'
)


def body(*marks):
    svg = chart(Picture(100, 50, marks), CAPTION).svg
    assert svg.startswith(START)
    return svg.removeprefix(START).removesuffix("</svg>")


def test_neighbours_of_one_colour_become_one_path():
    assert body(Rect(0, 0, 10, 5, "#000000"), Polygon(((1, 2), (3, 4), (5, 6)), "#000000")) == (
        '<path fill="#000000" d="M0 0h10v5h-10zM1 2L3 4L5 6z"/>'
    )


def test_order_of_drawing_is_kept_between_colours():
    marks = (Rect(0, 0, 1, 1, "#000000"), Rect(0, 0, 1, 1, "#ffffff"), Rect(0, 0, 1, 1, "#000000"))
    assert body(*marks).count("<path") == 3


def test_line_has_its_thickness():
    assert body(Line(0, 1, 10, 1, "#dcdcdc", 1.5)) == (
        '<path fill="none" stroke="#dcdcdc" stroke-width="1.5" d="M0 1L10 1"/>'
    )


def test_dot_is_two_arcs_of_one_path():
    assert body(Dot(10, 10, 2, "#000000")) == '<path fill="#000000" d="M8 10a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z"/>'


def test_diamond_is_centred():
    assert body(diamond(10, 20, 5, "#b3005e")) == '<path fill="#b3005e" d="M10 15L15 20L10 25L5 20z"/>'


def test_texts_of_one_kind_share_their_attributes():
    assert body(Text(1, 2, "a", 11), Text(3, 4, "<b> & c", 11), Text(5, 6, "d", bold=True)) == (
        '<g font-size="11" fill="#1a1a1a"><text x="1" y="2">a</text><text x="3" y="4">&lt;b&gt; &amp; c</text></g>'
        '<g font-size="12" fill="#1a1a1a" font-weight="600"><text x="5" y="6">d</text></g>'
    )


def test_numbers_are_rounded_and_zero_has_no_sign():
    assert body(Rect(1 / 3, -0.0001, 10.005, 2.5, "#000000")) == '<path fill="#000000" d="M0.33 0h10.01v2.5h-10.01z"/>'


def test_characters_that_xml_forbids_are_left_out():
    root = ET.fromstring(chart(Picture(1, 1, (Text(0, 0, "a\x00\ud800b"),)), Caption("x", "\x01t", "\ufffea")).svg)
    assert [element.text for element in root.iter() if element.text] == ["t", "a", "ab"]


def test_chart_carries_size_and_alternative_text():
    made = chart(Picture(100, 50, ()), CAPTION)
    assert (made.width, made.height, made.alt) == (100, 50, "Alt: 3 > 2")


@pytest.mark.parametrize("ident", ["", "1a", 'a"b', "a b", "é"])
def test_an_id_that_could_break_the_page_is_refused(ident):
    with pytest.raises(ValueError, match="not usable as an id"):
        Caption(ident, "t", "a")
