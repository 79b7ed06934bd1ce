"""Display list → SVG: paths of one colour merged, presentation attributes only, no text-anchor, rounded numbers."""

import re
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import escape, quoteattr

from charts.layers import layers
from charts.marks import Dot, Line, Mark, Picture, Polygon, Rect, Shape, Text
from charts.text import clean

FONT = "'IBM Plex Sans', sans-serif"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Caption:
    """What a chart is called: an id unique on the page, a short title, the finding in words (alternative text)."""

    chart_id: str
    title: str
    alt: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.chart_id):
            raise ValueError(f"not usable as an id: {self.chart_id!r}")


@dataclass(frozen=True)
class Chart:
    """A finished chart: the display list and its caption. Its SVG is written when somebody asks for it."""

    picture: Picture
    caption: Caption

    @property
    def width(self) -> float:
        """CSS pixels."""
        return self.picture.width

    @property
    def height(self) -> float:
        """CSS pixels."""
        return self.picture.height

    @property
    def alt(self) -> str:
        """The finding in words with its numbers."""
        return self.caption.alt

    @cached_property
    def svg(self) -> str:
        return source(self.picture, self.caption)


def number(value: float) -> str:
    """At most two decimals, no trailing zeros, no minus zero: the same bytes for the same picture."""
    written = f"{value:.2f}"
    return "0" if written == "-0.00" else written.rstrip("0").rstrip(".")


def outline(mark: Shape) -> str:
    """Path data of one shape."""
    match mark:
        case Rect(x, y, width, height):
            return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"
        case Line(x1, y1, x2, y2):
            return f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
        case Dot(x, y, radius):
            r, d = number(radius), number(2 * radius)
            return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1 -{d} 0z"
        case Polygon(points):
            return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"


def style(mark: Mark) -> str:
    """The attributes of everything that is drawn together with this mark."""
    match mark:
        case Line(stroke=stroke, thickness=thickness):
            return f'fill="none" stroke="{stroke}" stroke-width="{number(thickness)}"'
        case Text(size=size, fill=fill, bold=bold):
            weight = ' font-weight="600"' if bold else ""
            return f'font-size="{number(size)}" fill="{fill}"{weight}'
        case Rect(fill=fill) | Dot(fill=fill) | Polygon(fill=fill):
            return f'fill="{fill}"'


def drawn(marks: list[Mark]) -> str:
    """One `<path>` for shapes, one `<g>` of `<text>` for texts; a layer holds one or the other."""
    attributes = style(marks[0])
    shapes = "".join(outline(mark) for mark in marks if not isinstance(mark, Text))
    if shapes:
        return f'<path {attributes} d="{shapes}"/>'
    texts = (mark for mark in marks if isinstance(mark, Text))
    lines = (f'<text x="{number(t.x)}" y="{number(t.y)}">{escape(clean(t.text))}</text>' for t in texts)
    return f"<g {attributes}>{''.join(lines)}</g>"


def source(picture: Picture, caption: Caption) -> str:
    """The picture as SVG that scales with its container (viewBox only); same input, same bytes."""
    ident, size = caption.chart_id, f"{number(picture.width)} {number(picture.height)}"
    body = "".join(drawn(marks) for marks in layers(picture.marks))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" font-family="{FONT}"'
        f" aria-labelledby={quoteattr(f'{ident}-title {ident}-desc')}>"
        f'<title id="{ident}-title">{escape(clean(caption.title))}</title>'
        f'<desc id="{ident}-desc">{escape(clean(caption.alt))}</desc>{body}</svg>'
    )


def chart(picture: Picture, caption: Caption) -> Chart:
    return Chart(picture, caption)
