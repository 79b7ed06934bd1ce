"""The sheet of the simulation: what the platform has drawn. A simulation is no formula, so these are values."""

from django.utils.translation import gettext as _

from businesscases.economics.lines import Actor
from businesscases.models.choices import Distribution
from reports.casebook import names
from reports.casebook.grid import KR, SHARE, WHOLE, Book
from reports.casebook.names import WORDS
from reports.casebook.results import Told


def write(book: Book, told: Told, facts) -> None:
    """Draws, seed and shape, and the distribution for everybody and each actor."""
    sheet = book.sheet(names.sheets()["simulation"], is_wide=False)
    sheet.widths(28, *[18] * 8)
    row = sheet.title(
        sheet.name,
        _("Drawn by the platform on %(day)s: values, not formulas. They do not follow what is changed in the workbook.")
        % {"day": facts.day},
        _("The same seed and number of draws give the same figures on the platform."),
    )
    drawn = facts.simulation
    if drawn is None:
        sheet.put(row, 0, _("No input has a range yet."))
        return
    shape = str(Distribution(facts.inputs.distribution).label)
    about = ((_("Draws"), drawn.draws), (_("Seed"), drawn.seed), (_("Distribution of the inputs"), shape))
    for at, (label, value) in enumerate(about, start=row):
        sheet.put(at, 0, label)
        sheet.put(at, 1, value, WHOLE)
    _table(sheet, row + len(about) + 1, drawn, told)


def _table(sheet, row, drawn, told):
    heads = (
        *(_("Who"), _("At the most likely values, kr.")),
        *(_("Mean, kr."), _("5th percentile, kr."), _("Median, kr."), _("95th percentile, kr.")),
        *(_("Chance of not losing"), _("Standard error of the mean, kr."), _("Standard error of the chance")),
    )
    sheet.heading(row, _("Net present value over all draws"))
    sheet.heads(row + 1, heads)
    rows = [(None, drawn.total), *((Actor(who), one) for who, one in drawn.actors.items())]
    for at, (who, one) in enumerate(sorted(rows, key=_order), start=row + 2):
        sheet.put(at, 0, _("All together") if who is None else WORDS.actors[who])
        sheet.calc(at, 1, told.worth(who), told.actor(who).figures.present_value_kr)
        kr = ((one.mean, KR), (one.p5, KR), (one.p50, KR), (one.p95, KR))
        sure = ((one.probability, SHARE), (one.standard_error, KR), (one.probability_error, "0.00%"))
        for column, (value, form) in enumerate((*kr, *sure), start=2):
            sheet.put(at, column, value, form)


def _order(row):
    who, _summary = row
    return -1 if who is None else list(Actor).index(who)
