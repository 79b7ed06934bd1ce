"""Every municipality's value against its number of answers, between the limits within which chance alone puts it.

Named are the own municipality and those outside the inner limits whose name the caller gives; where two names would
collide, the later one is left out (the table beside the picture has them all).
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from charts.axes import TICK_GAP, Axis, Ticks, axis, check_within, margin, rising, tick_texts, upright_texts
from charts.estimates import hidden_notes, notes
from charts.legend import Key, legend
from charts.marks import NARROW, SIZE, SMALL, WIDE, Dot, Line, Mark, Picture, Polygon, Text, diamond, layered
from charts.palette import BAND, INK, MUTED, OWN, PEERS
from charts.placement import Box, beside, box, room, stacked
from charts.shares import explained
from charts.svg import Caption, Chart, chart
from charts.text import clean, height, measure, named_figure, paragraph, wrap

RADIUS, DIAMOND = 3.5, 8.0
GAP = 10.0
TALL = 150.0
SIDE = 150.0


@dataclass(frozen=True)
class Place:
    """Number of answers and value of a municipality, and what its label says after the name."""

    size: float
    value: float
    text: str = ""


@dataclass(frozen=True)
class Point:
    """One municipality; a name of "" is not told, but the own has one. A place of None is hidden, and says why."""

    name: str
    place: Place | None
    own: bool = False
    hidden: str = ""

    def __post_init__(self) -> None:
        if self.own and not clean(self.name):
            raise ValueError("the own municipality needs its name")
        if self.place is None:
            explained(self.hidden)


@dataclass(frozen=True)
class Limit:
    """Both pairs of limits at one number of answers, outer ones outside the inner ones."""

    size: float
    low: float
    lower: float
    upper: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.lower <= self.upper <= self.high:
            raise ValueError("the limits are not in order")


@dataclass(frozen=True)
class Words:
    """Texts of the two axes, of the limits and of a dot."""

    sizes: str
    values: str
    inner: str
    outer: str
    other: str


@dataclass(frozen=True)
class Funnel:
    """Points between limits of rising sizes; `target` is (value, text)."""

    points: tuple[Point, ...]
    limits: tuple[Limit, ...]
    target: tuple[float, str]
    sizes: Ticks
    values: Ticks
    words: Words

    def __post_init__(self) -> None:
        rising(self.sizes)
        rising(self.values)
        if len(self.limits) < 2 or not all(one.size < other.size for one, other in pairwise(self.limits)):
            raise ValueError("a funnel needs two or more limits of rising size")
        check_within(self.sizes, (place.size for _, place in self.shown))
        check_within(self.sizes, (self.limits[0].size, self.limits[-1].size))
        check_within(self.values, (self.target[0], *(place.value for _, place in self.shown)))

    @cached_property
    def shown(self) -> tuple[tuple[Point, Place], ...]:
        """The points with a place, the own one first."""
        pairs = [(point, point.place) for point in self.points if point.place]
        return tuple(sorted(pairs, key=lambda pair: not pair[0].own))

    def outside(self, place: Place) -> bool:
        """Does the place lie beyond the inner limits, taken as straight between the sizes given?"""
        after = min(max(bisect_left(self.limits, place.size, key=lambda limit: limit.size), 1), len(self.limits) - 1)
        one, other = self.limits[after - 1], self.limits[after]
        part = (place.size - one.size) / (other.size - one.size)
        lower, upper = (a + (b - a) * part for a, b in ((one.lower, other.lower), (one.upper, other.upper)))
        return not lower <= place.value <= upper


@dataclass(frozen=True)
class Plot:
    x: Axis
    y: Axis

    def point(self, place: Place) -> tuple[float, float]:
        return self.x.at(place.size), self.y.at(place.value)

    @property
    def frame(self) -> Box:
        return self.x.start, self.y.end, self.x.end, self.y.start


def curve(at: Plot, points: Iterable[tuple[float, float]]) -> tuple[Line, ...]:
    """The part of the curve that lies between the ends of the upright axis."""
    pixels = [(at.x.at(size), at.y.clamped(value), at.y.inside(value)) for size, value in points]
    return tuple(Line(x, y, x2, y2, MUTED) for (x, y, a), (x2, y2, b) in pairwise(pixels) if a or b)


def limit_marks(spec: Funnel, at: Plot) -> tuple[Mark, ...]:
    """The inner limits as an area, the outer ones as lines, the target as a line through the middle."""
    upper = tuple((at.x.at(limit.size), at.y.clamped(limit.upper)) for limit in spec.limits)
    lower = tuple((at.x.at(limit.size), at.y.clamped(limit.lower)) for limit in reversed(spec.limits))
    outer = curve(at, ((limit.size, limit.low) for limit in spec.limits))
    others = curve(at, ((limit.size, limit.high) for limit in spec.limits))
    target = at.y.at(spec.target[0])
    return (Polygon((*upper, *lower), BAND), *outer, *others, Line(at.x.start, target, at.x.end, target, INK, 2))


def axis_marks(spec: Funnel, at: Plot, width: float) -> tuple[Mark, ...]:
    left, top, right, bottom = at.frame
    return (
        Line(left, top, left, bottom, MUTED),
        Line(left, bottom, right, bottom, MUTED),
        *upright_texts(spec.values, at.y, left - TICK_GAP),
        *tick_texts(spec.sizes, at.x, bottom + SIZE, (0.0, width)),
    )


def point_marks(spec: Funnel, at: Plot) -> tuple[Mark, ...]:
    pixels = [(point.own, *at.point(place)) for point, place in spec.shown]
    return tuple(diamond(x, y, DIAMOND, OWN) if own else Dot(x, y, RADIUS, PEERS) for own, x, y in pixels)


def obstacles(spec: Funnel, at: Plot) -> list[Box]:
    """What a name should not cover: the marks of the municipalities and the line of the target."""
    target = at.y.at(spec.target[0])
    reach = ((*at.point(place), DIAMOND if point.own else RADIUS) for point, place in spec.shown)
    around = ((x - r, y - r, x + r, y + r) for x, y, r in reach)
    return [(at.x.start, target - 1, at.x.end, target + 1), *around]


def own_name(spec: Funnel, at: Plot, point: Point, place: Place) -> tuple[Text, ...]:
    """Beside the diamond, clear of marks and outer limits if that is possible anywhere near."""
    outer = [(limit.size, value) for limit in spec.limits for value in (limit.low, limit.high)]
    lines = [(at.x.at(size), at.y.clamped(value)) for size, value in outer]
    taken = [*obstacles(spec, at), *((x - 3, y - 3, x + 3, y + 3) for x, y in lines)]
    text, style = named_figure(point.name, place.text, room(at.frame), bold=True), (SIZE, OWN, True)
    where = at.point(place), DIAMOND + 3, at.frame
    return beside(text, *where, taken, style) or beside(text, *where, [], style)


def names(spec: Funnel, at: Plot) -> tuple[Text, ...]:
    """The own name always; the others' names where they say something and there is room."""
    taken = obstacles(spec, at)
    texts: list[Text] = []
    for point, place in spec.shown:
        if point.own:
            texts += own_name(spec, at, point, place)
        elif clean(point.name) and spec.outside(place):
            text, style = named_figure(point.name, place.text, room(at.frame), SMALL), (SMALL, INK, False)
            around = [*taken, *map(box, texts)]
            texts += beside(text, at.point(place), RADIUS + 4, at.frame, around, style, steps=1)
    return tuple(texts)


