"""The report's style sheet and its fonts, read once per process, and the proof that no other font came in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from weasyprint import CSS
from weasyprint.text.ffi import ffi, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from reports.pdf.errors import ForeignFont, MissingCharacters
from reports.pdf.resources import Fetcher

STYLE_SHEET = "static:css/report.css"
FAMILY = "IBM Plex Sans"
_FOLDER = "dkfds/fonts/IBMPlexSans/complete/woff2"
FILES = {400: f"{_FOLDER}/IBMPlexSans-Regular.woff2", 600: f"{_FOLDER}/IBMPlexSans-SemiBold.woff2"}
# Fonts of the machine would stand in, unseen, for a character that ours do not have.
_NO_FONTS_OF_THE_MACHINE = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'


@cache
def style():
    """(fonts, style sheet) for every document of this process."""
    with _without_fonts_of_the_machine():
        fonts = FontConfiguration()
    return fonts, CSS(url=STYLE_SHEET, font_config=fonts, url_fetcher=Fetcher({}))


def renew() -> None:
    """Give a forked process a font map of its own, over the same fonts.

    From Pango 1.52 on a thread of the map looks fonts up, and a fork leaves threads behind: text would be waited for in
    vain. The map from before stays, since to give it up is to wait for its thread as well.
    """
    fonts, _style = style()
    fonts.left_behind = fonts.font_map
    fonts.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", fonts.font_map), fonts._config)


def check(document) -> None:
    """`document` (rendered and written) uses our fonts alone. Raises MissingCharacters or ForeignFont."""
    missing = {chr(point) for font in document.fonts.values() for point in font.missing}
    if missing:
        raise MissingCharacters("".join(sorted(missing)))
    foreign = {font.family for font in document.fonts.values()} - {FAMILY}
    if foreign:
        raise ForeignFont(", ".join(sorted(foreign)))


@contextmanager
def _without_fonts_of_the_machine() -> Iterator[None]:
    """Fontconfig reads FONTCONFIG_FILE when a configuration is made, and only then."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="fonts-") as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(_NO_FONTS_OF_THE_MACHINE, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before
