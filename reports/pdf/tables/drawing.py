"""A table as a picture that WeasyPrint lays out as one block, with a tag for each cell."""

from collections.abc import Mapping
from dataclasses import dataclass

import pydyf
from weasyprint.draw.color import get_color

from charts.svg import number
from reports.pdf.tables.lines import Line, Typesetter
from reports.pdf.tables.plain import PlainTable, Row
from reports.pdf.tables.shapes import CellLook, Shape


@dataclass(frozen=True, slots=True)
class _SetRow:
    row: Row
    looks: tuple[CellLook, ...]
    lines: tuple[tuple[Line, ...], ...]

    @property
    def height(self) -> float:
        return max(
            look.above + len(lines) * look.line_height + look.below
            for look, lines in zip(self.looks, self.lines, strict=True)
        )


class TableDrawing:
    """`table` in the look of `shape`. In CSS pixels, y growing downwards.

    `marks` are those around the words of its cells, for each cell that has words. They have no numbers yet: WeasyPrint
    counts what it tags itself, and `tags.py` counts on from there.
    """

    def __init__(self, table: PlainTable, shape: Shape, typesetter: Typesetter):
        self.table, self.width, self._caption_look = table, shape.width, shape.caption
        self.is_drawn, self.marks = False, []
        self._caption = typesetter.lines(table.caption, shape.caption.style, shape.caption.width)
        self._rows = [_set(row, shape.rows[row.group, row.look], typesetter) for row in table.rows]
        self._caption_height = _height(shape.caption, self._caption)
        self.height = self._caption_height + sum(row.height for row in self._rows)

    def get_intrinsic_size(self, _resolution, _font_size):
        return self.width, self.height, self.width / self.height

    @property
    def broken(self) -> frozenset[str]:
        """The texts that take more than one line."""
        cells = (cell for row in self._rows for cell in zip(row.row.texts, row.lines, strict=True))
        return frozenset(text for text, lines in ((self.table.caption, self._caption), *cells) if len(lines) > 1)

    def draw(self, stream, width, _height, _style):
        """Called within the tag of a figure, which becomes the caption's; each cell is marked after it."""
        top = self._caption_height
        if width != self.width:
            stream.transform(a=width / self.width, d=width / self.width)
        pen = _Pen(stream)
        pen.write(self._caption_look, self._caption, self._caption_look.above)
        stream.end_marked_content()
        for row in self._rows:
            self.marks += _write(row, top, pen, stream)
            top += row.height
        stream.begin_marked_content("Artifact")
        self._rule(stream)
        self.is_drawn = True

    def _rule(self, stream):
        bottom = self._caption_height
        for row in self._rows:
            look, bottom = row.looks[0], bottom + row.height
            stream.set_color(get_color(look.style, "border_bottom_color"))
            stream.rectangle(0, bottom - look.line_below, self.width, look.line_below)
            stream.fill()


def _set(row: Row, looks: tuple[CellLook, ...], typesetter: Typesetter) -> _SetRow:
    lines = (typesetter.lines(text, look.style, look.width) for text, look in zip(row.texts, looks, strict=True))
    return _SetRow(row, looks, tuple(lines))


def _height(look: CellLook, lines: tuple[Line, ...]) -> float:
    return look.above + len(lines) * look.line_height + look.below


def _write(row: _SetRow, top: float, pen: "_Pen", stream) -> list[pydyf.Dictionary]:
    """The marks of the cells that say something."""
    marks = []
    for tag, look, lines in zip(row.row.tags, row.looks, row.lines, strict=True):
        if lines:
            room = row.height - _height(look, lines) if look.is_at_the_bottom else 0
            marks.append(pydyf.Dictionary())
            stream.begin_marked_content(tag.upper(), marks[-1])
            pen.write(look, lines, top + room + look.above)
            stream.end_marked_content()
    return marks


class _Pen:
    """Writes lines, and says the font only where it changes."""

    def __init__(self, stream):
        self._stream, self._font = stream, b""

    def write(self, look: CellLook, lines: tuple[Line, ...], top: float) -> None:
        self._stream.set_color(look.style["color"])
        self._stream.begin_text()
        for place, line in enumerate(lines):
            x = number(look.left + _indent(look.style, look.width - line.width))
            y = number(top + place * look.line_height + look.baseline)
            self._stream.stream.append(f"1 0 0 -1 {x} {y} Tm")
            self._show(line)
        self._stream.end_text()

    def _show(self, line: Line) -> None:
        font, *shown = line.drawn(self._stream)
        if font != self._font:
            self._stream.stream.append(font)
        self._stream.stream += shown
        self._font = font


def _indent(style: Mapping, room: float) -> float:
    room = max(room, 0)  # a word that is too long begins where the cell begins
    return {"right": room, "end": room, "center": room / 2}.get(style["text_align_all"], 0)
