"""A file of answers as a sheet of texts: CSV, XLSX or SPSS, told apart by what is in it and never by its name."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Mapping

from vignettes.imports import spss, workbooks
from vignettes.imports.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, SIZE_LIMIT, Sheet, Table, Unreadable

_SEPARATORS = ",;\t"
_GUARDED = re.compile(r"'[=+\-@\t\r]")  # exports put an apostrophe before what a spreadsheet would calculate
# What people in Western Europe write in Windows-1252. Damaged UTF-8 and the alphabets of other systems have more.
_WESTERN = re.compile(rb"[\x00-\x7f\x80\x92-\x97\xa0\xa7\xb0\xb4\xbd\xc0-\xff]*")


def read(raw: bytes) -> Sheet:
    """Raises Unreadable."""
    if len(raw) > SIZE_LIMIT:
        raise Unreadable("size")
    table, labels = _opened(raw)
    names = _names(next(table, (0, []))[1])
    _check_names(names)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, row in table:
        if any(row):
            _check_room(len(rows) + 1, row, names, line)
            rows.append(tuple(row[: len(names)]) + ("",) * (len(names) - len(row)))
            lines.append(line)
    if not rows:
        raise Unreadable("empty")
    return Sheet(names, tuple(rows), tuple(lines), labels)


def _opened(raw: bytes) -> tuple[Table, Mapping[str, Mapping[str, str]]]:
    if raw.startswith(b"PK\x03\x04"):
        return workbooks.read(raw), {}
    if raw.startswith((b"$FL2", b"$FL3")):
        return spss.read(raw)
    return _comma(_decoded(raw)), {}


def _names(head: list[str]) -> tuple[str, ...]:
    """Without the empty ones that a spreadsheet drags along on the right."""
    last = max((place for place, name in enumerate(head, start=1) if name), default=0)
    return tuple(head[:last])


def _check_names(names: tuple[str, ...]) -> None:
    if not any(names):
        raise Unreadable("empty")
    if len(names) > MOST_COLUMNS:
        raise Unreadable("columns", about=str(MOST_COLUMNS))
    twice = [name for name, count in Counter(name.lower() for name in names if name).items() if count > 1]
    if twice or "" in names:
        raise Unreadable("names", 1, ", ".join(twice))


def _check_room(count: int, row: list[str], names: tuple[str, ...], line: int) -> None:
    if count > MOST_ROWS:
        raise Unreadable("rows", about=str(MOST_ROWS))
    if count * len(names) > MOST_CELLS:
        raise Unreadable("cells", about=str(MOST_CELLS))
    if any(row[len(names) :]):
        raise Unreadable("width", line, str(len(row)))


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
