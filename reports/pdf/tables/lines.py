"""Words broken into lines and shaped by WeasyPrint, once for all cells of a document that say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import pydyf
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import split_first_line


@dataclass(slots=True)
class Line:
    """One line of text: its width in CSS pixels, and its operators once it has been drawn."""

    layout: object
    style: Mapping
    width: float
    operators: tuple = ()

    def drawn(self, stream) -> tuple:
        """(font, glyphs, …) as operators; the fonts of the document learn which glyphs they are to hold."""
        if not self.operators:
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
        while text:
            layout, _, rest, line_width, *_ = split_first_line(text, style, self._dictionaries, width, 0)
            yield Line(layout, style, line_width)
            text = "" if rest is None else text.encode()[rest:].decode()


class _Recorder(pydyf.Stream):
    """Takes the operators of one line; the first places it, which is different for every cell."""

    def __init__(self, stream):
        super().__init__()
        self.add_font, self.ink_rect, self.logical_rect = stream.add_font, stream.ink_rect, stream.logical_rect
