"""The key above a chart: a small drawing and its label, one after the other, as many per line as fit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from charts.marks import SMALL, Mark, Rect
from charts.palette import INK
from charts.text import height, paragraph, widest, wrap

GAP = 6.0
BETWEEN = 18.0
BELOW = 2.0
LINE = 16.0
SWATCH = 12.0
MOST_LINES = 4


@dataclass(frozen=True)
class Key:
    """`draw` makes the drawing from its left edge and vertical middle; `width` is its width in pixels."""

    label: str
    draw: Callable[[float, float], tuple[Mark, ...]]
    width: float
    fill: str = INK
    bold: bool = False


def swatch(label: str, fill: str) -> Key:
    """A key for an area of one colour."""
    return Key(label, lambda x, y: (Rect(x, y - SWATCH / 2, SWATCH, SWATCH, fill),), SWATCH)


def words(label: str, fill: str = INK) -> Key:
    """A text without a drawing, for what is hidden."""
    return Key(label, lambda _x, _y: (), -GAP, fill)


def legend(keys: Iterable[Key], width: float) -> tuple[tuple[Mark, ...], float]:
    """Marks of the whole key from (0, 0) on, and the height it takes; no line is wider than `width`."""
    marks: list[Mark] = []
    x = top = line_height = 0.0
    for key in keys:
        lines = wrap(key.label, width - key.width - GAP, SMALL, bold=key.bold, most=MOST_LINES)
        taken = key.width + GAP + widest(lines, SMALL, bold=key.bold)
        if x and x + taken > width:
            x, top, line_height = 0.0, top + line_height + BELOW, 0.0
        marks += key.draw(x, top + LINE / 2)
        text_top = top + (LINE - height(("",), SMALL)) / 2
        marks += paragraph(lines, x + key.width + GAP, text_top, SMALL, fill=key.fill, bold=key.bold)
        x, line_height = x + taken + BETWEEN, max(line_height, LINE, height(lines, SMALL) + 2)
    return tuple(marks), top + line_height
