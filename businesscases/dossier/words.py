"""Two texts compared word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Fate(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    fate: Fate
    text: str


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; what was removed stands before what was added in its place.

    The kept and removed pieces are `before`, the kept and added ones `after`, to the letter. Comparing the other way
    round gives the same pieces, with removed and added exchanged.
    """
    if after < before:
        mirrored = tuple(Piece(_MIRRORED[piece.fate], piece.text) for piece in compared(after, before))
        return _removed_first(mirrored)
    one, other = _words(before), _words(after)
    pieces: list[Piece] = []
    for tag, start, end, from_, to in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Fate.KEPT, "".join(one[start:end])))
            continue
        pieces += [Piece(Fate.REMOVED, "".join(one[start:end]))] if end > start else []
        pieces += [Piece(Fate.ADDED, "".join(other[from_:to]))] if to > from_ else []
    return tuple(pieces)


_MIRRORED = {Fate.KEPT: Fate.KEPT, Fate.REMOVED: Fate.ADDED, Fate.ADDED: Fate.REMOVED}


def _removed_first(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    made = list(pieces)
    for at in range(len(made) - 1):
        if (made[at].fate, made[at + 1].fate) == (Fate.ADDED, Fate.REMOVED):
            made[at], made[at + 1] = made[at + 1], made[at]
    return tuple(made)


def _words(text: str) -> list[str]:
    """Each word with the spaces behind it, and breaks by themselves, so that all of them make up the text."""
    return re.findall(r"\S+[^\S\n]*|\s+", text)
