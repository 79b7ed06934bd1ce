"""Two bars from one line in every row, on one axis: what each purse pays and gains, or what an input's ends do.

Rows may have a figure of their own between the bars, such as what is left, drawn as a dot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from charts.axes import Axis, Ticks, axis, check_within, grid, rising
from charts.dots import COLUMN_GAP, on_one_axis
from charts.legend import Key, swatch
from charts.marks import NARROW, SMALL, WIDE, Dot, Line, Mark, Picture, Rect
from charts.palette import IN, INK, MUTED, OUT, PAPER
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

LANE, BAR = 24.0, 13.0
RADIUS, RING = 4.0, 6.0


@dataclass(frozen=True)
class Row:
    """Where the two bars end, how the row's figure is written, and where its dot stands, if it has one."""

    label: str
    first: float
    second: float
    text: str
    net: float | None = None


@dataclass(frozen=True)
class Words:
    """The texts of the key; "" for what is not drawn."""

    first: str
    second: str
    net: str = ""
    zero: str = ""


@dataclass(frozen=True)
class Swings:
    """Bars from `base`. Ticks are (value, text); zero is a line of its own where it lies on the axis."""

    rows: tuple[Row, ...]
    ticks: Ticks
    words: Words
    base: float = 0.0

    def __post_init__(self) -> None:
        rising(self.ticks)
        ends = (end for row in self.rows for end in (row.first, row.second, row.net) if end is not None)
        check_within(self.ticks, (self.base, *ends))


def plot(spec: Swings, width: float) -> Axis:
    """The axis: figures stand flush right of it, labels to its left where there is the room."""
    numbers = max((measure(row.text, bold=True) for row in spec.rows), default=0.0)
    labels = longest_word(tuple(row.label for row in spec.rows))
    margin = max(RING, measure(spec.ticks[0][1], SMALL) / 2)
    left = min(max(width * 0.3, labels), width * 0.4) + COLUMN_GAP if width >= NARROW else margin
    return axis(spec.ticks, left, width - min(numbers, width * 0.3) - COLUMN_GAP - RING)


def bars(spec: Swings, row: Row, at: Axis, y: float) -> Iterator[Mark]:
    """The longer bar first, so that both are seen where they go the same way."""
    ends = sorted(((row.first, OUT), (row.second, IN)), key=lambda end: -abs(end[0] - spec.base))
    for value, fill in ends:
        left, right = sorted((at.at(spec.base), at.at(value)))
        if right > left:
            yield Rect(left, y - BAR / 2, right - left, BAR, fill)
    if row.net is not None:
        yield Dot(at.at(row.net), y, RING, PAPER)
        yield Dot(at.at(row.net), y, RADIUS, INK)


def row_marks(spec: Swings, row: Row, at: Axis, top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """One row from `top` on, and its height."""
    beside = width >= NARROW
    lines = wrap(row.label, at.start - COLUMN_GAP if beside else width)
    text_height = height(lines)
    taken = max(text_height, LANE) if beside else text_height + LANE
    centre = top + taken / 2 if beside else top + text_height + LANE / 2
    text_top = top + (taken - text_height) / 2 if beside else top
    span = (centre - LANE / 2, centre + LANE / 2)
    figure = wrap(row.text, width - at.end - RING, bold=True, most=1)
    return (
        *grid(spec.ticks, at, [span]),
        *bars(spec, row, at, centre),
        *zero(spec, at, span),
        Line(at.at(spec.base), span[0], at.at(spec.base), span[1], INK, 1.5),
        *paragraph(lines, 0, text_top),
        *(middle(line, width, centre, anchor=1, bold=True) for line in figure),
    ), taken


def zero(spec: Swings, at: Axis, span: tuple[float, float]) -> Iterator[Line]:
    if spec.base and at.inside(0):
        yield Line(at.at(0), span[0], at.at(0), span[1], MUTED, 2.5)


def keys(spec: Swings) -> Iterator[Key]:
    yield swatch(spec.words.first, OUT)
    yield swatch(spec.words.second, IN)
    if any(row.net is not None for row in spec.rows):
        yield Key(spec.words.net, lambda x, y: (Dot(x + RADIUS, y, RADIUS, INK),), 2 * RADIUS)
    if spec.base and spec.ticks[0][0] <= 0 <= spec.ticks[-1][0]:
        yield Key(spec.words.zero, lambda x, y: (Line(x + 2, y - 6, x + 2, y + 6, MUTED, 2.5),), 4)


def picture(spec: Swings, width: float) -> Picture:
    """The display list."""
    at = plot(spec, width)
    rows = [partial(row_marks, spec, row, at, width=width) for row in spec.rows]
    return on_one_axis(tuple(keys(spec)), spec.ticks, at, rows, width)


def draw(spec: Swings, caption: Caption, *, width: float = WIDE) -> Chart:
    """Rows of two bars on one axis."""
    return chart(picture(spec, width), caption)
