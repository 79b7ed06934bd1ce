"""Batches as one DataFrame, for the formats that are written at once. Small types keep a million rows small."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from vignettes.exports.coded import EMPTY, Batch, Coded
from vignettes.exports.columns import Column, Type


def data_frame(columns: Sequence[Column], batches: Iterable[Batch]) -> pd.DataFrame:
    """One column each: numbers as float64 (blank NaN), texts as objects (blank ""), days and times as datetime64[us].

    pyreadstat takes times of another unit for 1970.
    """
    parts: list[list[np.ndarray]] = [[] for _column in columns]
    for batch in batches:
        for column, cells, into in zip(columns, batch, parts, strict=True):
            into.append(array(column, cells))
    return pd.DataFrame(
        {
            column.name: np.concatenate(into) if into else array(column, EMPTY)
            for column, into in zip(columns, parts, strict=True)
        }
    )


def array(column: Column, cells: Coded) -> np.ndarray:
    if column.type in (Type.TIME, Type.DAY):
        return cells.spread([*cells.values, None], "datetime64[us]")
    if column.type == Type.TEXT:
        return cells.spread([*(value or "" for value in cells.values), ""])
    return cells.spread([*cells.values, None], np.float64)
