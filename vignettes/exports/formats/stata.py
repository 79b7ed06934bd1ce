"""Stata .dta, version 118 (Stata 14 and later), with labels; no answer as the extended missing values .a, .b, …"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from vignettes.exports.coded import Batch
from vignettes.exports.columns import Column, Type
from vignettes.exports.formats.frame import data_frame
from vignettes.exports.limits import Limits

LIMITS = Limits(variable_label=80, value_label=32_000, text=2_045)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch]) -> None:
    frame = data_frame(columns, batches)
    for column in columns:
        if column.missing:
            letters = {float(number): letter for number, letter in letters_of(column).items()}
            frame[column.name] = frame[column.name].astype(object).replace(letters)
    empty = _make_days(frame, columns)
    pyreadstat.write_dta(
        frame,
        path,
        version=15,
        column_labels={column.name: column.label for column in columns},
        variable_value_labels={column.name: _labels(column) for column in columns if column.labels},
        variable_format=dict.fromkeys(empty, "%td"),
        missing_user_values={column.name: [*letters_of(column).values()] for column in columns if column.missing},
    )


def _make_days(frame: pd.DataFrame, columns: Sequence[Column]) -> list[str]:
    """Days as dates, which Stata counts from 1960, instead of moments; gives the names of those without any."""
    names = [column.name for column in columns if column.type == Type.DAY]
    empty = [name for name in names if not frame[name].notna().any()]
    for name in names:
        if name not in empty:
            frame[name] = pd.Series([day.date() if pd.notna(day) else None for day in frame[name]], dtype=object)
    return empty


def letters_of(column: Column) -> dict[int, str]:
    """-1 → a, -2 → b, … Stata has 26 of them; the rest share the last."""
    return {number: _LETTERS[min(-number, len(_LETTERS)) - 1] for number in column.missing}


def _labels(column: Column) -> dict[Any, str]:
    letters = letters_of(column)
    return {letters.get(value, value): label for value, label in column.labels}
