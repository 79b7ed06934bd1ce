"""A workbook (XLSX) from somebody's computer, opened with care for what it may be."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

MOST_PARTS = 200
_GROWS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_PIECE = 1_000_000
# How a workbook writes what XML has no room for (ECMA-376, ST_Xstring)
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|005F|FFF[EF])_", re.IGNORECASE)


class BadWorkbook(ValueError):
    """`reason` is one of old_workbook (or locked by a password), workbook (unreadable), unpacked (too big)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def loaded(raw: bytes, *, data_only: bool = False) -> Any:
    """The workbook, to be read row by row; with `data_only` formulas are what they last came to."""
    reader = _Reader(BytesIO(raw), read_only=True, keep_links=False, data_only=data_only)
    reader.read()
    return reader.wb


class _Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
    """Leaves the texts as the file has them: openpyxl's own takes every "x005F_" away, also where a text means it."""

    def read_strings(self) -> None:
        if part := self.package.find(SHARED_STRINGS):
            with self.archive.open(part.PartName.lstrip("/")) as source:
                nodes = (node for _event, node in iterparse(source) if node.tag == f"{{{SHEET_MAIN_NS}}}si")
                self.shared_strings = list(map(_content, nodes))


def _content(node: Any) -> str:
    """The text of a node, which is emptied: there may be many."""
    text: str = Text.from_tree(node).content
    node.clear()
    return text


def refuse_bombs(raw: bytes, limit: int) -> None:
    """What unpacks to more bytes than the limit, and definitions of entities, which grow when they are read.

    Raises BadWorkbook, and whatever damage in the archive leads to.
    """
    with ZipFile(BytesIO(raw)) as parts:
        names = parts.infolist()
        if len(names) > MOST_PARTS or sum(part.file_size for part in names) > limit:
            raise BadWorkbook("unpacked")
        for part in names:
            if holds(parts, part.filename, _GROWS):
                raise BadWorkbook("workbook")


def holds(parts: ZipFile, name: str, marks: Sequence[bytes]) -> bool:
    """Whether one of the `marks` stands in a part, which is read piece by piece: it may be large."""
    longest, before = max(map(len, marks)), b""
    with parts.open(name) as file:
        while piece := file.read(_PIECE):
            if any(mark in before + piece for mark in marks):
                return True
            before = piece[-longest:]
    return False


def unescaped(text: str) -> str:
    """The text with the signs that XML has no room for, which a workbook writes as codes."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
