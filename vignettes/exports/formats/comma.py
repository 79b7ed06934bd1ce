"""CSV as RFC 4180 has it: UTF-8, commas, a head line of variable names. Labels stand in the codebook."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from vignettes.exports.coded import Batch, Coded, Value
from vignettes.exports.columns import Column, Type
from vignettes.exports.harmless import guarded
from vignettes.exports.limits import Limits

LIMITS = Limits()
_NEEDS_QUOTES = re.compile('[,"\r\n]')


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch], *, has_bom: bool = False) -> None:
    """A byte order mark lets Excel read the letters right. Texts that Excel would calculate get an apostrophe first."""
    with path.open("w", encoding="utf-8-sig" if has_bom else "utf-8", newline="") as file:
        file.write(_line(_quoted(column.name) for column in columns))
        for batch in batches:
            alike = groupby(zip(columns, batch, strict=True), lambda pair: id(pair[1].codes))
            told = [_told([*pairs]) for _codes, pairs in alike]
            file.write("".join(map(_line, zip(*told, strict=True))))


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\r\n"


def _told(pairs: Sequence[tuple[Column, Coded]]) -> list[str]:
    """Columns with the same codes, row by row: what stands beside each other in them is put together once."""
    values = (_texts(column, cells) for column, cells in pairs)
    together: list[str] = pairs[0][1].spread(map(",".join, zip(*values, strict=True))).tolist()
    return together


def _texts(column: Column, cells: Coded) -> list[str]:
    tell = _text if column.type == Type.TEXT else str
    return ["" if value is None else tell(value) for value in (*cells.values, None)]


def _text(value: Value) -> str:
    return _quoted(str(harmless(value)))


def harmless(value: Value) -> Value:
    return guarded(value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    """In quotes where a comma, a quote or a line break stands in it."""
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
