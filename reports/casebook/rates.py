"""The sheet of internal rates of return: every real rate of every purse, and a word where there is none or several.

How many there are no formula tells: the platform has sought them. Each is computed anew from where it was found.
"""

from django.utils.translation import gettext as _

from businesscases.economics.flows import Reason
from businesscases.result_tables import UNDEFINED
from reports.casebook import names
from reports.casebook.grid import WHOLE, Book
from reports.casebook.results import Told

_NONE = "–"
_FIRST = 4  # the column of the first rate
_FORM = "0.0000%"


def write(book: Book, told: Told, facts) -> None:
    """`told` says where the amounts stand that the rates are of."""
    sheet = book.sheet(names.sheets()["rates"], is_wide=False)
    most = max(1, *(len(_rates(holder)) for holder in told.held))
    sheet.widths(24, 26, 16, 14, *[14] * most, 70)
    row = sheet.title(
        sheet.name,
        _("All real rates above −100 %% at which the present value is zero, sought by the platform on %(day)s.")
        % {"day": facts.day},
        _("There are at most as many as the amounts change sign. Where that number changes, others may come."),
    )
    rates = [_("Rate %(number)s") % {"number": number} for number in range(1, most + 1)]
    heads = [_("Who"), _("Which administration"), _("Changes of sign"), _("Rates found"), *rates, _("Explanation")]
    sheet.heads(row, heads)
    for at, holder in enumerate(told.held):
        _row(sheet, row + 1 + at, at, holder, told)
        sheet.put(row + 1 + at, _FIRST + most, _note(holder))


def _row(sheet, row, at, holder, told):
    sheet.put(row, 0, holder.label)
    sheet.put(row, 1, holder.administration)
    sheet.calc(row, 2, told.payback.changes(at), told.payback.counted(at), WHOLE)
    sheet.put(row, 3, len(_rates(holder)), WHOLE)
    for column, rate in enumerate(_rates(holder), start=_FIRST):
        sheet.calc(row, column, f'IFERROR(IRR({told.flows(at)},{rate!r}),"{_NONE}")', rate, _FORM)


def _rates(holder) -> tuple[float, ...]:
    return holder.figures.rates if holder.figures else ()


def _note(holder) -> str:
    flows = holder.figures.flows if holder.figures else ()
    if not any(flows):
        return str(UNDEFINED[Reason.ALL_ZERO])
    count = len(_rates(holder))
    if count > 1:
        return _("Several: none of them can be compared with the discount rate. Look at the present value.")
    if count == 1:
        return ""
    one_way = min(flows) >= 0 or max(flows) <= 0
    return str(UNDEFINED[Reason.NO_GAIN_OR_NO_COST if one_way else Reason.NO_RATE])
