"""What every chart must keep, checked on the display list and on the SVG."""

import re
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from charts.marks import Dot, Line, Polygon, Rect, Text
from charts.text import CAP_HEIGHT, DESCENT, measure

SVG = "{http://www.w3.org/2000/svg}"
EPSILON = 0.01
PLAIN = {
    "svg": {"viewBox", "role", "font-family", "aria-labelledby"},
    "title": {"id"},
    "desc": {"id"},
    "path": {"fill", "stroke", "stroke-width", "d"},
    "g": {"font-size", "fill", "font-weight"},
    "text": {"x", "y"},
}

hostile = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["<script>alert(1)</script>", "&amp; \"'", "æ" * 300, "👩‍👧 " * 20, "]]>", "\x00\ud800", "ord " * 75]
    ),
)
widths = st.floats(300, 900)
# A busy machine must not decide whether a picture is right.
unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def percent(share):
    return f"{share * 100:.0f} %"


def box(mark):
    """Left, top, right, bottom of a mark."""
    match mark:
        case Rect(x, y, width, height):
            return x, y, x + width, y + height
        case Line(x1, y1, x2, y2, _, thickness):
            across, along = (thickness / 2, 0) if x1 == x2 else (0, thickness / 2)
            return min(x1, x2) - across, min(y1, y2) - along, max(x1, x2) + across, max(y1, y2) + along
        case Dot(x, y, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Polygon(points):
            xs, ys = zip(*points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        case Text(x, y, text, size, _, bold):
            return x, y - CAP_HEIGHT * size, x + measure(text, size, bold=bold), y + DESCENT * size


def overlaps(boxes):
    """The pairs that share more than a hair's breadth of area, found by sweeping from top to bottom."""
    open_boxes, found = [], []
    for box_ in sorted(boxes, key=lambda corners: corners[1]):
        left, top, right, _ = box_
        open_boxes = [other for other in open_boxes if other[3] - EPSILON > top]
        found += [(other, box_) for other in open_boxes if left < other[2] - EPSILON and other[0] < right - EPSILON]
        open_boxes.append(box_)
    return found


def texts(picture):
    return [mark for mark in picture.marks if isinstance(mark, Text)]


def colour(mark):
    return mark.stroke if isinstance(mark, Line) else mark.fill


def shapes(picture, wanted):
    """The marks that are not text and have this colour."""
    return [mark for mark in picture.marks if not isinstance(mark, Text) and colour(mark) == wanted]


def assert_drawn_well(picture):
    """Everything lies inside the picture, and no text lies over another."""
    for mark in picture.marks:
        left, top, right, bottom = box(mark)
        assert left >= -EPSILON, mark
        assert top >= -EPSILON, mark
        assert right <= picture.width + EPSILON, mark
        assert bottom <= picture.height + EPSILON, mark
    assert overlaps([box(text) for text in texts(picture)]) == []


def assert_good_svg(chart):
    """Well-formed, named, and with nothing but plain attributes: a strict content security policy lets it through."""
    root = ET.fromstring(chart.svg)
    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        assert set(element.attrib) <= PLAIN[tag]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert root.get("aria-labelledby").split() == ids
    assert not re.search(r"\d\.\d{3}|\de[-+]|nan|inf|-0[ \"]", " ".join(re.findall(r' (?:d|x|y)="([^"]*)"', chart.svg)))
