"""A file of values between commas, semicolons or tabs (CSV), as spreadsheets write it."""

import codecs
import csv
import io
import re

from spreadsheets.sheet import Table, Unreadable

_SEPARATORS = ",;\t"
_GUARDED = re.compile(r"'+[=+\-@\t\r]")  # exports put an apostrophe before what a spreadsheet would calculate
# What people in Western Europe write in Windows-1252. Damaged UTF-8 and the alphabets of other systems have more.
_WESTERN = re.compile(rb"[\x00-\x7f\x80\x92-\x97\xa0\xa7\xb0\xb4\xbd\xc0-\xff]*")


def read(raw: bytes) -> Table:
    """Raises Unreadable."""
    return _comma(_decoded(raw))


def _decoded(raw: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252, as spreadsheets write them."""
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\x00" in raw and not is_wide:
        raise Unreadable("kind")
    try:
        return raw.decode("utf-16" if is_wide else "utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        if is_wide or not _WESTERN.fullmatch(raw):
            raise Unreadable("encoding", raw[: error.start].count(b"\n") + 1) from error
        return raw.decode("cp1252")


def _comma(text: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [_unguarded(value.strip()) for value in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("damaged", line) from error


def _separator(text: str) -> str:
    """The one that parts the first line into most names; what stands in quotation marks parts nothing."""
    heads = {one: csv.reader(io.StringIO(text, newline=""), delimiter=one) for one in _SEPARATORS}
    try:
        return max(heads, key=lambda one: len(next(heads[one], ())))
    except csv.Error as error:
        raise Unreadable("damaged", 1) from error


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
