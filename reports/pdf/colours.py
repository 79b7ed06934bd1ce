"""What the colours of a file mean, which PDF/A asks for: sRGB."""

from functools import cache
from importlib.resources import files
from io import BytesIO

from weasyprint.css import ColorProfile

# Under the name "srgb" WeasyPrint would open the profile's file anew for every document, and leave it open.
INTENT = "report"
FILE = "sRGB2014.icc"


class _Profile(ColorProfile):
    """The profile in the bytes of its file; WeasyPrint has them written anew, which does not always give the same."""

    content = b""

    def __init__(self, content: bytes):
        super().__init__(BytesIO(content), FILE, "relative-colorimetric", (["r"], ["g"], ["b"]))
        self.content = content


@cache
def _profile() -> _Profile:
    return _Profile((files("weasyprint.pdf") / FILE).read_bytes())


def profiles() -> dict[str, ColorProfile]:
    return {INTENT: _profile()}
