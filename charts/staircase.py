"""The staircase of measures: the lowest step at the bottom, each step with the share that chose it first."""

from dataclasses import dataclass

from charts.legend import Key, legend, words
from charts.marks import NARROW, WIDE, Line, Mark, Picture, Polygon, Rect, Text, diamond
from charts.palette import MUTED, OWN, PEERS, RULE, STEP
from charts.shares import NumberText, checked, explained
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

PADDING = 8.0
BAR, LANE = 8.0, 18.0
DIAMOND = 8.0


@dataclass(frozen=True)
class Side:
    """One side of the comparison: shares per step from the lowest, or None with the text that says why."""

    name: str
    shares: tuple[float, ...] | None
    hidden: str = ""


@dataclass(frozen=True)
class Staircase:
    """Labels of the steps from the lowest; shares are parts of 1."""

    steps: tuple[str, ...]
    own: Side
    others: Side

    def __post_init__(self) -> None:
        for side in (self.own, self.others):
            explained(side.hidden) if side.shares is None else checked(side.shares, len(self.steps))


@dataclass(frozen=True)
class Geometry:
    """Where things are: step k (0 = lowest) starts at k·tread, all end at `wall`, where the bars begin."""

    width: float
    top: float
    tread: float
    wall: float
    row: float
    scale: float
    count: int

    def row_top(self, step: int) -> float:
        return self.top + (self.count - 1 - step) * self.row

    @property
    def bottom(self) -> float:
        return self.top + self.count * self.row


def labels(spec: Staircase, tread: float, wall: float) -> tuple[tuple[str, ...], ...]:
    return tuple(wrap(label, wall - index * tread - 2 * PADDING - 2) for index, label in enumerate(spec.steps))


def geometry(spec: Staircase, width: float, top: float, number: NumberText) -> Geometry:
    count = len(spec.steps)
    tread = 26.0 if width >= NARROW else 8.0
    room = max(110.0 if width >= NARROW else 84.0, longest_word(spec.steps)) + 2 * PADDING + 2
    wall = min((count - 1) * tread + room, width * 0.62)
    shares = (*(spec.own.shares or ()), *(spec.others.shares or ()))
    numbers = max((measure(number(share), bold=True) for share in shares), default=0.0)
    row = max(2 * LANE + 10, *(height(lines) + 10 for lines in labels(spec, tread, wall)))
    free = width - wall - numbers - DIAMOND - PADDING
    return Geometry(width, top, tread, wall, row, free / max(shares, default=1.0), count)


def stairs(at: Geometry) -> tuple[Mark, ...]:
    """The staircase itself: one area, its edge, and a light rule from every tread to the right."""
    edge = [(1.0, at.bottom)]
    for step in range(at.count):
        edge += [(1 + step * at.tread, y) for y in (at.row_top(step) + at.row, at.row_top(step))]
    rules = (Line(at.wall, y, at.width, y, RULE) for y in (at.row_top(step) + at.row for step in range(at.count)))
    profile = (*edge[2:], (at.wall, at.top))
    lines = (Line(*start, *end, PEERS, 2) for start, end in zip(((1.0, at.bottom), *profile), profile, strict=False))
    return (Polygon((*edge, (at.wall, at.top), (at.wall, at.bottom)), STEP), *rules, *lines)


def own_bar(x: float, y: float, length: float) -> tuple[Mark, ...]:
    return (Rect(x, y - BAR / 2, length, BAR, OWN), diamond(x + length, y, DIAMOND, OWN))


def own_marks(at: Geometry, share: float, y: float, text: str) -> tuple[Mark, ...]:
    length = share * at.scale
    number = middle(text, at.wall + length + DIAMOND + 4, y, fill=OWN, bold=True)
    return (*own_bar(at.wall, y, length), number)


def peer_marks(at: Geometry, share: float, y: float, text: str) -> tuple[Mark, ...]:
    length = share * at.scale
    return (Rect(at.wall, y - BAR / 2, length, BAR, PEERS), middle(text, at.wall + length + 6, y))


def bars(spec: Staircase, at: Geometry, number: NumberText) -> tuple[Mark, ...]:
    """The pair of bars on every step; a bar whose partner is hidden stands in the middle of the step."""
    apart = LANE / 2 if spec.own.shares and spec.others.shares else 0.0
    marks: list[Mark] = []
    for step in range(at.count):
        centre = at.row_top(step) + at.row / 2
        if spec.others.shares:
            marks += peer_marks(at, spec.others.shares[step], centre + apart, number(spec.others.shares[step]))
        if spec.own.shares:
            marks += own_marks(at, spec.own.shares[step], centre - apart, number(spec.own.shares[step]))
    return tuple(marks)


def keys(spec: Staircase) -> tuple[Key, ...]:
    own, others = spec.own, spec.others
    own_key = Key(own.name, lambda x, y: own_bar(x, y, 24), 24 + DIAMOND, OWN, bold=True)
    peer_key = Key(others.name, lambda x, y: (Rect(x, y - BAR / 2, 28, BAR, PEERS),), 28)
    return (
        own_key if own.shares else words(own.hidden, MUTED),
        peer_key if others.shares else words(others.hidden, MUTED),
    )


def names(spec: Staircase, at: Geometry) -> tuple[Text, ...]:
    texts: list[Text] = []
    for step, lines in enumerate(labels(spec, at.tread, at.wall)):
        top = at.row_top(step) + (at.row - height(lines)) / 2
        texts += paragraph(lines, step * at.tread + PADDING, top)
    return tuple(texts)


def picture(spec: Staircase, number: NumberText, width: float) -> Picture:
    """The display list; `number` writes a share as text."""
    head, used = legend(keys(spec), width)
    at = geometry(spec, width, used + 12, number)
    return Picture(width, at.bottom + 2, (*head, *stairs(at), *names(spec, at), *bars(spec, at, number)))


def draw(spec: Staircase, caption: Caption, *, number: NumberText, width: float = WIDE) -> Chart:
    """Own municipality and the others on every step of the staircase; `number` writes a share as text."""
    return chart(picture(spec, number, width), caption)
