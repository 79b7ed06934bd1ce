"""What is wrong with a workbook, in the words of the page: the sheet, the row and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vignettes.faults import Fault, FaultKind
from vignettes.sheets import Found, SheetFault, layout
from vignettes.wording import fault_sentence

_SENTENCES = {
    SheetFault.SHEET_UNKNOWN: gettext_lazy("Remove the sheet, or call it one of %(sheets)s."),
    SheetFault.SHEET_MISSING: gettext_lazy("Add the sheet “%(name)s”, and fill it in."),
    SheetFault.COLUMN_UNKNOWN: gettext_lazy("Remove the column “%(name)s”, or correct its heading."),
    SheetFault.COLUMN_TWICE: gettext_lazy("Two columns have the heading “%(name)s”. Remove one of them."),
    SheetFault.COLUMN_MISSING: gettext_lazy("Give the column a heading, or empty the cell."),
    SheetFault.TOO_MANY: gettext_lazy("Remove rows and columns: a sheet has at most %(name)s."),
    SheetFault.FORMULA: gettext_lazy("Write the value itself instead of a formula in the column “%(name)s”."),
    SheetFault.NOT_TEXT: gettext_lazy("Write the cell in the column “%(name)s” as text."),
    SheetFault.YES_NO: gettext_lazy("Write yes or no in the column “%(name)s”."),
    SheetFault.WHOLE: gettext_lazy("Write a whole number in the column “%(name)s”."),
    SheetFault.TYPE_UNKNOWN: gettext_lazy(
        "Choose one of the types %(types)s. Those that choose from a list have its name behind them, like"
        " “select_one role”."
    ),
    SheetFault.APPEARANCE: gettext_lazy(
        "This type does not have the appearance “%(name)s”. Correct it, or empty the cell."
    ),
    SheetFault.PARAMETER: gettext_lazy(
        "“%(name)s” cannot be read. Write parameters like “start=0 end=10”; they are %(parameters)s."
    ),
    SheetFault.LIST_MISSING: gettext_lazy("Add the list “%(name)s” to the sheet choices, or correct its name here."),
    SheetFault.LIST_UNUSED: gettext_lazy("No question uses the list “%(name)s”. Correct its name, or remove its rows."),
    SheetFault.EXPRESSION: gettext_lazy(
        "“%(name)s” cannot be read as a condition. Write it like “${role} = 'leader'” or “${risk} >= 40”, joined with"
        " either “and” or “or”."
    ),
    SheetFault.NESTED: gettext_lazy(
        "End the group first: a section cannot stand in another, or reach into the repeat."
    ),
    SheetFault.NOT_OPEN: gettext_lazy("Remove the row, or correct it: what it ends does not begin before it."),
    SheetFault.NOT_CLOSED: gettext_lazy("What begins here needs a row that ends it."),
    SheetFault.OUTSIDE: gettext_lazy("Move the row into a group. After a section everything belongs to one."),
    SheetFault.AFTER_REPEAT: gettext_lazy("Move the row above begin_repeat, or into the repeat."),
    SheetFault.REPEAT_TWICE: gettext_lazy("Put all questions about the cases into one repeat."),
    SheetFault.REPEAT_MISSING: gettext_lazy(
        "Put the questions about each case between a row begin_repeat and a row end_repeat."
    ),
    SheetFault.DIMENSION_UNKNOWN: gettext_lazy(
        "Write the name of a dimension from the sheet dimensions, not “%(name)s”."
    ),
    SheetFault.ONE_ROW: gettext_lazy("Remove the row. The sheet has only one."),
}
_SHOWN = 60


def found_place(found: Found) -> str:
    """Where it is: "Sheet survey, row 7"."""
    if not found.row:
        return _("Sheet %(sheet)s") % {"sheet": found.sheet}
    return _("Sheet %(sheet)s, row %(row)s") % {"sheet": found.sheet, "row": found.row}


def found_sentence(found: Found) -> str:
    """What to do about it, without the place."""
    if isinstance(found.fault, Fault):
        return _as_sheet(found.fault)
    shown = {
        "name": found.name if len(found.name) <= _SHOWN else f"{found.name[:_SHOWN]}…",
        "sheets": ", ".join(layout.SHEETS),
        "types": ", ".join(layout.TYPES),
        "parameters": ", ".join(layout.PARAMETERS),
    }
    return str(_SENTENCES[found.fault]) % shown


def _as_sheet(fault: Fault) -> str:
    """Some faults are called otherwise in a file of text than in a sheet."""
    if fault.kind == FaultKind.BOUNDS_BAD:
        return _("Write the smallest and the larger largest value as parameters, like “start=0 end=10”.")
    return fault_sentence(fault)
