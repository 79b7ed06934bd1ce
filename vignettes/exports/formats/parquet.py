"""Parquet in row groups, one for each batch; labels and missing codes as JSON in the file's metadata ("variables")."""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, cast

import fastparquet
import pandas as pd

from vignettes.exports.coded import EMPTY, Batch, Coded
from vignettes.exports.columns import Column, Type
from vignettes.exports.limits import Limits

LIMITS = Limits()


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch]) -> None:
    """A group without rows comes first, so that a survey without answers has a file with its columns too."""
    described = json.dumps([_described(column) for column in columns], ensure_ascii=False)
    encoding = {column.name: "utf8" if column.type == Type.TEXT else "infer" for column in columns}
    options: dict[str, Any] = {"custom_metadata": {"variables": described}}
    empty: Batch = [EMPTY] * len(columns)
    for batch in chain([empty], batches):
        frame = pd.DataFrame({column.name: _array(column, cells) for column, cells in zip(columns, batch, strict=True)})
        fastparquet.write(
            str(path), frame, compression="ZSTD", write_index=False, object_encoding=encoding, has_nulls=True, **options
        )
        options = {"append": True}


def _array(column: Column, cells: Coded) -> Any:
    if column.type in (Type.TIME, Type.DAY):
        return cells.spread([*cells.values, None], "datetime64[us]")
    if column.type == Type.TEXT:
        return cells.spread([*cells.values, None])
    numbers = cast(list[int | None], [*cells.values, None])
    return pd.array(numbers, dtype="Int32").take(cells.codes)


def _described(column: Column) -> dict[str, Any]:
    labels = {str(value): label for value, label in column.labels}
    return {"name": column.name, "label": column.label, "labels": labels, "missing": list(column.missing)}
