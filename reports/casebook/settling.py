"""The sheet of compensation: the smallest transfers after which nobody loses, and whether they still suffice.

Which transfers are the fewest no formula tells; the platform has found them, and the sheet adds them to what each has.
"""

from django.utils.translation import gettext as _

from businesscases.economics.lines import Actor
from businesscases.economics.purses import HALF_AN_ORE
from reports.casebook import names
from reports.casebook.grid import KR, Book, quoted
from reports.casebook.names import WORDS
from reports.casebook.results import Told

_ROOM = 5  # with five actors there are at most four transfers, and one to try


def write(book: Book, told: Told, facts) -> None:
    """`told` says where the present values stand."""
    sheet = book.sheet(names.sheets()["settling"], is_wide=False)
    sheet.widths(34, *[18] * 5)
    settled = facts.results.compensation
    row = sheet.title(
        sheet.name,
        _("The smallest transfers after which nobody loses, in today's value, found by the platform on %(day)s.")
        % {"day": facts.day},
        _("They do not move when something else is changed, but you can change them. Below you see if they suffice."),
    )
    row = _transfers(sheet, row, settled)
    _purses(sheet, row + 1, told, settled, first=row - _ROOM)


def _transfers(sheet, row, settled):
    """The table of transfers; the row below it."""
    sheet.heads(row, [_("Who gives"), _("To whom"), _("Kr. in today's value")])
    rows = [(WORDS.actors[one.payer], WORDS.actors[one.receiver], one.kr) for one in settled.transfers]
    for at in range(_ROOM):
        payer, receiver, kr = rows[at] if at < len(rows) else ("", "", None)
        for column, value in enumerate((payer, receiver, kr)):
            sheet.put(row + 1 + at, column, value, KR, is_input=True)
    for column in (0, 1):
        sheet.choices(row + 1, column, list(WORDS.actors.values()), row + _ROOM)
    return row + 1 + _ROOM


def _purses(sheet, row, told, settled, *, first):
    """What each has before and after, and what all together lack."""
    heads = [
        _("Who"),
        _("Present value, kr."),
        _("Gives, kr."),
        _("Gets, kr."),
        _("Afterwards, kr."),
        _("Does not lose"),
    ]
    sheet.heads(row, heads)
    payers, receivers, amounts = (sheet.down(first, column, _ROOM) for column in range(3))
    for at, actor in enumerate(Actor, start=row + 1):
        holder = told.actor(actor)
        gives = sum(one.kr for one in settled.transfers if one.payer is actor)
        gets = sum(one.kr for one in settled.transfers if one.receiver is actor)
        worth = holder.figures.present_value_kr if holder.figures else 0.0
        sheet.put(at, 0, WORDS.actors[actor])
        sheet.calc(at, 1, told.worth(actor), worth)
        sheet.calc(at, 2, f"SUMIF({payers},A{at + 1},{amounts})", gives)
        sheet.calc(at, 3, f"SUMIF({receivers},A{at + 1},{amounts})", gets)
        after = worth - gives + gets
        sheet.calc(at, 4, f"B{at + 1}-C{at + 1}+D{at + 1}", after)
        enough = f"IF(E{at + 1}<-{HALF_AN_ORE},{quoted(_('no'))},{quoted(_('yes'))})"
        sheet.calc(at, 5, enough, _("no") if after < -HALF_AN_ORE else _("yes"))
    _together(sheet, row + 2 + len(Actor), told, settled, first=row + 1)


def _together(sheet, row, told, settled, *, first):
    worths = sheet.down(first, 1, len(Actor))
    lacking = sum(max(0.0, -_worth(told.actor(actor))) for actor in Actor)
    sheet.put(row, 0, _("What those who lose lack, kr."))
    sheet.calc(row, 1, f'-SUMIF({worths},"<0")', lacking)
    sheet.put(row + 1, 0, _("Of it nobody can give, kr."))
    sheet.calc(row + 1, 1, f"MAX(0,-SUM({worths}))", settled.shortfall_kr)


def _worth(holder) -> float:
    return holder.figures.present_value_kr if holder.figures else 0.0
