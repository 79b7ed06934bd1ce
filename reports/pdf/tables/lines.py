"""Words broken into lines and shaped by WeasyPrint, once for all cells of a document that say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import pydyf
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import create_layout, line_size, split_first_line

# A character is rarely narrower than this share of the font size: longer texts are not tried on one line.
NARROW = 0.45


@dataclass(slots=True)
class Line:
    """One line of text: its width in CSS pixels, and its operators once it has been drawn.

    One that is not shaped yet has lost its shape in being measured, and gets it again for drawing.
    """

    layout: object
    style: Mapping
    width: float
    is_shaped: bool = False
    operators: tuple = ()

    def drawn(self, stream) -> tuple:
        """(font, glyphs, …) as operators; the fonts of the document learn which glyphs they are to hold."""
        if not self.operators:
            if not self.is_shaped:
                self.layout.reactivate(self.style)
            box = SimpleNamespace(text=self.layout.text, style=self.style, pango_layout=self.layout)
            recorder = _Recorder(stream)
            draw_first_line(recorder, box, "clip", "none", Matrix())
            self.layout.deactivate()
            self.operators = tuple(recorder.stream[1:])
        return self.operators


class Typesetter:
    """Lines of the cells of one document."""

    def __init__(self):
        self._dictionaries = SimpleNamespace(dictionaries={})
        self._known = {}

    def lines(self, text: str, style: Mapping, width: float) -> tuple[Line, ...]:
        """`text` in lines of at most `width` CSS pixels; none for no text."""
        key = (text, width, style["font_size"], style["font_weight"], style["hyphens"])
        if key not in self._known:
            self._known[key] = tuple(self._broken(text, style, width))
        return self._known[key]

    def _broken(self, text, style, width):
        if line := _on_one_line(text, style, width):
            yield line
            return
        while text:
            layout, _, rest, line_width, *_ = split_first_line(text, style, self._dictionaries, width, 0)
            yield Line(layout, style, line_width)
            text = "" if rest is None else text.encode()[rest:].decode()


def _on_one_line(text: str, style: Mapping, width: float) -> Line | None:
    """Shaped once, for measuring and drawing. None where it does not fit, or would not."""
    if not text or len(text) * style["font_size"] * NARROW > width:
        return None
    layout = create_layout(text, style, None, width, 0)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # as for drawing, which would shape it anew
    line, rest = layout.get_first_line()
    line_width, _ = line_size(line, style)
    return Line(layout, style, line_width, is_shaped=True) if rest is None and line_width <= width else None


class _Recorder(pydyf.Stream):
    """Takes the operators of one line; the first places it, which is different for every cell."""

    def __init__(self, stream):
        super().__init__()
        self.add_font, self.ink_rect, self.logical_rect = stream.add_font, stream.ink_rect, stream.logical_rect
