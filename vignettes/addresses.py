"""Mail addresses out of pasted text, as mail programs and spreadsheets give them."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST = 254
_QUOTED_NAME = re.compile(r'"[^"]*"(?=\s*<)')
_SEPARATORS = re.compile(r"[,;]")
_AROUND = "'<>().:"
_BRACKETED = re.compile(r"<([^<>]*)>")
_is_address = EmailValidator(allowlist=[])


@dataclass(frozen=True)
class Unreadable:
    """A piece of the text that holds no usable address; `line` counts from 1."""

    line: int
    text: str


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
                unreadable.append(Unreadable(number, candidate))
    return Pasted(tuple(addresses), tuple(unreadable))


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
    return address.strip(_AROUND).removeprefix("mailto:").strip(_AROUND)


def _is_usable(address: str) -> bool:
    try:
        _is_address(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST
