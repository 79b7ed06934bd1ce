"""A whole instrument as a workbook (XLSX) in the manner of XLSForm, there and back. Pure.

docs/instrument.md, "As a spreadsheet", describes the sheets. `tables` turns a document into rows of cells, `reading`
turns rows of cells into a document and remembers where everything stood, `workbook` knows the file, `expressions` the
conditions.
"""

from spreadsheets.safety import BadWorkbook
from vignettes.sheets.places import Found, SheetFault
from vignettes.sheets.reading import Reading, read
from vignettes.sheets.tables import tables
from vignettes.sheets.workbook import CONTENT_TYPE, is_workbook, opened, written

__all__ = [
    "CONTENT_TYPE",
    "BadWorkbook",
    "Found",
    "Reading",
    "SheetFault",
    "is_workbook",
    "opened",
    "read",
    "tables",
    "written",
]
