"""The writers, one for each format: columns and batches in, one file out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from vignettes.exports.coded import Batch
from vignettes.exports.columns import Column
from vignettes.exports.formats import comma, parquet, sheet, spss, stata
from vignettes.exports.limits import Cut, Limits, fitted, fitted_batches


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    SPSS = "sav"
    STATA = "dta"
    PARQUET = "parquet"


class Module(Protocol):
    LIMITS: Limits

    def write(self, path: Path, columns: Sequence[Column], batches: Iterable[Batch]) -> None: ...


_MODULES: dict[Format, Module] = {
    Format.CSV: comma,
    Format.XLSX: sheet,
    Format.SPSS: spss,
    Format.STATA: stata,
    Format.PARQUET: parquet,
}


@dataclass
class Written:
    """How many rows were written, and what had to be cut for it."""

    rows: int = 0
    cuts: list[Cut] = field(default_factory=list)


def write(
    path: Path, form: Format, columns: Sequence[Column], batches: Iterable[Batch], *, has_bom: bool = False
) -> Written:
    """Write the table to `path`. `has_bom` concerns CSV alone. Raises sheet.TooBig where there is no room."""
    module = _MODULES[form]
    fit, cuts = fitted(columns, module.LIMITS)
    written = Written(cuts=cuts)
    counted = _counted(fitted_batches(fit, batches, module.LIMITS, cuts), written)
    if form == Format.CSV:
        comma.write(path, fit, counted, has_bom=has_bom)
    else:
        module.write(path, fit, counted)
    return written


def _counted(batches: Iterable[Batch], written: Written) -> Iterator[Batch]:
    for batch in batches:
        written.rows += len(batch[0].codes)
        yield batch
