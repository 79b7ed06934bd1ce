"""An amount year by year as a curve from zero, between the ends of what it may become; and when it is back at zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from charts.axes import TICK_GAP, Axis, Ticks, axis, check_within, margin, rising, tick_texts, upright_texts
from charts.legend import Key, legend
from charts.marks import NARROW, SIZE, SMALL, WIDE, Dot, Line, Mark, Picture, Polygon, Text, diamond, layered
from charts.palette import BAND, INK, MUTED, OWN, RULE
from charts.placement import Box, beside
from charts.svg import Caption, Chart, chart
from charts.text import height, paragraph, wrap

TALL, LOW = 220.0, 190.0
MARK = 6.0
GAP = 8.0
KEY = 20.0


@dataclass(frozen=True)
class Words:
    """What stands above the amounts, what the curve and its band are called, and what the mark says."""

    amounts: str
    curve: str
    band: str
    back: str


@dataclass(frozen=True)
class Curve:
    """One value for each of `years` (t, text), with `low` and `high` ends or none; `back` is the t of the mark.

    An `own` curve is that of the municipality.
    """

    years: Ticks
    values: Ticks
    curve: tuple[float, ...]
    words: Words
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    back: int | None = None
    own: bool = False

    def __post_init__(self) -> None:
        rising(self.years)
        rising(self.values)
        if not len(self.years) == len(self.curve) or not len(self.low) == len(self.high) in (0, len(self.curve)):
            raise ValueError("a curve has one value for each year, its band two or none")
        if any(low > high for low, high in zip(self.low, self.high, strict=True)):
            raise ValueError("the band is not in order")
        if self.back is not None and not 0 <= self.back < len(self.curve):
            raise ValueError("the mark lies outside the years")
        check_within(self.values, (0.0, *self.curve, *self.low, *self.high))

    @property
    def stroke(self) -> str:
        return OWN if self.own else INK


@dataclass(frozen=True)
class Plot:
    x: Axis
    y: Axis

    @property
    def frame(self) -> Box:
        return self.x.start, self.y.end, self.x.end, self.y.start


def points(spec: Curve, at: Plot, values: tuple[float, ...]) -> list[tuple[float, float]]:
    return [(at.x.at(year), at.y.at(value)) for (year, _), value in zip(spec.years, values, strict=True)]


def band(spec: Curve, at: Plot) -> Iterator[Polygon]:
    """One strip a year: an area that winds one way only, also where the band is a line."""
    if spec.low:
        lows, highs = points(spec, at, spec.low), points(spec, at, spec.high)
        for (low, next_low), (high, next_high) in zip(pairwise(lows), pairwise(highs), strict=True):
            yield Polygon((high, next_high, next_low, low), BAND)


def mark(spec: Curve, at: Plot) -> Iterator[Mark]:
    """Where the money is back: the shape of the municipality or a dot, and what it says, clear of the curve."""
    if spec.back is None:
        return
    course = points(spec, at, spec.curve)
    x, y = course[spec.back]
    yield diamond(x, y, MARK, spec.stroke) if spec.own else Dot(x, y, MARK - 1, spec.stroke)
    taken = [box for one, other in pairwise(course) for box in along(one, other)]
    where, style = ((x, y), MARK + 3, at.frame), (SIZE, spec.stroke, True)
    yield from beside(spec.words.back, *where, taken, style) or beside(spec.words.back, *where, [], style)


def along(one: tuple[float, float], other: tuple[float, float], steps: int = 6) -> Iterator[Box]:
    """Small boxes along a stretch of the curve, which a text should not cover."""
    for step in range(steps + 1):
        x, y = (a + (b - a) * step / steps for a, b in zip(one, other, strict=True))
        yield x - 2, y - 2, x + 2, y + 2


def frame(spec: Curve, at: Plot, width: float) -> Iterator[Mark]:
    for value, _ in spec.values:
        yield Line(at.x.start, at.y.at(value), at.x.end, at.y.at(value), RULE)
    yield Line(at.x.start, at.y.at(0), at.x.end, at.y.at(0), MUTED, 1.5)
    yield from upright_texts(spec.values, at.y, at.x.start - TICK_GAP)
    yield from tick_texts(spec.years, at.x, at.y.start + SIZE + 2, (0.0, width))


def keys(spec: Curve) -> Iterator[Key]:
    yield Key(spec.words.curve, lambda x, y: (Line(x, y, x + KEY, y, spec.stroke, 2.5),), KEY, spec.stroke, bold=True)
    if spec.low:
        corners = ((0, -5), (KEY, -5), (KEY, 5), (0, 5))
        yield Key(spec.words.band, lambda x, y: (Polygon(tuple((x + a, y + b) for a, b in corners), BAND),), KEY)


def picture(spec: Curve, width: float) -> Picture:
    """The display list."""
    head, used = legend(keys(spec), width)
    lines = wrap(spec.words.amounts, width, SMALL, most=2)
    title: tuple[Text, ...] = paragraph(lines, 0, used + GAP, SMALL, fill=MUTED)
    top = used + GAP + height(lines, SMALL) + GAP
    bottom = top + (TALL if width >= NARROW else LOW)
    at = Plot(axis(spec.years, margin(spec.values), width - MARK), axis(spec.values, bottom, top))
    strokes = [Line(*one, *other, spec.stroke, 2.5) for one, other in pairwise(points(spec, at, spec.curve))]
    marks = (*band(spec, at), *frame(spec, at, width), *strokes, *mark(spec, at))
    return Picture(width, bottom + 2 * SIZE, layered((*head, *title, *marks)))


def draw(spec: Curve, caption: Caption, *, width: float = WIDE) -> Chart:
    """The curve with its band, and the year in which it is back at zero."""
    return chart(picture(spec, width), caption)
