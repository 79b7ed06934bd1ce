"""Which marks can be drawn together: those of one style, as far as nothing between them is in the way."""

from collections.abc import Iterable

from charts.marks import Dot, Line, Mark, Polygon, Rect, Text
from charts.text import measure

Box = tuple[float, float, float, float]  # left, top, right, bottom
Style = tuple[str, float, bool]
ASCENT, DESCENT = 1.1, 0.3  # of the font size, generously


def style(mark: Mark) -> Style:
    """(colour, size, whether it is bold): of lines the size is the thickness, negative; shapes have none."""
    match mark:
        case Line(stroke=stroke, thickness=thickness):
            return stroke, -thickness, False
        case Text(size=size, fill=fill, bold=bold):
            return fill, size, bold
        case Rect(fill=fill) | Dot(fill=fill) | Polygon(fill=fill):
            return fill, 0.0, False


def box(mark: Mark) -> Box:
    """What the mark covers at most."""
    match mark:
        case Rect(x, y, width, height):
            return x, y, x + width, y + height
        case Line(x1, y1, x2, y2, _, thickness):
            half = thickness / 2
            return min(x1, x2) - half, min(y1, y2) - half, max(x1, x2) + half, max(y1, y2) + half
        case Dot(x, y, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Polygon(points):
            xs, ys = zip(*points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        case Text(x, y, text, size, _, bold):
            return x, y - ASCENT * size, x + measure(text, size, bold=bold), y + DESCENT * size


def covers(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Layer:
    def __init__(self, style: Style):
        self.style = style
        self.marks: list[Mark] = []
        self.boxes: list[Box] = []

    def add(self, mark: Mark, place: Box) -> None:
        self.marks.append(mark)
        self.boxes.append(place)


def layers(marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks in an order that looks the same, those of one style together as far as that goes.

    A mark goes back to the last layer of its style if it covers nothing that was drawn since. The shapes of one layer
    are one path, filled by the non-zero rule: they all wind clockwise, so that none cuts a hole into another.
    """
    found: list[Layer] = []
    for mark in marks:
        place = box(mark)
        _home(found, style(mark), place).add(mark, place)
    return [layer.marks for layer in found]


def _home(found: list[Layer], wanted: Style, place: Box) -> Layer:
    for layer in reversed(found):
        if layer.style == wanted:
            return layer
        if any(covers(place, other) for other in layer.boxes):
            break
    found.append(Layer(wanted))
    return found[-1]
