"""HTML to one file that is PDF/UA-1 and PDF/A-2a, with WeasyPrint.

WeasyPrint may fetch nothing but what it is given, and leave out nothing of what it was given.

The document's own pictures are handed over in memory; style sheets and fonts come from the project's static files.
Every other address, `file:` and `http:` among them, is refused and stops the rendering.
"""

import gc
import hashlib
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError

from charts.svg import Chart
from reports.pdf import colours, drawing, errors, tables, typeface
from reports.pdf.finishing import Finisher
from reports.pdf.resources import Fetcher
from reports.pdf.source import WellFormed, parsed


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: its bytes and how many pages it has."""

    content: bytes
    page_count: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def render(html: str, pictures: Mapping[str, str | Chart]) -> Rendered:
    """`html` (one whole document, well-formed) as PDF/UA-1 and PDF/A-2a. Raises errors.RenderingFailed.

    A document uses its pictures, SVG source or charts, as `picture:NAME`.
    """
    fonts, style = typeface.style()
    root = parsed(html)
    try:
        with _collector_resting(), _nothing_passed_over():
            drawings = tables.drawn(root, fonts, style)
            source = WellFormed(root, Fetcher(pictures))
            finisher = Finisher(source.etree_element, drawings)
            document = source.render(
                stylesheets=[style],
                font_config=fonts,
                cache=drawing.cached(pictures, fonts) | drawings,
                color_profiles=colours.profiles(),
                output_intent=colours.INTENT,
            )
            content = document.write_pdf(pdf_variant="pdf/a-2a", output_intent=colours.INTENT, finisher=finisher)
    except FatalURLFetchingError as refusal:
        raise errors.ForbiddenAddress(str(refusal)) from refusal
    typeface.check(document)
    return Rendered(finisher.settled(content), len(document.pages))


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Millions of boxes live until the document is finished: looking for dead ones meanwhile only takes time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Complaints(logging.Handler):
    """WeasyPrint's errors in the thread that made this handler."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.thread, self.messages = threading.get_ident(), []

    def emit(self, record):
        if record.thread == self.thread:
            self.messages.append(record.getMessage())


@contextmanager
def _nothing_passed_over() -> Iterator[None]:
    """WeasyPrint logs what it could not load or draw and goes on; here that is a failure. Raises Incomplete."""
    complaints = _Complaints()
    LOGGER.addHandler(complaints)
    try:
        yield
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.messages:
        raise errors.Incomplete("; ".join(dict.fromkeys(complaints.messages)))
