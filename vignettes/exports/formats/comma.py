"""CSV as RFC 4180 has it: UTF-8, commas, a head line of variable names. Labels stand in the codebook."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from vignettes.exports.columns import Batch, Column, Type, Value
from vignettes.exports.limits import Limits

LIMITS = Limits()
_NEEDS_QUOTES = re.compile('[,"\r\n]')
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch], *, has_bom: bool = False) -> None:
    """A byte order mark lets Excel read the letters right. Texts that Excel would calculate get an apostrophe first."""
    with path.open("w", encoding="utf-8-sig" if has_bom else "utf-8", newline="") as file:
        file.write(_line(_quoted(column.name) for column in columns))
        for batch in batches:
            told = [_told(column, values) for column, values in zip(columns, batch, strict=True)]
            file.write("".join(map(_line, zip(*told, strict=True))))


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\r\n"


def _told(column: Column, values: list[Value]) -> list[str]:
    """The column as it is written; each value is worked out once, since most come again and again."""
    tell = {Type.TIME: _time, Type.DAY: _day, Type.TEXT: _text}.get(column.type, str)
    known: dict[Value, str] = {value: tell(value) for value in set(values)}
    known[None] = ""
    return [known[value] for value in values]


def _time(value: Value) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S}" if value else ""


def _day(value: Value) -> str:
    return f"{value:%Y-%m-%d}" if value else ""


def _text(value: Value) -> str:
    return _quoted(str(harmless(value)))


def harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_LIKE_A_FORMULA) else value


def _quoted(text: str) -> str:
    """In quotes where a comma, a quote or a line break stands in it."""
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
