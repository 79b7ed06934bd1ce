"""Every municipality's value with its interval, highest first; the own by shape, label and colour.

Names stand only where the caller gives them: the municipalities agree on being named, or nobody but the own is.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from charts.axes import Axis, Span, Ticks, axis, check_within, grid, rising, tick_texts
from charts.estimates import Estimate, hidden_notes, notes
from charts.legend import Key, legend
from charts.marks import NARROW, SIZE, SMALL, WIDE, Dot, Line, Mark, Picture, Text, diamond, layered
from charts.palette import INK, MUTED, OWN, PEERS
from charts.shares import explained
from charts.svg import Caption, Chart, chart
from charts.text import clamped, clean, height, longest_word, measure, middle, named_figure, paragraph, wrap

NAMED, UNNAMED = 17.0, 7.0
LABEL, OWN_LANE = 17.0, 14.0
DIAMOND, RADIUS = 6.0, 2.5
GAP = 10.0
BETWEEN_PANELS = 24.0
ONE_PANEL = 50


@dataclass(frozen=True)
class Row:
    """One municipality; a name of "" is not told, but the own has one. An estimate of None is hidden, and says why."""

    name: str
    estimate: Estimate | None
    own: bool = False
    hidden: str = ""

    def __post_init__(self) -> None:
        if self.own and not clean(self.name):
            raise ValueError("the own municipality needs its name")
        if self.estimate is None:
            explained(self.hidden)


@dataclass(frozen=True)
class Caterpillar:
    """Rows in any order on one axis; `mean` is (value, text) of a line through all; `other` is the text of the key."""

    rows: tuple[Row, ...]
    ticks: Ticks
    other: str
    mean: tuple[float, str] | None = None

    def __post_init__(self) -> None:
        rising(self.ticks)
        check_within(self.ticks, (end for row in self.rows if row.estimate for end in row.estimate.reach))
        check_within(self.ticks, [self.mean[0]] if self.mean else [])

    @cached_property
    def shown(self) -> tuple[tuple[Row, Estimate], ...]:
        """The rows with a figure, highest first; of equal ones in the order given."""
        pairs = [(row, row.estimate) for row in self.rows if row.estimate]
        return tuple(sorted(pairs, key=lambda pair: -pair[1].value))

    @cached_property
    def named(self) -> bool:
        return any(clean(row.name) for row, _ in self.shown if not row.own)


@dataclass(frozen=True)
class Panel:
    """Names from `left`, the plot, and numbers flush right at `right`."""

    left: float
    right: float
    plot: Axis


def panel(spec: Caterpillar, left: float, right: float) -> Panel:
    """Where one column of rows stands; without names the plot takes the whole width."""
    if not spec.named:
        return Panel(left, right, axis(spec.ticks, left + DIAMOND, right - DIAMOND))
    wide = right - left
    names = max(measure(clean(row.name), bold=row.own) for row, _ in spec.shown)
    words = longest_word(tuple(row.name for row, _ in spec.shown), bold=True)
    start = left + min(max(min(names, wide * 0.3), words), wide * 0.42) + GAP + DIAMOND
    numbers = max(measure(estimate.text, bold=row.own) for row, estimate in spec.shown)
    return Panel(left, right, axis(spec.ticks, start, right - numbers - GAP - DIAMOND))


def panels(spec: Caterpillar, width: float) -> tuple[Panel, ...]:
    """One panel, or two beside each other where many named rows would not fit on a page."""
    if not spec.named or len(spec.shown) <= ONE_PANEL or width < NARROW:
        return (panel(spec, 0, width),)
    half = (width - BETWEEN_PANELS) / 2
    return panel(spec, 0, half), panel(spec, half + BETWEEN_PANELS, width)


def estimate_marks(at: Axis, estimate: Estimate, y: float, own: bool) -> tuple[Mark, ...]:
    low, high = estimate.reach
    x, fill = at.at(estimate.value), OWN if own else PEERS
    interval = (Line(at.at(low), y, at.at(high), y, fill, 2 if own else 1.5),) if low < high else ()
    return (*interval, diamond(x, y, DIAMOND, OWN) if own else Dot(x, y, RADIUS, PEERS))


def named_row(at: Panel, row: Row, estimate: Estimate, top: float) -> tuple[tuple[Mark, ...], float]:
    """Name, marks and number side by side, and the height of the row."""
    fill = OWN if row.own else INK
    lines = wrap(row.name, at.plot.start - DIAMOND - GAP - at.left, bold=row.own)
    taken = max(NAMED, height(lines) + 2)
    y = top + taken / 2
    name = paragraph(lines, at.left, y - height(lines) / 2, fill=fill, bold=row.own)
    number = middle(estimate.text, at.right, y, anchor=1, fill=fill, bold=row.own)
    return (*name, *estimate_marks(at.plot, estimate, y, row.own), number), taken


def unnamed_row(at: Panel, row: Row, estimate: Estimate, top: float) -> tuple[tuple[Mark, ...], float]:
    """The marks alone; the own municipality has its name and number above them."""
    if not row.own:
        return estimate_marks(at.plot, estimate, top + UNNAMED / 2, own=False), UNNAMED
    x, text = at.plot.at(estimate.value), named_figure(row.name, estimate.text, at.right - at.left, bold=True)
    label = clamped(text, x, top + LABEL / 2, (at.left, at.right), fill=OWN, bold=True)
    return (*label, *estimate_marks(at.plot, estimate, top + LABEL + OWN_LANE / 2, own=True)), LABEL + OWN_LANE


def free_spans(labels: list[Span], top: float, bottom: float) -> list[Span]:
    """The heights through which lines may run without crossing a label."""
    edges = [top, *(edge for label in labels for edge in label), bottom]
    return list(zip(edges[::2], edges[1::2], strict=True))


def column(
    spec: Caterpillar, at: Panel, rows: tuple[tuple[Row, Estimate], ...], top: float
) -> tuple[tuple[Mark, ...], float]:
    """Rows one below the other with ticks and mean behind them, and the y below."""
    marks: list[Mark] = []
    labels: list[Span] = []
    y = top
    for row, estimate in rows:
        drawn, taken = (named_row if spec.named else unnamed_row)(at, row, estimate, y)
        marks += drawn
        labels += [(y, y + LABEL)] if row.own and not spec.named else []
        y += taken
    spans = free_spans(labels, top, y)
    rules = grid(spec.ticks, at.plot, spans)
    mean = [Line(at.plot.at(spec.mean[0]), a, at.plot.at(spec.mean[0]), b, INK) for a, b in spans] if spec.mean else []
    floor = Line(at.plot.start, y + 2, at.plot.end, y + 2, MUTED)
    texts = tick_texts(spec.ticks, at.plot, y + SIZE, (at.left, at.right))
    return (*rules, floor, *mean, *marks, *texts), y + 2 * SIZE


def mean_label(spec: Caterpillar, at: Panel, y: float) -> tuple[Text, ...]:
    if spec.mean is None:
        return ()
    return clamped(spec.mean[1], at.plot.at(spec.mean[0]), y, (at.left, at.right), SMALL)


def keys(spec: Caterpillar) -> tuple[Key, ...]:
    """The own municipality carries its name in the plot and needs no key."""
    others = [estimate for row, estimate in spec.shown if not row.own]
    if not others:
        return ()
    if all(estimate.low is None for estimate in others):
        return (Key(spec.other, lambda x, y: (Dot(x + RADIUS, y, RADIUS, PEERS),), 2 * RADIUS),)
    return (Key(spec.other, lambda x, y: (Line(x, y, x + 22, y, PEERS, 1.5), Dot(x + 11, y, RADIUS, PEERS)), 22),)


def picture(spec: Caterpillar, width: float) -> Picture:
    """The display list."""
    head, y = legend(keys(spec), width)
    marks: list[Mark] = [*head]
    y += GAP
    parts = panels(spec, width) if spec.shown else ()
    size = ceil(len(spec.shown) / max(len(parts), 1))
    bottom = y
    for index, at in enumerate(parts):
        label = mean_label(spec, at, y + SIZE / 2)
        top = y + (SIZE + 4 if label else 0)
        drawn, end = column(spec, at, spec.shown[index * size : (index + 1) * size], top)
        marks += (*label, *drawn)
        bottom = max(bottom, end)
    hidden = hidden_notes((row.name, row.hidden) for row in spec.rows if row.estimate is None)
    below, taken = notes(hidden, bottom, width)
    return Picture(width, bottom + taken, layered((*marks, *below)))


def draw(spec: Caterpillar, caption: Caption, *, width: float = WIDE) -> Chart:
    """All municipalities with their intervals, the own one marked, the hidden ones as a note below."""
    return chart(picture(spec, width), caption)
