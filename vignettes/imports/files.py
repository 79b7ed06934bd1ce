"""A file of answers as a sheet of texts: CSV, XLSX or SPSS, told apart by what is in it and never by its name."""

import csv
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import openpyxl
import pyreadstat

SIZE_LIMIT = 10_000_000
UNPACKED_LIMIT = 200_000_000
MOST_ROWS, MOST_COLUMNS = 5_000, 5_000
_SEPARATORS = ",;\t"
_GUARDED = re.compile(r"'[=+\-@\t\r]")  # exports put an apostrophe before what a spreadsheet would calculate


class Unreadable(ValueError):
    """`reason` is one of size, kind, encoding, damaged, empty, names, width, rows, columns; `line` counts from 1.

    `about` has the names or the number that the sentence needs.
    """

    def __init__(self, reason: str, line: int = 0, about: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.about = reason, line, about


@dataclass(frozen=True)
class Sheet:
    """Texts, "" where nothing stands; `lines` has the line of the file that each row comes from."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read(raw: bytes) -> Sheet:
    """Raises Unreadable."""
    if len(raw) > SIZE_LIMIT:
        raise Unreadable("size")
    reader = _reader(raw)
    table = reader(raw)
    names = tuple(name.strip() for name in next(table, (0, []))[1])
    _check_names(names)
    rows, lines = [], []
    for line, row in table:
        if any(row):
            _check_width(row, names, line)
            rows.append(tuple(row) + ("",) * (len(names) - len(row)))
            lines.append(line)
        if len(rows) > MOST_ROWS:
            raise Unreadable("rows", about=str(MOST_ROWS))
    if not rows:
        raise Unreadable("empty")
    return Sheet(names, tuple(rows), tuple(lines))


Table = Iterator[tuple[int, list[str]]]


def _reader(raw: bytes) -> Callable[[bytes], Table]:
    if raw.startswith(b"PK\x03\x04"):
        return _workbook
    if raw.startswith((b"$FL2", b"$FL3")):
        return _spss
    if b"\x00" in raw[:4000]:
        raise Unreadable("kind")
    return _comma


def _check_names(names: tuple[str, ...]) -> None:
    if not any(names):
        raise Unreadable("empty")
    if len(names) > MOST_COLUMNS:
        raise Unreadable("columns", about=str(MOST_COLUMNS))
    twice = [name for name, count in Counter(name.lower() for name in names if name).items() if count > 1]
    if twice or "" in names:
        raise Unreadable("names", 1, ", ".join(twice))


def _check_width(row: list[str], names: tuple[str, ...], line: int) -> None:
    if len(row) > len(names) and any(row[len(names) :]):
        raise Unreadable("width", line, str(len(row)))


def _comma(raw: bytes) -> Table:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", raw[: error.start].count(b"\n") + 1) from error
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [_unguarded(value.strip()) for value in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("damaged", line) from error


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _workbook(raw: bytes) -> Table:
    """The first sheet; what formulas last came to, never the formulas."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                raise Unreadable("size")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 2))
    except (BadZipFile, KeyError, ValueError, TypeError, IndexError, SyntaxError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable("damaged") from error
    yield from _trimmed(rows)


def _trimmed(rows: list[tuple[object, ...]]) -> Table:
    """Without the empty cells that a sheet drags along on the right."""
    for line, row in enumerate(rows, start=1):
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        yield line, texts


def _spss(raw: bytes) -> Table:
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        Path(file.name).write_bytes(raw)
        try:
            columns, about = pyreadstat.read_sav(
                file.name, output_format="dict", user_missing=True, disable_datetime_conversion=False
            )
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, UnicodeDecodeError) as error:
            raise Unreadable("damaged") from error
    yield 1, list(about.column_names)
    for line, row in enumerate(_transposed(columns.values()), start=2):
        yield line, [_text(value) for value in row]


def _transposed(columns: Iterable[list[object]]) -> Iterator[tuple[object, ...]]:
    return zip(*columns, strict=True)


def _text(value: object) -> str:
    """Numbers without a decimal that says nothing, times to the minute, blank for nothing."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
