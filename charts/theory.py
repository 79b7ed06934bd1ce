"""A theory of change: columns of boxes with arrows from each box to what it leads to in the next column.

A narrow picture has the columns below each other, and writes in a box what it leads to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from charts.marks import NARROW, SMALL, WIDE, Line, Mark, Picture, Polygon, Rect, layered
from charts.palette import BAND, INK, MUTED, STEP
from charts.svg import Caption, Chart, chart
from charts.text import height, paragraph, wrap

GUTTER, PADDING, BOX_GAP, TITLE_GAP, PART_GAP = 34.0, 8.0, 10.0, 8.0, 18.0
HEAD_LENGTH, HEAD_HALF = 8.0, 4.0
TALLEST = 900.0  # what fits on an A4 page below a heading
# How much of the boxes is written, the first that is short enough: lines of the text, lines of each note.
DETAILS = ((7, 5), (5, 3), (4, 1), (3, 0), (2, 0), (1, 0))


@dataclass(frozen=True)
class Box:
    """`notes` stand below the text: an assumption, an indicator. `leads_to` are keys of boxes in the next column."""

    key: str
    text: str
    notes: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """`empty` is what stands where there is no box yet."""

    title: str
    boxes: tuple[Box, ...]
    empty: str


@dataclass(frozen=True)
class Theory:
    """From what is put in to what it leads to; the last column is what it is all for."""

    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a theory of change has columns")
        for column, following in pairwise((*self.columns, Column("", (), ""))):
            known = {box.key for box in following.boxes}
            if any(set(box.leads_to) - known for box in column.boxes):
                raise ValueError("a box leads to boxes of the next column")


@dataclass(frozen=True)
class Placed:
    """A box in the picture, with its texts wrapped."""

    box: Box
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    notes: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        written = height(self.lines) + sum(PADDING / 2 + height(note, SMALL) for note in self.notes)
        return written + 2 * PADDING

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw(spec: Theory, caption: Caption, width: float = WIDE, tallest: float = TALLEST) -> Chart:
    return chart(picture(spec, width, tallest), caption)


def picture(spec: Theory, width: float = WIDE, tallest: float = TALLEST) -> Picture:
    """As much of the texts is written as lets the picture be `tallest` pixels high; on a narrow one all of them."""
    if width < NARROW:
        return below_each_other(spec, width)
    for lines, notes in DETAILS:
        found = beside_each_other(spec, width, lines, notes)
        if found.height <= tallest:
            break
    return found


def beside_each_other(spec: Theory, width: float, most: int, most_notes: int) -> Picture:
    room = (width - GUTTER * (len(spec.columns) - 1)) / len(spec.columns)
    titles = [wrap(column.title, room, bold=True, most=2) for column in spec.columns]
    top = max(height(lines) for lines in titles) + TITLE_GAP
    marks: list[Mark] = []
    placed: dict[str, Placed] = {}
    bottom = top
    for index, column in enumerate(spec.columns):
        x = index * (room + GUTTER)
        marks += paragraph(titles[index], x, 0, bold=True)
        boxes = stacked(column.boxes, x, top, room, most, most_notes)
        marks += nothing(column, x, top, room)
        bottom = max([bottom, top + height(("", "")), *(box.y + box.height for box in boxes)])
        fill = BAND if index == len(spec.columns) - 1 else STEP
        marks += [mark for box in boxes for mark in box_marks(box, fill)]
        placed |= {box.box.key: box for box in boxes}
    return Picture(width, bottom, layered([*marks, *arrows(placed)]))


def below_each_other(spec: Theory, width: float) -> Picture:
    marks: list[Mark] = []
    y = 0.0
    names = {box.key: box.text for column in spec.columns for box in column.boxes}
    for index, column in enumerate(spec.columns):
        title = wrap(column.title, width, bold=True, most=2)
        marks += paragraph(title, 0, y, bold=True)
        y += height(title) + TITLE_GAP
        told = tuple(with_arrows(box, names) for box in column.boxes)
        boxes = stacked(told, 0, y, width, *DETAILS[0])
        marks += nothing(column, 0, y, width)
        last = index == len(spec.columns) - 1
        marks += [mark for box in boxes for mark in box_marks(box, BAND if last else STEP)]
        y = boxes[-1].y + boxes[-1].height if boxes else y + height(("", ""))
        if not last:
            marks += arrow(width / 2, y + 4, width / 2, y + PART_GAP, down=True)
            y += PART_GAP + TITLE_GAP
    return Picture(width, y, layered(marks))


def with_arrows(box: Box, names: dict[str, str]) -> Box:
    """The box with what it leads to written in it."""
    return Box(box.key, box.text, (*box.notes, *(f"→ {names[key]}" for key in box.leads_to)), box.leads_to)


def stacked(
    boxes: tuple[Box, ...], x: float, top: float, width: float, most: int, most_notes: int
) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    y, room = top, width - 2 * PADDING
    for box in boxes:
        lines = wrap(box.text, room, most=most)
        notes = tuple(wrap(note, room, SMALL, most=most_notes) for note in box.notes) if most_notes else ()
        placed.append(Placed(box, x, y, width, lines, notes))
        y += placed[-1].height + BOX_GAP
    return tuple(placed)


def nothing(column: Column, x: float, top: float, width: float) -> tuple[Mark, ...]:
    return () if column.boxes else paragraph(wrap(column.empty, width, SMALL, most=2), x, top, SMALL, fill=MUTED)


def box_marks(placed: Placed, fill: str) -> Iterator[Mark]:
    yield Rect(placed.x, placed.y, placed.width, placed.height, fill)
    y = placed.y + PADDING
    yield from paragraph(placed.lines, placed.x + PADDING, y)
    y += height(placed.lines)
    for note in placed.notes:
        y += PADDING / 2
        yield from paragraph(note, placed.x + PADDING, y, SMALL, fill=MUTED)
        y += height(note, SMALL)


def arrows(placed: dict[str, Placed]) -> Iterator[Mark]:
    """Each from the right edge of a box to the left edge of the other; only the gutter lies between them."""
    for start in placed.values():
        for key in start.box.leads_to:
            end = placed[key]
            yield from arrow(start.x + start.width + 2, start.middle, end.x - 2, end.middle)


def arrow(x1: float, y1: float, x2: float, y2: float, *, down: bool = False) -> tuple[Mark, ...]:
    """A line whose head points right, or down."""
    if down:
        head = ((x2 - HEAD_HALF, y2 - HEAD_LENGTH), (x2 + HEAD_HALF, y2 - HEAD_LENGTH), (x2, y2))
        return Line(x1, y1, x2, y2 - HEAD_LENGTH, INK, 1.5), Polygon(head, INK)
    head = ((x2 - HEAD_LENGTH, y2 - HEAD_HALF), (x2, y2), (x2 - HEAD_LENGTH, y2 + HEAD_HALF))
    return Line(x1, y1, x2 - HEAD_LENGTH, y2, INK, 1.5), Polygon(head, INK)
