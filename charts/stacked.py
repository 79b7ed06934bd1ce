"""Stacked bars of a distribution: own row first; ordered answers diverge from a zero line, the neutral class apart."""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum

from charts.legend import legend, swatch
from charts.marks import NARROW, SIZE, SMALL, WIDE, Line, Mark, Picture, Rect, Text, diamond
from charts.palette import INK, MUTED, OWN, PAPER, diverging, ink_on, nominal
from charts.shares import NumberText, checked, explained
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

BAR = 24.0
BETWEEN = 14.0
COLUMN_GAP = 14.0
OWN_MARK = 16.0
MARGIN = 3.0
SEPARABLE = 3.0
OVERHANG = 4.0
EDGE = 1.0


@dataclass(frozen=True)
class Row:
    """A bar: shares per option as parts of 1, or None with the text that says why; `note` stands under the label."""

    label: str
    shares: tuple[float, ...] | None
    note: str = ""
    hidden: str = ""
    own: bool = False


@dataclass(frozen=True)
class Stacked:
    """Options in their order. Ordered ones diverge: `neutral` is the index of the class in a column of its own."""

    options: tuple[str, ...]
    rows: tuple[Row, ...]
    ordered: bool = True
    neutral: int | None = None

    def __post_init__(self) -> None:
        if self.neutral is not None and not (self.ordered and 0 <= self.neutral < len(self.options)):
            raise ValueError("the neutral class must be one of the ordered options")
        for row in self.rows:
            explained(row.hidden) if row.shares is None else checked(row.shares, len(self.options))

    @property
    def left(self) -> int:
        """How many options stand left of the zero line."""
        if not self.ordered:
            return 0
        return len(self.options) // 2 if self.neutral is None else self.neutral

    @property
    def colours(self) -> tuple[str, ...]:
        apart = self.neutral is not None
        right = len(self.options) - self.left - apart
        return diverging(self.left, apart, right) if self.ordered else nominal(len(self.options))

    @property
    def sorted_rows(self) -> tuple[Row, ...]:
        return tuple(sorted(self.rows, key=lambda row: not row.own))


@dataclass(frozen=True)
class Scale:
    """Bars begin at `start` and diverge at `zero`; `neutral` begins its own column, None if nobody chose it."""

    start: float
    zero: float
    neutral: float | None
    pixels: float


def parts(spec: Stacked, shares: tuple[float, ...]) -> tuple[float, float, float]:
    """Sum of the shares left of zero, right of zero, and in the neutral column."""
    apart = 0.0 if spec.neutral is None else shares[spec.neutral]
    return fsum(shares[: spec.left]), fsum((*shares[spec.left :], -apart)), apart


def scale(spec: Stacked, start: float, width: float) -> Scale:
    sums = [parts(spec, row.shares) for row in spec.rows if row.shares is not None] or [(0.0, 1.0, 0.0)]
    left, right, apart = (max(column) for column in zip(*sums, strict=True))
    gap = COLUMN_GAP if apart else 0.0
    pixels = (width - EDGE - start - gap) / (left + right + apart)
    zero = start + left * pixels
    return Scale(start, zero, zero + right * pixels + gap if apart else None, pixels)


