"""Figures as tables. The first cell of a row is its heading; a dash says that there is no figure to show."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import findings
from reports.analysis.suggestions import is_reliable
from reports.numbers import NO_FIGURE, cut, decimal, interval, percent
from vignettes.models import RespondentRole


@dataclass(frozen=True)
class Table:
    """Every row has as many cells as the head; `note` says why there are none, `is_text` that cells are words.

    A table that is not `on_paper` repeats what stands in the picture beside it, for those who cannot see that.
    `look` names the widths of its columns on paper (static/css/report.css).
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    is_text: bool = False
    on_paper: bool = True
    look: str = ""


def roles(who) -> Table:
    """Respondents per role; a role below the threshold shows "under" it, never its number."""
    rows = [(str(RespondentRole(row.role).label), _("hidden") if row.hidden else str(row.n)) for row in who.roles]
    total = _("hidden") if who.hidden else str(who.n)
    return Table(_("Who answered"), (_("Role"), _("Respondents")), (*rows, (_("Total"), total)))


def elsewhere(analysis) -> Table:
    """The two first choices that the others make most often, case by case; no rows where they are hidden."""
    titles = {vignette.code: vignette.title for vignette in analysis.vignettes}
    results = analysis.staircase.by_vignette if analysis.staircase else ()
    rows = tuple((titles[row.vignette], *_most(row.others)) for row in results if row.others.shares)
    head = (_("Case"), _("Most often"), _("Second most often"))
    return Table(_("First choices case by case, with the share that chooses them"), head, rows, is_text=True)


def _most(others):
    first, second = sorted(others.shares, key=lambda share: -share.share)[:2]
    return tuple(f"{share.label} ({percent(share.share)})" if share.share else NO_FIGURE for share in (first, second))


def answers(question, caption) -> Table:
    """The share of each option, own with interval and the others'."""
    others = {share.code: percent(share.share) for share in question.others.shares}
    rows = tuple(
        (share.label, percent(share.share), _between(share), others.get(share.code, NO_FIGURE))
        for share in question.own.shares
    )
    return Table(caption, (_("Answer"), _("You"), _("95 %% interval") % (), _("The others")), rows)


def differences(vignette, n_min) -> Table:
    """Every ordered question of a vignette. Where λ is low, δ and q are left out and the interval stands alone."""
    head = (
        _("Question"),
        _("You"),
        _("The others"),
        "δ",
        _("95 %% interval") % (),
        "q",
        "λ",
        _("Agreement (A)"),
        "r_wg",
    )
    shown = [question for question in vignette.questions if question.difference and not question.own.hidden]
    rows = tuple(
        (
            question.text,
            decimal(question.own.mean, 1),
            decimal(question.others.mean, 1),
            decimal(question.difference.delta if is_reliable(question.profile) else None),
            interval(question.difference.low, question.difference.high),
            decimal(question.difference.q if is_reliable(question.profile) else None, 3),
            cut(question.profile.reliability if question.profile else None),
            decimal(question.agreement.van_der_eijk),
            decimal(question.agreement.r_wg),
        )
        for question in shown
    )
    note = "" if rows else findings.hidden(n_min)
    return Table(_("Means, differences and agreement"), head, rows, note)


def consistency(analysis) -> Table:
    """Krippendorff's alpha across the vignettes."""
    labels = {row.question: row.text for vignette in analysis.vignettes for row in vignette.questions}
    rows = tuple(
        (labels[row.question], _("hidden") if row.hidden else decimal(row.alpha)) for row in analysis.agreement_across
    )
    return Table(_("Agreement across the cases"), (_("Question"), _("Krippendorff's α")), rows)


def _between(share):
    if share.low is None or share.high is None:
        return NO_FIGURE
    return f"{round(100 * share.low)}–{round(100 * share.high)} %"
