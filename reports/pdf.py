"""HTML to PDF/UA-1 with WeasyPrint, which may fetch nothing but what it is given.

The document's own pictures are handed over in memory; style sheets and fonts come from the project's static files.
Every other address, `file:` and `http:` among them, is refused and stops the rendering.
"""

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PICTURE = "picture:"
STATIC = "static:"
STYLE_SHEET = "static:css/report.css"
_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class ForbiddenAddress(ValueError):
    """A document asked for something that is neither its own picture nor a static file of ours."""


class Fetcher(URLFetcher):
    """Serves `picture:NAME` from memory and `static:PATH` from the project's static files; refuses all else.

    With `fail_on_errors` WeasyPrint turns every refusal into an error that it does not pass over.
    """

    def __init__(self, pictures: Mapping[str, str]):
        super().__init__(allow_redirects=False, fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url, headers=None):
        if url.startswith(PICTURE):
            return self._picture(url)
        if url.startswith(STATIC):
            return _static(url)
        raise ValueError(f"Refused to fetch {url[:200]!r}")

    def _picture(self, url):
        svg = self._pictures.get(url.removeprefix(PICTURE))
        if svg is None:
            raise ValueError(f"Unknown picture {url[:200]!r}")
        return URLFetcherResponse(url, svg.encode(), {"Content-Type": "image/svg+xml"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: its bytes and how many pages it has."""

    content: bytes
    page_count: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def render(html: str, pictures: Mapping[str, str]) -> Rendered:
    """`html` (one whole document) as tagged PDF/UA-1. Raises ForbiddenAddress."""
    fonts, style = _style()
    source = HTML(string=html, base_url=STATIC, url_fetcher=Fetcher(pictures))
    try:
        with _collector_resting():
            document = source.render(stylesheets=[style], font_config=fonts)
            content = document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as refusal:
        raise ForbiddenAddress(str(refusal)) from refusal
    return Rendered(content, len(document.pages))


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


@cache
def _style():
    """The report's style sheet with its fonts, read once per process."""
    fonts = FontConfiguration()
    return fonts, CSS(url=STYLE_SHEET, font_config=fonts, url_fetcher=Fetcher({}))


@cache
def _static_content(name: str) -> bytes:
    path = finders.find(name)
    if path is None or Path(name).suffix not in _MEDIA_TYPES:
        raise ValueError(f"Not a static file of ours: {name[:200]!r}")
    return Path(path).read_bytes()


def _static(url):
    name = url.removeprefix(STATIC).lstrip("/")
    return URLFetcherResponse(url, _static_content(name), {"Content-Type": _MEDIA_TYPES[Path(name).suffix]})