def segments(spec: Stacked, at: Scale, shares: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """Left edge and width in pixels of every option's segment, in the order of the options."""
    main = tuple(0.0 if index == spec.neutral else share * at.pixels for index, share in enumerate(shares))
    starts = accumulate((at.zero - fsum(main[: spec.left]), *main))
    edges = [(x, length) for x, length in zip(starts, main, strict=False)]
    if spec.neutral is not None and at.neutral is not None:
        edges[spec.neutral] = (at.neutral, shares[spec.neutral] * at.pixels)
    return tuple(edges)


def separators(edges: tuple[tuple[float, float], ...], y: float) -> tuple[Line, ...]:
    """White gaps between neighbours that are both wide enough to lose half a pixel."""
    shown = [edge for edge in sorted(edges) if edge[1] > 0]
    touching = ((length, x, wide) for (_, length), (x, wide) in pairwise(shown))
    return tuple(Line(x, y, x, y + BAR, PAPER, 1.5) for length, x, wide in touching if min(length, wide) >= SEPARABLE)


def numbers(edges: tuple[tuple[float, float], ...], colours: tuple[str, ...], texts: list[str], y: float) -> list[Text]:
    """The number in the middle of every segment that has the room, in a colour that reads on it."""
    return [
        middle(text, x + length / 2, y + BAR / 2, SMALL, anchor=0.5, fill=ink_on(colour))
        for (x, length), colour, text in zip(edges, colours, texts, strict=True)
        if length >= measure(text, SMALL) + 2 * MARGIN
    ]


def zero_lines(spec: Stacked, at: Scale, y: float) -> tuple[Line, ...]:
    """Where the bar of an ordered question diverges, and where its neutral column begins."""
    zero = (Line(at.zero, y - OVERHANG, at.zero, y + BAR + OVERHANG, INK, 1.5),) if spec.ordered else ()
    if at.neutral is None:
        return zero
    return (*zero, Line(at.neutral, y - OVERHANG, at.neutral, y + BAR + OVERHANG, MUTED))


def bar(spec: Stacked, at: Scale, shares: tuple[float, ...], y: float, number: NumberText) -> tuple[Mark, ...]:
    edges = segments(spec, at, shares)
    filled = (
        Rect(x, y, length, BAR, colour) for (x, length), colour in zip(edges, spec.colours, strict=True) if length > 0
    )
    texts = numbers(edges, spec.colours, [number(share) for share in shares], y)
    return (*filled, *separators(edges, y), *texts, *zero_lines(spec, at, y))


@dataclass(frozen=True)
class Label:
    """Wrapped name and note of a row; the own row is indented for its mark."""

    lines: tuple[str, ...]
    note: tuple[str, ...]
    own: bool

    @property
    def height(self) -> float:
        return height(self.lines) + height(self.note, SMALL)

    def marks(self, top: float) -> tuple[Mark, ...]:
        fill, x = (OWN, OWN_MARK) if self.own else (INK, 0.0)
        mark = (diamond(6, top + height(("",)) / 2, 6, OWN),) if self.own else ()
        text = paragraph(self.lines, x, top, fill=fill, bold=self.own)
        return (*mark, *text, *paragraph(self.note, x, top + height(self.lines), SMALL, fill=MUTED))


def label(row: Row, width: float) -> Label:
    room = width - OWN_MARK if row.own else width
    return Label(wrap(row.label, room, bold=row.own), wrap(row.note, room, SMALL, most=2), row.own)


def label_column(spec: Stacked, width: float) -> float:
    words = longest_word(tuple(row.label for row in spec.rows), bold=True) + OWN_MARK
    return min(max(width * 0.26, words + SIZE), width * 0.4)


def row_marks(
    spec: Stacked, at: Scale, row: Row, top: float, width: float, number: NumberText
) -> tuple[tuple[Mark, ...], float]:
    """One row from `top` on, and its height: label beside the bar, or above it where the picture is narrow."""
    beside = width >= NARROW
    text = label(row, at.start - SIZE if beside else width)
    hidden = wrap(row.hidden, width - at.start, SMALL) if row.shares is None else ()
    room = height(hidden, SMALL) if hidden else BAR
    taken = max(text.height, room) if beside else text.height + 3 + room
    y = top + (taken - room) / 2 if beside else top + taken - room
    marks: tuple[Mark, ...] = paragraph(hidden, at.start, y, SMALL, fill=MUTED)
    if row.shares is not None:
        marks = bar(spec, at, row.shares, y, number)
    return (*text.marks(top + (taken - text.height) / 2 if beside else top), *marks), taken


def picture(spec: Stacked, number: NumberText, width: float) -> Picture:
    """The display list; `number` writes a share as text."""
    head, y = legend((swatch(text, fill) for text, fill in zip(spec.options, spec.colours, strict=True)), width)
    at = scale(spec, label_column(spec, width) if width >= NARROW else EDGE, width)
    marks: list[Mark] = [*head]
    y += BETWEEN
    for row in spec.sorted_rows:
        drawn, taken = row_marks(spec, at, row, y, width, number)
        marks += drawn
        y += taken + BETWEEN
    return Picture(width, y, tuple(marks))


def draw(spec: Stacked, caption: Caption, *, number: NumberText, width: float = WIDE) -> Chart:
    """The distribution over the options, a bar per row; `number` writes a share as text."""
    return chart(picture(spec, number, width), caption)