def side_width(spec: Funnel) -> float:
    texts = (spec.words.outer, spec.words.inner, spec.target[1])
    return min(max(measure(text, SMALL) for text in texts), SIDE) + GAP


def side_texts(spec: Funnel, at: Plot, width: float) -> tuple[Text, ...]:
    """What the lines and the area are called, to their right at their ends."""
    last, words = spec.limits[-1], spec.words
    places = ((last.high, words.outer), (last.upper, words.inner), (spec.target[0], spec.target[1]))
    heights = [(at.y.clamped(value), text) for value, text in places]
    return stacked(heights, (at.x.end + GAP, width), (at.y.end, at.y.start))


def keys(spec: Funnel, narrow: bool) -> tuple[Key, ...]:
    """The key of the dots; of the lines too where they cannot be named at their ends."""
    other = Key(spec.words.other, lambda x, y: (Dot(x + RADIUS, y, RADIUS, PEERS),), 2 * RADIUS)
    target = Key(spec.target[1], lambda x, y: (Line(x, y, x + 18, y, INK, 2),), 18)
    inner = Key(
        spec.words.inner, lambda x, y: (Polygon(((x, y - 5), (x + 18, y - 5), (x + 18, y + 5), (x, y + 5)), BAND),), 18
    )
    outer = Key(spec.words.outer, lambda x, y: (Line(x, y, x + 18, y, MUTED),), 18)
    dots = () if all(point.own for point, _ in spec.shown) else (other,)
    return (*dots, target, inner, outer) if narrow else dots


def titled(text: str, top: float, width: float, flush_right: bool = False) -> tuple[tuple[Text, ...], float]:
    """The text of an axis, and its height."""
    lines = wrap(text, width, SMALL, most=2)
    texts = paragraph(lines, 0, top, SMALL, fill=MUTED)
    if flush_right:
        texts = tuple(Text(width - box(text)[2], text.y, text.text, text.size, text.fill) for text in texts)
    return texts, height(lines, SMALL)


def picture(spec: Funnel, width: float) -> Picture:
    """The display list."""
    narrow = width < NARROW
    head, used = legend(keys(spec, narrow), width)
    title, taken = titled(spec.words.values, used + GAP if head else 0, width)
    top = (used + GAP if head else 0) + taken + GAP
    bottom = top + TALL
    right = width - (DIAMOND if narrow else side_width(spec))
    at = Plot(axis(spec.sizes, margin(spec.values), right), axis(spec.values, bottom, top))
    sizes, below = titled(spec.words.sizes, bottom + 2 * SIZE, right, flush_right=True)
    hidden = hidden_notes((point.name, point.hidden) for point in spec.points if point.place is None)
    foot, rest = notes(hidden, bottom + 2 * SIZE + below + 4, width)
    side = () if narrow else side_texts(spec, at, width)
    marks = (*limit_marks(spec, at), *axis_marks(spec, at, width), *point_marks(spec, at), *names(spec, at))
    return Picture(width, bottom + 2 * SIZE + below + 4 + rest, layered((*head, *title, *marks, *side, *sizes, *foot)))


def draw(spec: Funnel, caption: Caption, *, width: float = WIDE) -> Chart:
    """Values against numbers of answers, with the limits of chance and the own municipality marked."""
    return chart(picture(spec, width), caption)
