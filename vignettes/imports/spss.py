"""A file of SPSS (.sav), with what it says of its own values."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyreadstat

from spreadsheets.sheet import Table, Unreadable, told
from vignettes.imports.limits import LIMITS


def read(raw: bytes) -> tuple[Table, Mapping[str, Mapping[str, str]]]:
    """The table, and the labels of its values by column and text. Raises Unreadable."""
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        Path(file.name).write_bytes(raw)
        try:
            columns, about = _read(file.name)
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError) as error:
            raise error if isinstance(error, Unreadable) else Unreadable("damaged") from error
    labels = {
        name: {told(value): label.strip() for value, label in labelled.items()}
        for name, labelled in about.variable_value_labels.items()
    }
    return _table(columns), labels


def _read(name: str) -> tuple[dict[str, list[object]], Any]:
    """No more than there is room for: a compressed file can unpack to a thousand times its size."""
    _none, about = pyreadstat.read_sav(name, metadataonly=True)
    width = sum(about.variable_storage_width.values())
    if len(about.column_names) > LIMITS.columns:
        raise Unreadable("columns", about=str(LIMITS.columns))
    if width * min(about.number_rows or LIMITS.rows, LIMITS.rows) > LIMITS.unpacked_bytes:
        raise Unreadable("size")
    return pyreadstat.read_sav(name, output_format="dict", user_missing=True, row_limit=LIMITS.rows + 1)


def _table(columns: Mapping[str, list[object]]) -> Table:
    yield 1, list(columns)
    for line, row in enumerate(zip(*columns.values(), strict=True), start=2):
        yield line, [told(value) for value in row]
