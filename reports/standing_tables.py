"""The tables of reports/standings.py: what is hidden has that word, and no figure beside it."""

from django.utils.translation import gettext as _

from reports.analysis.suggestions import is_reliable
from reports.numbers import NO_FIGURE, cut, decimal, interval, percent
from reports.tables import Table
from vignettes.models import RespondentRole

_NAMED = 3


def profile(staircase, titles) -> Table:
    """First choices case by case: the own mean as answered and with chance taken out, its interval, all, and λ."""
    head = (_("Case"), _("Mean"), _("Chance apart"), _("95 %% interval") % (), _("All"), "λ", "n")
    rows = tuple((titles[row.vignette], *_profile(row)) for row in staircase.by_vignette)
    return Table(_("First choice, case by case (step 1–6)"), head, rows, on_paper=False)


def _profile(row):
    if row.own.hidden:
        return (_("hidden"), *[NO_FIGURE] * 5)
    own, found = decimal(row.own.mean, 1), row.profile
    if found is None or found.hidden:
        return (own, _("hidden"), *[NO_FIGURE] * 3, str(row.own.n))
    return (
        own,
        decimal(found.shrunk, 1),
        interval(found.low, found.high, 1),
        decimal(found.centre if is_reliable(found) else None, 1),
        cut(found.reliability),
        str(row.own.n),
    )


def funnel(found, municipality) -> Table:
    """Number of people and mean of every municipality behind the comparison; the others rounded and without a name."""
    others = (
        (_("Another municipality"), _("about %(n)s") % {"n": row.n}, decimal(row.mean, 1)) for row in found.others
    )
    rows = ((municipality, str(found.n), decimal(found.mean, 1)), *others)
    head = (_("Municipality"), _("Number of people"), _("Mean step"))
    return Table(_("Mean step by number of people"), head, rows, on_paper=False)


def cases(staircase, titles) -> Table:
    """Own share and the others' of each step, case by case."""
    shown = next(row for row in staircase.by_vignette if row.own.shares)
    head = (_("Case"), *(_("Step %(step)s") % {"step": share.step} for share in shown.own.shares))
    rows = tuple((titles[row.vignette], *_steps(row, len(shown.own.shares))) for row in staircase.by_vignette)
    return Table(_("First choices: you / the others"), head, rows, on_paper=False)


def _steps(row, count):
    if row.own.hidden:
        return (_("hidden"), *[NO_FIGURE] * (count - 1))
    others = [percent(share.share) for share in row.others.shares] or [_("hidden")] * count
    return tuple(f"{percent(own.share)} / {other}" for own, other in zip(row.own.shares, others, strict=True))


def placement(found) -> Table:
    """The risk at which placement is as likely as not: own with interval, and of a typical municipality."""
    head = ("", _("Risk"), _("95 %% interval") % (), "n")
    between = interval(found.low, found.high, 0)
    rows = (
        (_("You"), decimal(found.risk, 0), between, str(found.n)),
        (_("A typical municipality"), decimal(found.typical, 0), NO_FIGURE, NO_FIGURE),
    )
    return Table(_("The risk in per cent at which half choose step 4 or higher"), head, rows, on_paper=False)


def roles(results, titles) -> Table:
    """Mean first choice of each role with its interval and number of people."""
    codes = [role.role for role in results[0].roles]
    head = (_("Case"), *(str(RespondentRole(code).label) for code in codes))
    rows = tuple((titles[row.vignette], *(_role(role) for role in row.roles)) for row in results)
    return Table(_("First choice by role: mean step, 95 %% interval, number of people") % (), head, rows, is_text=True)


def _role(role):
    if role.hidden:
        return _("hidden")
    return f"{decimal(role.mean, 1)} ({interval(role.mean_low, role.mean_high, 1)}), n = {role.n}"


def calibration(words) -> Table:
    """Median and middle half of the percentages beside each word."""
    head = (_("Word"), _("Median"), _("Middle half"), _("Answers"))
    rows = tuple(
        (word.label, _("hidden"), NO_FIGURE, NO_FIGURE)
        if word.hidden
        else (
            word.label,
            f"{decimal(word.median, 0)} %",
            _middle_half(word),
            str(word.n),
        )
        for word in words
    )
    return Table(_("Percentages beside each word for risk"), head, rows)


def _middle_half(word):
    """Its two ends, or the one percentage that half of the answers name."""
    low, high = decimal(word.lower_quartile, 0), decimal(word.upper_quartile, 0)
    return f"{low} %" if low == high else f"{interval(word.lower_quartile, word.upper_quartile, 0)} %"


def usual(results, titles) -> Table:
    """The most frequent answers to one question, own and the others', case by case."""
    rows = tuple((titles[row.vignette], _top(row.own, row.kind), _top(row.others, row.kind)) for row in results)
    return Table(_("Most frequent answers"), (_("Case"), _("You"), _("The others")), rows, is_text=True)


def _top(answers, kind):
    """The most frequent answer, or the three most frequent where several could be given."""
    if answers.hidden:
        return _("hidden")
    most = _NAMED if kind == "multiple" else 1
    top = sorted(answers.shares, key=lambda share: -share.share)[:most]
    return "; ".join(f"{share.label} ({percent(share.share)})" for share in top if share.share) or NO_FIGURE
