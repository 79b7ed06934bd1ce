"""How a result spreads over many draws, a row for each purse: columns below zero in one colour, above in another."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from charts.axes import Axis, Ticks, axis, check_within, grid, rising
from charts.dots import on_one_axis
from charts.legend import Key, swatch
from charts.marks import NARROW, SMALL, WIDE, Line, Mark, Picture, Rect
from charts.palette import IN, INK, MUTED, OUT
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, paragraph, wrap

TALL = 54.0
GAP = 12.0


@dataclass(frozen=True)
class Row:
    """One purse: the share of draws in each class, and the lines that say what that means."""

    label: str
    shares: tuple[float, ...]
    text: str


@dataclass(frozen=True)
class Words:
    """The texts of the key: below zero, zero or above."""

    below: str
    above: str


@dataclass(frozen=True)
class Chances:
    """Rows over the same classes, whose `edges` rise; zero is one of them or outside all."""

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    ticks: Ticks
    words: Words

    def __post_init__(self) -> None:
        rising(self.ticks)
        if len(self.edges) < 2 or not all(low < high for low, high in pairwise(self.edges)):
            raise ValueError("the classes must rise")
        if self.edges[0] < 0 < self.edges[-1] and 0 not in self.edges:
            raise ValueError("no class may lie on both sides of zero")
        if any(len(row.shares) != len(self.edges) - 1 or min(row.shares) < 0 for row in self.rows):
            raise ValueError("every row has one share, not negative, for each class")
        check_within(self.ticks, self.edges)


def plot(spec: Chances, width: float) -> Axis:
    labels = longest_word(tuple(text for row in spec.rows for text in (row.label, row.text)), bold=True)
    margin = measure(spec.ticks[0][1], SMALL) / 2
    left = min(max(width * 0.3, labels), width * 0.4) + GAP if width >= NARROW else margin
    return axis(spec.ticks, left, width - measure(spec.ticks[-1][1], SMALL) / 2 - 2)


def columns(spec: Chances, row: Row, at: Axis, floor: float) -> Iterator[Mark]:
    """The highest column of a row fills it: rows compare in place, not in height."""
    most = max(row.shares) or 1.0
    for (low, high), share in zip(pairwise(spec.edges), row.shares, strict=True):
        if share:
            tall = share / most * (TALL - 4)
            yield Rect(at.at(low), floor - tall, at.at(high) - at.at(low), tall, OUT if high <= 0 else IN)


def row_marks(spec: Chances, row: Row, at: Axis, top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """One row from `top` on, and its height."""
    beside = width >= NARROW
    room = at.start - GAP if beside else width
    name, said = wrap(row.label, room, bold=True), wrap(row.text, room, SMALL, most=3)
    words = height(name) + height(said, SMALL)
    taken = max(words, TALL) if beside else words + TALL
    floor = top + taken
    zero = [Line(at.at(0), floor - TALL, at.at(0), floor, INK, 1.5)] if at.inside(0) else []
    return (
        *grid(spec.ticks, at, [(floor - TALL, floor)]),
        *columns(spec, row, at, floor),
        Line(at.start, floor, at.end, floor, MUTED),
        *zero,
        *paragraph(name, 0, top, bold=True),
        *paragraph(said, 0, top + height(name), SMALL),
    ), taken


def keys(spec: Chances) -> Iterator[Key]:
    yield swatch(spec.words.below, OUT)
    yield swatch(spec.words.above, IN)


def picture(spec: Chances, width: float) -> Picture:
    """The display list."""
    at = plot(spec, width)
    rows = [partial(row_marks, spec, row, at, width=width) for row in spec.rows]
    return on_one_axis(tuple(keys(spec)), spec.ticks, at, rows, width)


def draw(spec: Chances, caption: Caption, *, width: float = WIDE) -> Chart:
    """The distribution of each row's result on one axis."""
    return chart(picture(spec, width), caption)
