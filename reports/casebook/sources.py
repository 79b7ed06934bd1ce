"""The last sheet: where every number comes from, and what is an assumption."""

from django.utils.translation import gettext as _

from businesscases.models.choices import Grade
from reports.casebook import names
from reports.casebook.grid import WHOLE, Book


def write(book: Book, numbered, facts) -> None:
    """`numbered` are the lines with their numbers."""
    sheet = book.sheet(names.sheets()["sources"], is_wide=False)
    sheet.widths(22, 7, 44, 60, 12, 60)
    head = sheet.title(sheet.name, _("Texts of the case. They change nothing here."))
    sheet.heads(head, [_("What"), _("No."), _("Name"), _("Source"), _("Assumption"), _("Note")])
    for row, told in enumerate(_rows(numbered, facts), start=head + 1):
        for column, value in enumerate(told):
            sheet.put(row, column, value, WHOLE)
    sheet.page.freeze_panes(head + 1, 0)


def _rows(numbered, facts):
    yes = _("yes")
    for number, line in numbered:
        yield _("Line"), number, line.name, line.source, yes if line.is_assumption else "", line.note
    for number, effect in enumerate(facts.inputs.effects, start=1):
        known = facts.known(effect.key)
        is_assumption = yes if known.grade == Grade.ASSUMPTION else ""
        yield (
            _("Effect of the intervention"),
            number,
            effect.name,
            known.source,
            is_assumption,
            str(Grade(known.grade).label),
        )
    schedule, series = facts.inputs.schedule, facts.inputs.series
    unconfirmed = schedule.unverified_from
    note = _("Not confirmed from year %(year)s.") % {"year": unconfirmed} if unconfirmed else ""
    yield _("Discount rate"), None, schedule.name, schedule.source, "", note
    if series:
        yield _("Price index"), None, series.name, series.source, "", ""
    for number, rule in enumerate(facts.inputs.refunds.values(), start=1):
        yield _("State refund"), number, f"{rule.law} ({rule.level_year})", rule.source, "", ""
    for line in facts.left_out:
        yield _("Left out"), None, line.name, line.source, "", _("It cannot be calculated as it stands.")
