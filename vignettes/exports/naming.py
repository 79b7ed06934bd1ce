"""Variable names that every program takes: at most 27 of a–z, 0–9 and _, beginning with a letter, different also to
SPSS, which does not tell capitals apart, and none that SPSS or Stata keeps for itself.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import count

LONGEST = 27  # of 32 in Stata: pyreadstat calls the labels of a variable after its name and number
_MARK = 6  # characters that tell two long names apart
_SPSS = "all and by eq ge gt le lt ne not or to with"
_STATA = "byte double e float if in int long str strl using with"
RESERVED = frozenset(f"{_SPSS} {_STATA}".split())


class Names:
    """Gives each thing a name of its own. The same codes in the same order give the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self.shortened: list[tuple[str, str]] = []

    def give(self, *codes: str) -> str:
        """The codes joined by _; where that is too long, taken or reserved, cut and marked by what was cut off."""
        full = "_".join(codes)
        name = _plain(full)
        if len(name) > LONGEST or name in self._taken or name in RESERVED:
            name = self._cut(name, codes)
            self.shortened.append((name, full))
        self._taken.add(name)
        return name

    def _cut(self, name: str, codes: tuple[str, ...]) -> str:
        cut = (f"{name[: LONGEST - _MARK - 1]}_{_marked((*codes, *again))}" for again in _tries())
        return next(one for one in cut if one not in self._taken)


def _plain(text: str) -> str:
    name = re.sub(r"[^a-z0-9_]", "_", text.lower())
    return name if name[:1].isalpha() else f"v_{name}"


def _tries() -> Iterator[tuple[str, ...]]:
    yield ()
    for number in count(2):
        yield (str(number),)


def _marked(codes: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(codes).encode()).hexdigest()[:_MARK]
