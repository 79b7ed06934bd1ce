"""A file of answers as a sheet of texts: CSV, XLSX or SPSS, told apart by what is in it and never by its name."""

from spreadsheets import reading
from spreadsheets.sheet import Sheet
from vignettes.imports import spss
from vignettes.imports.limits import LIMITS


def read(raw: bytes) -> Sheet:
    """Raises Unreadable."""
    if raw.startswith((b"$FL2", b"$FL3")) and len(raw) <= LIMITS.size_bytes:
        table, labels = spss.read(raw)
        return reading.gathered(table, LIMITS, labels)
    return reading.read(raw, LIMITS)
