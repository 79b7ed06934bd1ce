"""Texts in files that spreadsheets open: a text stays a text."""

from xml.sax.saxutils import escape

LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would calculate, for files without types of cells."""
    return f"'{text}" if text.startswith(LIKE_A_FORMULA) else text


def literal(text: str) -> str:
    """xlsxwriter takes what stands between <r> and </r> for formatting and would put it into the file unescaped."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    return text
