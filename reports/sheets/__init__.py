"""A data package as sheets of a workbook: every figure behind the report, in full precision, hidden where it hides."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports import packages
from reports.sheets import answers, levels, standing
from reports.workbook import Note, Sheet, workbook


def tables(data: dict) -> bytes:
    """The workbook of a municipality's package, always in Danish."""
    with translation.override("da"):
        package = packages.opened(data)
        made_on = date.fromisoformat(package.made_on)
        title = _("Tables for the analysis report – %(municipality)s %(year)s") % {
            "municipality": package.municipality.name,
            "year": package.survey.year,
        }
        created = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
        return workbook(title, created, _notes(package, packages.sha256(data)), sheets(package))


def sheets(package) -> tuple[Sheet, ...]:
    """The sheets that `package` (packages.opened) has figures for, in the order of the report."""
    return tuple(
        sheet for sheet in (*answers.sheets(package), *standing.sheets(package), *levels.sheets(package)) if sheet.rows
    )


def _notes(package, fingerprint):
    analysis, hidden = package.analysis, _("hidden")
    yield Note(_("Municipality"), package.municipality.name)
    yield Note(_("Partnership"), package.partnership)
    yield Note(_("Survey"), f"{package.survey.title} ({package.survey.year})")
    yield Note(_("Report"), _("Version %(number)s") % {"number": package.number})
    yield Note(_("Made"), date_format(date.fromisoformat(package.made_on), "j. F Y"))
    yield Note(_("Data package"), f"sha256 {fingerprint}")
    yield Note(_("How to read the tables"))
    yield Note(hidden, _("Fewer than %(n_min)s answers stand behind it, or it would tell what does.") % vars(analysis))
    yield Note("–", _("There is no such figure, or it cannot be calculated."))
    yield Note(_("Figures"), _("The cells hold the figures in full; only what is displayed is rounded."))
    yield Note(
        _("The others"),
        _(
            "All other municipalities with at least %(n_min)s answers, each weighing the same. Their figures cannot be "
            "calculated from this file, since no other municipality's answers stand in it."
        )
        % vars(analysis),
    )
    tests = _("All %(tests)s tests of the report are corrected together (Benjamini and Hochberg).") % vars(analysis)
    yield Note("q", tests)
    yield from _recipes()


def _recipes() -> Iterator[Note]:
    yield Note(_("How to recompute"))
    yield Note(_("Share"), _("Count ÷ Answers, on the sheet with the answers."))
    yield Note(
        _("Interval of a share"),
        _(
            "Wilson: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), where p is the share, n the answers and "
            "z = 1.959964. Over several cases n is smaller, since one person gives several answers."
        ),
    )
    yield Note(_("Mean"), _("The sum of Value × Count ÷ the sum of Count, over the options of one question."))
    yield Note(_("Standard deviation"), _("s² = the sum of Count × (Value − mean)² ÷ (n − 1)."))
    yield Note(_("Interval of a mean"), _("Mean ± t·s ÷ √n, where t is Student's with n − 1 degrees of freedom."))
    yield Note("r_wg", _("1 − s² ÷ ((K² − 1) ÷ 12), at least 0, where K is the number of options."))
    yield Note("λ", _("n·ICC ÷ (1 + (n − 1)·ICC)."))
    yield Note("ε²", _("H ÷ (n − 1), with all the answers that stand behind H."))
