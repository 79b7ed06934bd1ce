"""The display list: what a chart consists of before it becomes SVG. Lengths in CSS pixels, y grows downwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from charts.palette import BAND, INK, OWN, RULE

WIDE = 640.0  # 170 mm, the text column of an A4 page
PHONE = 340.0
NARROW = 520.0  # a picture less wide than this puts labels above the marks or uses less room for them
SIZE = 12.0
SMALL = 11.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    thickness: float = 1.0


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True)
class Polygon:
    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True)
class Text:
    """One line of text; x is its left edge and y its baseline."""

    x: float
    y: float
    text: str
    size: float = SIZE
    fill: str = INK
    bold: bool = False


Shape = Rect | Line | Dot | Polygon
Mark = Shape | Text


@dataclass(frozen=True)
class Picture:
    width: float
    height: float
    marks: tuple[Mark, ...]


def diamond(x: float, y: float, radius: float, fill: str) -> Polygon:
    """The shape of the own municipality in every chart, centred on (x, y)."""
    return Polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), fill)


def layer(mark: Mark) -> int:
    """Grounds and rules, areas, lines, dots, the own municipality (lines first), texts."""
    match mark:
        case Text():
            return 6
        case Line(stroke=colour):
            return {RULE: 0, OWN: 4}.get(colour, 2)
        case Rect(fill=colour) | Dot(fill=colour) | Polygon(fill=colour) if colour in (BAND, OWN):
            return 5 if colour == OWN else 0
        case Dot():
            return 3
        case _:
            return 1


def layered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks of a picture by layer, in each as they are given.

    Marks of one colour become neighbours and so, cheaply, one path, and nothing covers the own municipality.
    """
    return tuple(sorted(marks, key=layer))
