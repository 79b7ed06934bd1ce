"""Means of the levels of each dimension: own as a diamond with its interval, the others below as a dot with theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from charts.axes import Axis, Ticks, axis, check_within, grid, rising
from charts.dots import COLUMN_GAP, DIAMOND, LANE, ROW_GAP, hidden, on_one_axis, own_marks
from charts.estimates import Estimate
from charts.legend import Key
from charts.marks import NARROW, SMALL, WIDE, Dot, Line, Mark, Picture, diamond
from charts.palette import MUTED, OWN, PEERS
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

DOT = 4.5
INDENT = 10.0


@dataclass(frozen=True)
class Row:
    """One level; the others are None where they are hidden."""

    label: str
    own: Estimate
    others: Estimate | None


@dataclass(frozen=True)
class Group:
    """One dimension with its levels, or without any and why."""

    title: str
    rows: tuple[Row, ...]
    hidden: str = ""

    def __post_init__(self) -> None:
        if not (self.rows or self.hidden):
            raise ValueError("a dimension without levels needs a reason")


@dataclass(frozen=True)
class Words:
    """The texts of the key, and what stands where the others are hidden."""

    own: str
    others: str
    interval: str
    hidden_others: str


@dataclass(frozen=True)
class Levels:
    """Dimensions on one axis; ticks are (value, text) in rising order, the first and last are the ends of the axis."""

    groups: tuple[Group, ...]
    ticks: Ticks
    words: Words

    def __post_init__(self) -> None:
        rising(self.ticks)
        check_within(self.ticks, (end for shown in estimates(self.groups) for end in shown.reach))


def estimates(groups: Iterable[Group]) -> tuple[Estimate, ...]:
    """Everything that is drawn on the axis."""
    rows = [row for group in groups for row in group.rows]
    return tuple(shown for row in rows for shown in (row.own, row.others) if shown)


def plot(spec: Levels, width: float) -> Axis:
    """The axis: numbers stand flush right of it, labels to its left where there is the room."""
    numbers = max((measure(shown.text, bold=True) for shown in estimates(spec.groups)), default=0.0)
    labels = INDENT + longest_word(tuple(row.label for group in spec.groups for row in group.rows))
    margin = max(DIAMOND, measure(spec.ticks[0][1], SMALL) / 2)
    left = min(max(width * 0.22, labels), width * 0.4) + COLUMN_GAP + DIAMOND if width >= NARROW else margin
    return axis(spec.ticks, left, width - numbers - COLUMN_GAP - DIAMOND)


def peer_marks(at: Axis, others: Estimate, y: float) -> tuple[Mark, ...]:
    low, high = others.reach
    return (Line(at.at(low), y, at.at(high), y, PEERS, 1.5), Dot(at.at(others.value), y, DOT, PEERS))


def lanes(spec: Levels, row: Row, at: Axis, centre: float, width: float) -> tuple[Mark, ...]:
    """Own and others of one level around `centre`, with their numbers."""
    low, high = row.own.reach
    own_y, peer_y = centre - LANE / 2, centre + LANE / 2
    own = own_marks(at.at(row.own.value), at.at(low), at.at(high), own_y)
    marks = (*own, middle(row.own.text, width, own_y, anchor=1, fill=OWN, bold=True))
    if row.others is None:
        return (*marks, *hidden(spec.words.hidden_others, at.start, width, peer_y))
    return (*marks, *peer_marks(at, row.others, peer_y), middle(row.others.text, width, peer_y, anchor=1))


def row_marks(spec: Levels, row: Row, at: Axis, top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """One level from `top` on, and its height."""
    beside = width >= NARROW
    lines = wrap(row.label, at.start - COLUMN_GAP - DIAMOND - INDENT if beside else width - INDENT)
    text_height = height(lines)
    taken = max(text_height, 2 * LANE) if beside else text_height + 2 * LANE
    text_top = top + (taken - text_height) / 2 if beside else top
    centre = top + taken / 2 if beside else top + text_height + LANE
    rules = grid(spec.ticks, at, [(centre - LANE, centre + LANE if row.others else centre)])
    return (*rules, *paragraph(lines, INDENT, text_top), *lanes(spec, row, at, centre, width)), taken


def group_marks(spec: Levels, group: Group, at: Axis, top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """One dimension from `top` on, and its height."""
    lines = wrap(group.title, width, bold=True)
    marks: list[Mark] = [*paragraph(lines, 0, top, bold=True)]
    y = top + height(lines) + 4
    if group.hidden:
        reason = wrap(group.hidden, width - INDENT, SMALL)
        marks += paragraph(reason, INDENT, y, SMALL, fill=MUTED)
        y += height(reason, SMALL)
    for row in group.rows:
        drawn, taken = row_marks(spec, row, at, y, width)
        marks += drawn
        y += taken + ROW_GAP / 2
    return tuple(marks), y - top


def keys(words: Words) -> tuple[Key, ...]:
    """The key draws the same shapes at a fixed size."""
    return (
        Key(words.own, lambda x, y: (diamond(x + DIAMOND, y, DIAMOND, OWN),), 2 * DIAMOND, OWN, bold=True),
        Key(words.others, lambda x, y: (Dot(x + DOT, y, DOT, PEERS),), 2 * DOT),
        Key(words.interval, lambda x, y: (Line(x, y, x + 22, y, OWN, 2),), 22),
    )


def picture(spec: Levels, width: float) -> Picture:
    """The display list."""
    at = plot(spec, width)
    groups = [partial(group_marks, spec, group, at, width=width) for group in spec.groups]
    return on_one_axis(keys(spec.words), spec.ticks, at, groups, width)


def draw(spec: Levels, caption: Caption, *, width: float = WIDE) -> Chart:
    """Own means and the others', a row per level."""
    return chart(picture(spec, width), caption)
