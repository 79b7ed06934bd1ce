"""A chart's display list as PDF operators, past the SVG: a third of the time, and the same marks in the same places.

WeasyPrint takes anything for a picture that has `get_intrinsic_size` and `draw`, if it lies in the `cache` given to it.
It does not promise that, so `KNOWN` names the version in which the two ways were compared pixel by pixel
(tests/reports/test_drawing.py); with any other the pictures are drawn from their SVG.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.line_break import create_layout

from charts.layers import layers
from charts.marks import SIZE, Dot, Line, Picture, Polygon, Rect, Shape, Text
from charts.palette import channels
from charts.svg import Chart, number
from charts.text import clean
from reports.pdf.resources import PICTURE, static_content
from reports.pdf.typeface import FAMILY, FILES

KNOWN = "70.0"
CIRCLE = 0.5522847498  # where a cubic curve's handles lie so that four of them make a circle


def cached(pictures: Mapping[str, str | Chart], fonts) -> dict[str, "Drawing"]:
    """What WeasyPrint's `cache` option needs to draw the charts directly; nothing if it might not understand it."""
    if weasyprint.__version__ != KNOWN:
        return {}
    ours = _Fonts(fonts)
    charts = ((name, chart) for name, chart in pictures.items() if isinstance(chart, Chart))
    return {f"{PICTURE}{name}": Drawing(chart.picture, ours) for name, chart in charts}


@dataclass(frozen=True)
class Drawing:
    """A picture as WeasyPrint wants it: lengths in CSS pixels, y growing downwards."""

    picture: Picture
    fonts: "_Fonts"

    def get_intrinsic_size(self, _resolution, _font_size):
        """As of an SVG with nothing but a viewBox: no size of its own, only a shape."""
        return None, None, self.picture.width / self.picture.height

    def draw(self, stream, width, height, _style):
        stream.transform(a=width / self.picture.width, d=height / self.picture.height)
        for marks in layers(self.picture.marks):
            write = _texts if isinstance(marks[0], Text) else _shapes
            stream.stream.extend(write(marks, stream, self.fonts))


def _shapes(marks: list[Shape], _stream, _fonts) -> Iterator[str]:
    first = marks[0]
    if isinstance(first, Line):
        yield f"{_colour(first.stroke)} RG {number(first.thickness)} w"
    else:
        yield f"{_colour(first.fill)} rg"
    yield from map(_outline, marks)
    yield "S" if isinstance(first, Line) else "f"


def _outline(mark: Shape) -> str:
    match mark:
        case Rect(x, y, width, height):
            return f"{number(x)} {number(y)} {number(width)} {number(height)} re"
        case Line(x1, y1, x2, y2):
            return f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l"
        case Dot(x, y, radius):
            return _circle(x, y, radius)
        case Polygon(points):
            (x, y), *others = points
            return f"{number(x)} {number(y)} m " + " ".join(f"{number(x)} {number(y)} l" for x, y in others) + " h"


def _circle(x: float, y: float, r: float) -> str:
    k = r * CIRCLE
    corners = ((x - r, y), (x, y - r), (x + r, y), (x, y + r), (x - r, y))
    handles = ((0, -k, -k, 0), (k, 0, 0, -k), (0, k, k, 0), (-k, 0, 0, k))
    curves = (
        f"{number(ax + a)} {number(ay + b)} {number(bx + c)} {number(by + d)} {number(bx)} {number(by)} c"
        for (ax, ay), (bx, by), (a, b, c, d) in zip(corners, corners[1:], handles, strict=False)
    )
    return f"{number(x - r)} {number(y)} m {' '.join(curves)} h"


def _texts(marks: list[Text], stream, fonts) -> Iterator[str]:
    first = marks[0]
    font = fonts.of(stream, bold=first.bold)
    yield f"BT {_colour(first.fill)} rg /{font.hash} {number(first.size)} Tf"
    for mark in marks:
        yield f"1 0 0 -1 {number(mark.x)} {number(mark.y)} Tm <{_glyphs(font, mark)}> Tj"
    yield "ET"


def _glyphs(font, mark: Text) -> str:
    """The text as glyph numbers; the font learns which it is to embed, as it does from WeasyPrint's own texts."""
    face, codes = _face(mark.bold), []
    for character in clean(mark.text):
        code, width = face.get(ord(character), (0, 0))
        if not code:
            code, width = font.get_unused_glyph_id(ord(character)), 0
        font.widths.setdefault(code, width)
        font.to_unicode.setdefault(code, character)
        codes.append(f"{code:04x}")
    return "".join(codes)


@cache
def _face(bold: bool) -> dict[int, tuple[int, int]]:
    """Code point → (glyph, advance in thousandths of the font size) of one of our two weights."""
    file = TTFont(BytesIO(static_content(FILES[600 if bold else 400])))
    scale, advances = 1000 / file["head"].unitsPerEm, file["hmtx"].metrics
    return {
        point: (file.getGlyphID(name), round(advances[name][0] * scale)) for point, name in file.getBestCmap().items()
    }


class _Fonts:
    """The fonts of one document, as WeasyPrint itself embeds them for its texts."""

    def __init__(self, configuration):
        self._configuration = configuration
        self._found = {}

    def of(self, stream, *, bold: bool):
        if bold not in self._found:
            values = {"font_family": [FAMILY], "font_weight": 600 if bold else 400, "font_size": SIZE}
            layout = create_layout("x", Style(INITIAL_VALUES | values, self._configuration), None, None, 0)
            line, _ = layout.get_first_line()
            self._found[bold], _ = stream.add_font(line.runs[0].data.item.analysis.font)
        return self._found[bold]


class Style(dict):
    """The values of CSS that a layout asks for, with the fonts beside them."""

    def __init__(self, values, fonts):
        super().__init__(values)
        self.font_config = fonts


def _colour(colour: str) -> str:
    return " ".join(f"{channel / 255:.4f}".rstrip("0").rstrip(".") for channel in channels(colour))
