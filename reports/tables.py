"""Figures as tables. The first cell of a row is its heading; a dash says that there is no figure to show."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import findings
from reports.numbers import NO_FIGURE, decimal, interval, percent
from vignettes.models import RespondentRole


@dataclass(frozen=True)
class Table:
    """`widths` are the columns' shares of the page in per cent; every row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def roles(who) -> Table:
    """Respondents per role; a role below the threshold shows "under" it, never its number."""
    rows = [
        (str(RespondentRole(row.role).label), _("hidden") if row.hidden else str(row.n)) for row in who.roles
    ]
    total = _("hidden") if who.hidden else str(who.n)
    return Table(_("Who answered"), (_("Role"), _("Respondents")), (*rows, (_("Total"), total)))


def steps(staircase, n_min) -> Table:
    """First choices over all vignettes on the six steps."""
    head = (_("Step"), _("You"), _("95 %% interval") % (), _("The others"))
    if staircase.own.hidden:
        return Table(_("First choice on the staircase of measures"), head, (), findings.hidden(n_min))
    others = {share.code: percent(share.share) for share in staircase.others.shares}
    rows = tuple(
        (f"{share.step}. {share.label}", percent(share.share), _between(share), others.get(share.code, NO_FIGURE))
        for share in staircase.own.shares
    )
    return Table(_("First choice on the staircase of measures"), head, rows)


def differences(vignette, n_min) -> Table:
    """Every ordered question of a vignette: means, Cliff's delta with interval, q, and agreement inside."""
    head = (_("Question"), _("You"), _("The others"), "δ", _("95 %% interval") % (), "q", _("Agreement (A)"), "r_wg")
    shown = [question for question in vignette.questions if question.difference and not question.own.hidden]
    rows = tuple(
        (
            question.text,
            decimal(question.own.mean, 1),
            decimal(question.others.mean, 1),
            decimal(question.difference.delta),
            interval(question.difference.low, question.difference.high),
            decimal(question.difference.q, 3),
            decimal(question.agreement.van_der_eijk),
            decimal(question.agreement.r_wg),
        )
        for question in shown
    )
    note = "" if rows else findings.hidden(n_min)
    return Table(_("Means, differences and agreement"), head, rows, note)


def distributions(vignette, n_min) -> Table:
    """Every question of a vignette: the share of each option, own and others'."""
    head = (_("Question and answer"), _("You"), _("95 %% interval") % (), _("The others"))
    rows = tuple(row for question in vignette.questions if not question.own.hidden for row in _options(question))
    note = "" if rows else findings.hidden(n_min)
    return Table(_("All answers"), head, rows, note)


def consistency(analysis) -> Table:
    """Krippendorff's alpha across the vignettes."""
    labels = {row.question: row.text for vignette in analysis.vignettes for row in vignette.questions}
    rows = tuple(
        (labels[row.question], _("hidden") if row.hidden else decimal(row.alpha)) for row in analysis.agreement_across
    )
    return Table(_("Agreement across the cases"), (_("Question"), _("Krippendorff's α")), rows)


def _options(question):
    others = {share.code: percent(share.share) for share in question.others.shares}
    return (
        (
            f"{question.text} {share.label}",
            percent(share.share),
            _between(share),
            others.get(share.code, NO_FIGURE),
        )
        for share in question.own.shares
    )


def _between(share):
    if share.low is None or share.high is None:
        return NO_FIGURE
    return f"{round(100 * share.low)}–{round(100 * share.high)} %"
