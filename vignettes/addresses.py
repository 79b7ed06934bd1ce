"""Mail addresses out of pasted text and files, as mail programs and spreadsheets give them."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST = 254
LETTERS, INVISIBLE, LENGTH = "letters", "invisible", "length"
_QUOTED_NAME = re.compile(r'"[^"]*"(?=\s*<)')
_SEPARATORS = re.compile(r"[,;]")
_AROUND = "'<>().:"
_BRACKETED = re.compile(r"<([^<>]*)>")
_is_address = EmailValidator(allowlist=[])


@dataclass(frozen=True)
class Unreadable:
    """A piece of the text that holds no usable address; `line` counts from 1, `reason` is "" if it resembles none."""

    line: int
    text: str
    reason: str = ""


@dataclass(frozen=True)
class Pasted:
    """The addresses in lower case, each once and in order of appearance, and what could not be read."""

    addresses: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]


def read(text: str) -> Pasted:
    """Read addresses parted by comma, semicolon, tab or line break, each alone or as `Name <address>`."""
    addresses: dict[str, None] = {}
    unreadable: list[Unreadable] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for candidate in _candidates(line):
            if _is_usable(candidate):
                addresses.setdefault(candidate.lower())
            else:
                unreadable.append(Unreadable(number, candidate, _reason(candidate)))
    return Pasted(tuple(addresses), tuple(unreadable))


def read_table(content: bytes) -> Pasted:
    """Read a CSV file: of each line every cell that holds an address; the other columns may hold anything.

    Cells are parted by semicolon, comma or tab. The text is UTF-8 or, as spreadsheets also write it, UTF-16 or
    Windows-1252. A first line without address is the head. Raises ValueError when it is no text.
    """
    text = _decoded(content)
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    addresses: dict[str, None] = {}
    unreadable: list[Unreadable] = []
    for number, line, cells in _rows(text, delimiter):
        with_at = [cell for cell in cells if "@" in cell]
        found = [address for cell in with_at for address in read(cell).addresses]
        addresses |= dict.fromkeys(found)
        is_head = number == 1 and not with_at
        if not found and not is_head and any(cell.strip() for cell in cells):
            unreadable.append(Unreadable(line, delimiter.join(cells).strip()))
    return Pasted(tuple(addresses), tuple(unreadable))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """(number of the row, number of its last line, its cells); both numbers count from 1."""
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, reader.line_num, cells
    except csv.Error as error:
        raise ValueError("not a table") from error


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # "Unicode text" of spreadsheets
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise ValueError("not a text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _candidates(line: str) -> list[str]:
    """What stands where an address should stand. A name before a bracket (`Hansen, Anna <…>`) is left out."""
    line = _QUOTED_NAME.sub("", line).replace('"', " ")
    pieces = [piece.strip() for piece in _SEPARATORS.split(line) if piece.strip()]
    bracketed = [place for place, piece in enumerate(pieces) if "<" in piece]
    last = bracketed[-1] if bracketed else -1
    return [found for place, piece in enumerate(pieces) for found in _in_piece(piece, is_name_allowed=place < last)]


def _in_piece(piece: str, *, is_name_allowed: bool) -> list[str]:
    inside = " ".join(_BRACKETED.findall(piece)) or piece
    found = [_bare(word) or piece for word in inside.split() if "@" in word]
    return found or ([] if is_name_allowed else [piece])


def _bare(address: str) -> str:
    return _stripped(_stripped(address).removeprefix("mailto:"))


def _stripped(text: str) -> str:
    """Without brackets and the like, and without marks of direction or zero width, which copying brings along."""
    while text and (text[0] in _AROUND or _is_invisible(text[0])):
        text = text[1:]
    while text and (text[-1] in _AROUND or _is_invisible(text[-1])):
        text = text[:-1]
    return text


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


def _is_usable(address: str) -> bool:
    try:
        _is_address(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST and not any(map(_is_invisible, address))


def _reason(candidate: str) -> str:
    """What is wrong with something that was meant to be an address."""
    if any(map(_is_invisible, candidate)):
        return INVISIBLE
    name, at, _domain = candidate.partition("@")
    if at and len(candidate) > LONGEST:
        return LENGTH
    return LETTERS if at and not name.isascii() else ""
