"""CSV as RFC 4180 has it: UTF-8, commas, a head line of variable names. Labels stand in the codebook."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from vignettes.exports.columns import Batch, Column, Type, Value
from vignettes.exports.limits import Limits

LIMITS = Limits()
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch], *, has_bom: bool = False) -> None:
    """A byte order mark lets Excel read the letters right. Texts that Excel would calculate get an apostrophe first."""
    with path.open("w", encoding="utf-8-sig" if has_bom else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        for batch in batches:
            ready = [_ready(column, values) for column, values in zip(columns, batch, strict=True)]
            writer.writerows(zip(*ready, strict=True))


def _ready(column: Column, values: list[Value]) -> list[Value]:
    if column.type == Type.TIME:
        return [value and f"{value:%Y-%m-%d %H:%M:%S}" for value in values]
    if column.type == Type.DAY:
        return [value and f"{value:%Y-%m-%d}" for value in values]
    if column.type == Type.TEXT:
        return [harmless(value) for value in values]
    return values


def harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_LIKE_A_FORMULA) else value
