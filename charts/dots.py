"""Own municipality as a diamond with its interval, above the spread of the others; one row per question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from charts.axes import Axis, Ticks, axis, check_within, grid, rising, tick_texts
from charts.legend import Key, legend
from charts.marks import NARROW, SIZE, SMALL, WIDE, Line, Mark, Picture, Rect, diamond
from charts.palette import INK, MUTED, OWN, PEERS, PEERS_HALF
from charts.shares import all_explained
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

DIAMOND = 7.0
LANE = 17.0
HALF_BOX = 5.0
ROW_GAP = 14.0
COLUMN_GAP = 12.0

# Draws itself from a height on: its marks, and how high it is.
Part = Callable[[float], tuple[tuple[Mark, ...], float]]


@dataclass(frozen=True)
class Own:
    """Own value with interval, in the unit of the axis, and how the value is written."""

    low: float
    value: float
    high: float
    text: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError("low ≤ value ≤ high does not hold")


@dataclass(frozen=True)
class Spread:
    """The others: 10th, 25th, 50th, 75th and 90th percentile, and how the median is written."""

    low: float
    lower: float
    median: float
    upper: float
    high: float
    text: str

    def __post_init__(self) -> None:
        if not self.low <= self.lower <= self.median <= self.upper <= self.high:
            raise ValueError("the percentiles are not in order")


@dataclass(frozen=True)
class Row:
    """One question; what is None is hidden, and its text says why."""

    label: str
    own: Own | None
    others: Spread | None
    hidden_own: str = ""
    hidden_others: str = ""

    def __post_init__(self) -> None:
        all_explained([(self.own, self.hidden_own), (self.others, self.hidden_others)])


@dataclass(frozen=True)
class Words:
    """The texts of the key."""

    own: str
    interval: str
    median: str
    half: str
    spread: str


@dataclass(frozen=True)
class Dots:
    """Rows on one axis; ticks are (value, text) in rising order, the first and last are the ends of the axis."""

    rows: tuple[Row, ...]
    ticks: Ticks
    words: Words

    def __post_init__(self) -> None:
        rising(self.ticks)
        check_within(self.ticks, (value for row in self.rows for value in extremes(row)))


def extremes(row: Row) -> tuple[float, ...]:
    shown: tuple[Own | Spread | None, ...] = (row.own, row.others)
    return tuple(value for part in shown if part for value in (part.low, part.high))


def plot(spec: Dots, width: float) -> Axis:
    """The axis: numbers stand flush right of it, labels to its left where there is the room."""
    texts = (part.text for row in spec.rows for part in (row.own, row.others) if part)
    numbers = max((measure(text, bold=True) for text in texts), default=0.0)
    labels = longest_word(tuple(row.label for row in spec.rows))
    margin = max(DIAMOND, measure(spec.ticks[0][1], SMALL) / 2)
    left = min(max(width * 0.3, labels), width * 0.4) + COLUMN_GAP + DIAMOND if width >= NARROW else margin
    return axis(spec.ticks, left, width - numbers - COLUMN_GAP - DIAMOND)


def own_marks(x: float, low: float, high: float, y: float) -> tuple[Mark, ...]:
    return (Line(low, y, high, y, OWN, 2), diamond(x, y, DIAMOND, OWN))


def spread_marks(at: Axis, others: Spread, y: float) -> tuple[Mark, ...]:
    lower, upper, median = at.at(others.lower), at.at(others.upper), at.at(others.median)
    return (
        Line(at.at(others.low), y, at.at(others.high), y, PEERS, 1.5),
        Rect(lower, y - HALF_BOX, upper - lower, 2 * HALF_BOX, PEERS_HALF),
        Line(median, y - HALF_BOX - 1, median, y + HALF_BOX + 1, INK, 2),
    )


def hidden(text: str, left: float, right: float, y: float) -> tuple[Mark, ...]:
    """The text that stands where the marks would be, in one line from the start of the plot."""
    (line,) = wrap(text, right - left, SMALL, most=1)
    return (middle(line, left, y, SMALL, fill=MUTED),)


def own_lane(row: Row, at: Axis, width: float, y: float) -> tuple[Mark, ...]:
    if row.own is None:
        return hidden(row.hidden_own, at.start, width, y)
    marks = own_marks(at.at(row.own.value), at.at(row.own.low), at.at(row.own.high), y)
    return (*marks, middle(row.own.text, width, y, anchor=1, fill=OWN, bold=True))


def peer_lane(row: Row, at: Axis, width: float, y: float) -> tuple[Mark, ...]:
    if row.others is None:
        return hidden(row.hidden_others, at.start, width, y)
    return (*spread_marks(at, row.others, y), middle(row.others.text, width, y, anchor=1))


def shown(row: Row, centre: float) -> tuple[float, float]:
    """Top and bottom of the lanes that carry marks: ticks never stand behind a text."""
    return centre - LANE if row.own else centre, centre + LANE if row.others else centre


def row_marks(spec: Dots, row: Row, at: Axis, top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """One row from `top` on, and its height."""
    beside = width >= NARROW
    lines = wrap(row.label, at.start - COLUMN_GAP - DIAMOND if beside else width)
    text_height, lanes = height(lines), 2 * LANE
    taken = max(text_height, lanes) if beside else text_height + lanes
    text_top = top + (taken - text_height) / 2 if beside else top
    centre = top + taken / 2 if beside else top + text_height + lanes / 2
    marks = (*peer_lane(row, at, width, centre + LANE / 2), *own_lane(row, at, width, centre - LANE / 2))
    return (*grid(spec.ticks, at, [shown(row, centre)]), *paragraph(lines, 0, text_top), *marks), taken


def keys(words: Words) -> tuple[Key, ...]:
    """The key draws the same shapes at a fixed size."""
    return (
        Key(words.own, lambda x, y: (diamond(x + DIAMOND, y, DIAMOND, OWN),), 2 * DIAMOND, OWN, bold=True),
        Key(words.interval, lambda x, y: (Line(x, y, x + 22, y, OWN, 2),), 22),
        Key(words.median, lambda x, y: (Line(x + 3, y - 6, x + 3, y + 6, INK, 2),), 6),
        Key(words.half, lambda x, y: (Rect(x, y - HALF_BOX, 20, 2 * HALF_BOX, PEERS_HALF),), 20),
        Key(words.spread, lambda x, y: (Line(x, y, x + 22, y, PEERS, 1.5),), 22),
    )


def on_one_axis(
    keys: Sequence[Key],
    ticks: Ticks,
    at: Axis,
    parts: Sequence[Part],
    width: float,
) -> Picture:
    """The key, `parts` below each other and the texts of the axis. Each draws itself from a height on."""
    key, used = legend(keys, width)
    y = used + ROW_GAP
    marks: list[Mark] = []
    for part in parts:
        drawn, taken = part(y)
        marks += drawn
        y += taken + ROW_GAP
    marks.append(Line(at.start, y - ROW_GAP / 2, at.end, y - ROW_GAP / 2, MUTED))
    return Picture(width, y + SIZE + 4, (*key, *marks, *tick_texts(ticks, at, y + 4, (0.0, width))))


def picture(spec: Dots, width: float) -> Picture:
    """The display list."""
    at = plot(spec, width)
    rows = [partial(row_marks, spec, row, at, width=width) for row in spec.rows]
    return on_one_axis(keys(spec.words), spec.ticks, at, rows, width)


def draw(spec: Dots, caption: Caption, *, width: float = WIDE) -> Chart:
    """Own value and interval against the spread of the others, a row per question."""
    return chart(picture(spec, width), caption)
