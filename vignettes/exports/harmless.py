"""Texts in files that spreadsheets open: a text stays a text."""

import re
from xml.sax.saxutils import escape

LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


_GUARDED = re.compile("'*[" + re.escape("".join(LIKE_A_FORMULA)) + "]")


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would calculate, for files without types of cells.

    A text that has one there itself gets one more, so that who takes one off has the text again
    (`spreadsheets/comma.py`, `static/js/lines/paste.js`).
    """
    return f"'{text}" if _GUARDED.match(text) else text


def literal(text: str) -> str:
    """xlsxwriter takes what stands between <r> and </r> for formatting and would put it into the file unescaped."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    return text
