"""Two amounts in each year, side by side from zero up or down."""

from collections.abc import Iterator
from dataclasses import dataclass

from charts.axes import TICK_GAP, Axis, Ticks, axis, check_within, margin, rising, tick_texts, upright_texts
from charts.legend import legend, swatch
from charts.marks import NARROW, SIZE, SMALL, WIDE, Line, Mark, Picture, Rect, Text, layered
from charts.palette import MUTED, RULE, STARTED, SUBMITTED
from charts.svg import Caption, Chart, chart
from charts.text import height, paragraph, wrap

TALL, LOW = 180.0, 160.0
GAP = 8.0
FILLED = 0.8  # of the room of a year


@dataclass(frozen=True)
class Words:
    """What stands above the amounts, and the texts of the key."""

    amounts: str
    first: str
    second: str


@dataclass(frozen=True)
class Columns:
    """A value of each kind for each of `years` (t, text), which lie one apart."""

    years: Ticks
    values: Ticks
    first: tuple[float, ...]
    second: tuple[float, ...]
    words: Words

    def __post_init__(self) -> None:
        rising(self.years)
        rising(self.values)
        if not len(self.years) == len(self.first) == len(self.second):
            raise ValueError("there is one value of each kind for each year")
        check_within(self.values, (0.0, *self.first, *self.second))


def pairs(spec: Columns, x: Axis, y: Axis) -> Iterator[Rect]:
    half = FILLED / 2 * (x.at(spec.years[1][0]) - x.at(spec.years[0][0]))
    for (year, _), first, second in zip(spec.years, spec.first, spec.second, strict=True):
        for left, value, fill in ((x.at(year) - half, first, SUBMITTED), (x.at(year), second, STARTED)):
            top, bottom = sorted((y.at(0), y.at(value)))
            if bottom > top:
                yield Rect(left, top, half, bottom - top, fill)


def frame(spec: Columns, x: Axis, y: Axis, edges: tuple[float, float]) -> Iterator[Mark]:
    left, right = edges
    for value, _ in spec.values:
        yield Line(left, y.at(value), right, y.at(value), RULE)
    yield Line(left, y.at(0), right, y.at(0), MUTED, 1.5)
    yield from upright_texts(spec.values, y, left - TICK_GAP)
    yield from tick_texts(spec.years, x, y.start + SIZE + 2, (0.0, right))


def picture(spec: Columns, width: float) -> Picture:
    """The display list."""
    head, used = legend((swatch(spec.words.first, SUBMITTED), swatch(spec.words.second, STARTED)), width)
    lines = wrap(spec.words.amounts, width, SMALL, most=2)
    title: tuple[Text, ...] = paragraph(lines, 0, used + GAP, SMALL, fill=MUTED)
    top = used + GAP + height(lines, SMALL) + GAP
    y = axis(spec.values, top + (TALL if width >= NARROW else LOW), top)
    left = margin(spec.values)
    room = (width - left) / len(spec.years)
    x = axis(spec.years, left + room / 2, width - room / 2)
    marks = (*pairs(spec, x, y), *frame(spec, x, y, (left, width)))
    return Picture(width, y.start + 2 * SIZE, layered((*head, *title, *marks)))


def draw(spec: Columns, caption: Caption, *, width: float = WIDE) -> Chart:
    """Two columns for each year."""
    return chart(picture(spec, width), caption)
