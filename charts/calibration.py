"""What people mean by their words for risk: a strip per word, own percentages above the line, the others' below."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from charts.axes import Axis, Ticks, axis, check_within, grid, rising, tick_texts
from charts.legend import Key, legend
from charts.marks import NARROW, SIZE, SMALL, WIDE, Line, Mark, Picture, Rect, Text, diamond, layered
from charts.palette import INK, MUTED, OWN, OWN_HALF, PEERS_HALF
from charts.shares import checked, explained
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

TALL, LANE = 24.0, 30.0
DIAMOND = 6.0
GAP, ROW_GAP = 12.0, 14.0


@dataclass(frozen=True)
class Use:
    """Shares of the answers in equal classes along the axis (sum 1), the median, and how the median is written."""

    classes: tuple[float, ...]
    median: float
    text: str

    def __post_init__(self) -> None:
        checked(self.classes, len(self.classes))
        if not isfinite(self.median):
            raise ValueError("the median must be finite")


@dataclass(frozen=True)
class Row:
    """One word; what is None is hidden, and its text says why."""

    word: str
    own: Use | None
    others: Use | None
    hidden_own: str = ""
    hidden_others: str = ""

    def __post_init__(self) -> None:
        if self.own is None:
            explained(self.hidden_own)


@dataclass(frozen=True)
class Words:
    """The texts of the key: own answers and median, the others' answers and median."""

    own: str
    own_median: str
    others: str
    others_median: str


@dataclass(frozen=True)
class Calibration:
    """Words in the order of the instrument, percentages on one axis; `alone` if there is nobody to compare with."""

    rows: tuple[Row, ...]
    ticks: Ticks
    words: Words
    alone: bool = False

    def __post_init__(self) -> None:
        rising(self.ticks)
        check_within(self.ticks, (use.median for use in self.uses))
        for row in self.rows:
            if row.others is None and not self.alone:
                explained(row.hidden_others)
            if row.others is not None and self.alone:
                raise ValueError("nobody can be compared with in a picture of one alone")

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        return tuple(use for row in self.rows for use in (row.own, row.others) if use)

    @cached_property
    def highest(self) -> float:
        """The largest share of a class: it gets the full height, in every row the same."""
        return max((share for use in self.uses for share in use.classes), default=1.0)


def plot(spec: Calibration, width: float) -> Axis:
    """The axis: medians as numbers stand flush right of it, words to its left where there is the room."""
    numbers = max((measure(use.text, bold=True) for use in spec.uses), default=0.0)
    labels = longest_word(tuple(row.word for row in spec.rows))
    beside = min(max(width * 0.22, labels), width * 0.4) + GAP + DIAMOND
    return axis(spec.ticks, beside if width >= NARROW else DIAMOND, width - numbers - GAP - DIAMOND)


def columns(use: Use, at: Axis, base: float, pixels: float, fill: str) -> Iterator[Rect]:
    """A column per class, upwards from `base` where `pixels` per share is positive, else downwards."""
    wide = (at.end - at.start) / len(use.classes)
    for index, share in enumerate(use.classes):
        if share > 0:
            tall = share * abs(pixels)
            top = base - tall if pixels > 0 else base
            yield Rect(at.start + index * wide + 0.5, top, wide - 1, tall, fill)


def hidden(text: str, at: Axis, width: float, y: float) -> tuple[Mark, ...]:
    lines = wrap(text, width - at.start, SMALL, most=2)
    return paragraph(lines, at.start, y - height(lines, SMALL) / 2, SMALL, fill=MUTED)


def own_lane(spec: Calibration, use: Use, at: Axis, width: float, base: float) -> tuple[Mark, ...]:
    x = at.at(use.median)
    return (
        *columns(use, at, base - 1, TALL / spec.highest, OWN_HALF),
        Line(x, base - 1, x, base - LANE + DIAMOND, OWN, 1.5),
        diamond(x, base - LANE + DIAMOND, DIAMOND, OWN),
        middle(use.text, width, base - LANE / 2, anchor=1, fill=OWN, bold=True),
    )


def peer_lane(spec: Calibration, use: Use, at: Axis, width: float, base: float) -> tuple[Mark, ...]:
    x = at.at(use.median)
    return (
        *columns(use, at, base + 1, -TALL / spec.highest, PEERS_HALF),
        Line(x, base + 1, x, base + LANE - 2, INK, 2),
        middle(use.text, width, base + LANE / 2, anchor=1),
    )


def other_side(spec: Calibration, row: Row, at: Axis, width: float, base: float) -> tuple[Mark, ...]:
    if spec.alone:
        return ()
    if row.others is None:
        return hidden(row.hidden_others, at, width, base + LANE / 2)
    return peer_lane(spec, row.others, at, width, base)


def lanes(spec: Calibration, row: Row, at: Axis, width: float, base: float) -> tuple[Mark, ...]:
    """Both sides of the line `base`, with ticks only behind the side that is shown."""
    above = (base - LANE, base) if row.own else (base, base)
    below = (base, base + LANE) if row.others else (base, base)
    own = own_lane(spec, row.own, at, width, base) if row.own else hidden(row.hidden_own, at, width, base - LANE / 2)
    line = (Line(at.start, base, at.end, base, MUTED),) if row.own or row.others else ()
    return (*grid(spec.ticks, at, [above, below]), *own, *line, *other_side(spec, row, at, width, base))


def row_marks(spec: Calibration, row: Row, at: Axis, top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """One word from `top` on, and its height: beside the strip, or above it where the picture is narrow."""
    narrow, room = width < NARROW, LANE + (0 if spec.alone else LANE)
    lines = wrap(row.word, width if narrow else at.start - GAP - DIAMOND)
    text = height(lines)
    taken = text + 4 + room if narrow else max(text, room)
    base = top + (taken - room) / (1 if narrow else 2) + LANE
    label = paragraph(lines, 0, top if narrow else top + (taken - text) / 2)
    return (*label, *lanes(spec, row, at, width, base)), taken


def keys(spec: Calibration) -> Iterator[Key]:
    words = spec.words
    if any(row.own for row in spec.rows):
        yield Key(words.own, lambda x, y: (Rect(x, y - 6, 12, 12, OWN_HALF),), 12, OWN, bold=True)
        yield Key(words.own_median, lambda x, y: (diamond(x + DIAMOND, y, DIAMOND, OWN),), 2 * DIAMOND)
    if any(row.others for row in spec.rows):
        yield Key(words.others, lambda x, y: (Rect(x, y - 6, 12, 12, PEERS_HALF),), 12)
        yield Key(words.others_median, lambda x, y: (Line(x + 3, y - 6, x + 3, y + 6, INK, 2),), 6)


def foot(spec: Calibration, at: Axis, y: float, width: float) -> tuple[Text, ...]:
    return tick_texts(spec.ticks, at, y, (0.0, width)) if spec.uses else ()


def picture(spec: Calibration, width: float) -> Picture:
    """The display list."""
    head, used = legend(keys(spec), width)
    at = plot(spec, width)
    y = used + ROW_GAP
    marks: list[Mark] = [*head]
    for row in spec.rows:
        drawn, taken = row_marks(spec, row, at, y, width)
        marks += drawn
        y += taken + ROW_GAP
    return Picture(width, y + SIZE, layered((*marks, *foot(spec, at, y, width))))


def draw(spec: Calibration, caption: Caption, *, width: float = WIDE) -> Chart:
    """The percentages beside every word, own against the others."""
    return chart(picture(spec, width), caption)
