"""What a document may load: its own pictures from memory, style sheet and fonts from the project's static files."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

from charts.svg import Chart

PICTURE = "picture:"
STATIC = "static:"
_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class Fetcher(URLFetcher):
    """Serves `picture:NAME` from memory and `static:PATH` from the project's static files; refuses all else.

    With `fail_on_errors` WeasyPrint turns every refusal into an error that it does not pass over.
    """

    def __init__(self, pictures: Mapping[str, str | Chart]):
        super().__init__(allow_redirects=False, fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url, headers=None):
        if url.startswith(PICTURE):
            return self._picture(url)
        if url.startswith(STATIC):
            return _static(url)
        raise ValueError(f"Refused to fetch {url[:200]!r}")

    def _picture(self, url):
        picture = self._pictures.get(url.removeprefix(PICTURE))
        if picture is None:
            raise ValueError(f"Unknown picture {url[:200]!r}")
        svg = picture.svg if isinstance(picture, Chart) else picture
        return URLFetcherResponse(url, svg.encode(), {"Content-Type": "image/svg+xml"})


@cache
def static_content(name: str) -> bytes:
    """The bytes of a static file of a kind that documents use. Raises ValueError."""
    path = finders.find(name)
    if path is None or Path(name).suffix not in _MEDIA_TYPES:
        raise ValueError(f"Not a static file of ours: {name[:200]!r}")
    return Path(path).read_bytes()


def _static(url):
    name = url.removeprefix(STATIC).lstrip("/")
    return URLFetcherResponse(url, static_content(name), {"Content-Type": _MEDIA_TYPES[Path(name).suffix]})
