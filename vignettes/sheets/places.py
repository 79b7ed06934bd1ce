"""What can be wrong with a sheet, beside what can be wrong with an instrument, and where it stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from vignettes.faults import Fault
from vignettes.sheets import layout

Place = tuple[str, int | None, int | None]


class SheetFault(StrEnum):
    SHEET_UNKNOWN = "sheet_unknown"
    SHEET_MISSING = "sheet_missing"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    COLUMN_MISSING = "column_missing"
    TOO_MANY = "too_many"
    FORMULA = "formula"
    NOT_TEXT = "not_text"
    YES_NO = "yes_no"
    WHOLE = "whole"
    TYPE_UNKNOWN = "type_unknown"
    APPEARANCE = "appearance"
    PARAMETER = "parameter"
    LIST_MISSING = "list_missing"
    LIST_UNUSED = "list_unused"
    EXPRESSION = "expression"
    NESTED = "nested"
    NOT_OPEN = "not_open"
    NOT_CLOSED = "not_closed"
    OUTSIDE = "outside"
    AFTER_REPEAT = "after_repeat"
    REPEAT_TWICE = "repeat_twice"
    REPEAT_MISSING = "repeat_missing"
    DIMENSION_UNKNOWN = "dimension_unknown"
    ONE_ROW = "one_row"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault at a row of a sheet as the spreadsheet counts them; 0 for the sheet, "" for the workbook.

    `fault` is one of the sheet itself, with the words it names in `name`, or one of the instrument.
    """

    sheet: str
    row: int
    fault: SheetFault | Fault
    name: str = ""


@dataclass
class Rows:
    """Where everything in a document was read: (sheet, row) by section, index and option."""

    at: dict[Place, tuple[str, int]] = field(default_factory=dict)
    exclusions: list[int] = field(default_factory=list)

    def put(self, place: Place, sheet: str, row: int) -> None:
        self.at[place] = (sheet, row)

    def of(self, fault: Fault) -> tuple[str, int]:
        """The narrowest place that is known; the sheet where there is no row."""
        if fault.kind == "exclusion_bad" and fault.field.isdecimal():
            return layout.EXCLUSIONS, self.exclusions[int(fault.field) - 1]
        for place in ((fault.section, fault.index, fault.option), (fault.section, fault.index, None)):
            if place in self.at:
                return self.at[place]
        return self.at.get((fault.section, None, None), (_SHEETS.get(fault.section, layout.SETTINGS), 0))


_SHEETS = {
    "background": layout.SURVEY,
    "battery": layout.SURVEY,
    "vignettes": layout.CASES,
    "dimensions": layout.DIMENSIONS,
    "design": layout.DESIGN,
}
