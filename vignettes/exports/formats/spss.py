"""SPSS .sav, compressed, with labels, measures and user-missing values."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyreadstat

from vignettes.exports.coded import Batch
from vignettes.exports.columns import Column, Type
from vignettes.exports.formats.frame import data_frame
from vignettes.exports.limits import Limits

_FORMATS = {Type.NUMBER: "F10.0", Type.DAY: "DATE11"}
LIMITS = Limits(variable_label=255, value_label=120, text=32_767, is_in_bytes=True)


def write(path: Path, columns: Sequence[Column], batches: Iterable[Batch]) -> None:
    """Codes of no answer are one range, since a variable has room for three single values only."""
    pyreadstat.write_sav(
        data_frame(columns, batches),
        path,
        row_compress=True,
        column_labels={column.name: column.label for column in columns},
        variable_value_labels={column.name: dict(column.labels) for column in columns if column.labels},
        missing_ranges={
            column.name: [{"lo": min(column.missing), "hi": max(column.missing)}]
            for column in columns
            if column.missing
        },
        variable_measure={column.name: str(column.measure) for column in columns},
        variable_format={column.name: _FORMATS[column.type] for column in columns if column.type in _FORMATS},
    )
