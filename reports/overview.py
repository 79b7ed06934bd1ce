"""The partnership overview as a page: who answered, the staircase, and how the municipalities spread, without names."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import overview_pictures, tables
from reports.analysis.suggestions import SIGNIFICANT
from reports.elements import Edition, Finding, edition
from reports.findings import q_value
from reports.numbers import NO_FIGURE, decimal, interval, percent
from reports.pictures import Picture
from reports.tables import Table

# Ours: from here on most of what sets practice apart lies between colleagues, not between municipalities.
MOSTLY_WITHIN = 0.5


@dataclass(frozen=True)
class OverviewPage(Edition):
    """What the parts of an overview are given; `named` are the municipalities that agreed to be named."""

    who: tuple[str, ...]
    roles: Table | None
    findings: tuple[Finding, ...]
    named: tuple[str, ...]

    @property
    def pictures(self) -> Iterator[Picture]:
        return (finding.picture for finding in self.findings if finding.picture)


def present(package) -> OverviewPage:
    """The page that `package` (packages.opened) says, in the active language."""
    analysis = package.analysis
    names = vars(package.names)
    return OverviewPage(
        **edition(package),
        who=_who(analysis.who),
        roles=_roles(analysis.who),
        findings=() if analysis.who.hidden else tuple(_findings(package, names)),
        named=tuple(sorted(names.values())),
    )


def _roles(who) -> Table | None:
    """Respondents per role, if any role may be shown: the number of all stands in words."""
    if who.hidden or all(role.hidden for role in who.roles):
        return None
    return tables.roles(who)


def _who(who) -> tuple[str, ...]:
    if who.hidden:
        return (_("Too few municipalities have answered to show them together without telling on one of them."),)
    facts = {"n": who.n, "m": who.municipalities}
    said = [_("%(n)s people in %(m)s municipalities stand behind the figures.") % facts]
    if who.small:
        few = ngettext(
            "%(n)s municipality has too few answers and is in no figure.",
            "%(n)s municipalities have too few answers and are in no figure.",
            who.small,
        )
        said.append(few % {"n": who.small})
    return tuple(said)


def _findings(package, names) -> Iterator[Finding]:
    overall, titles = package.analysis.overall, {row.code: row.title for row in package.vignettes}
    if overall is None or overall.hidden:
        return
    shown = [case for case in package.analysis.cases if not case.hidden]
    yield _spread(overall, names)
    yield _staircase(overall, shown, titles)
    if shown:
        yield _cases(shown, titles)


def _staircase(overall, shown, titles):
    top = max(overall.shares, key=lambda share: share.share)
    said = _("Most often the first choice is: %(option)s (%(share)s).")
    sentences = (said % {"option": top.label, "share": percent(top.share)},)
    rows = [(titles[case.vignette], *(percent(share.share) for share in case.shares)) for case in shown]
    rows.append((_("All cases"), *(percent(share.share) for share in overall.shares)))
    head = (_("Case"), *(_step(share) for share in overall.shares))
    table = Table(_("First choice by step, every municipality weighing the same"), head, tuple(rows))
    picture = overview_pictures.staircase(overall, shown, titles, sentences)
    return Finding("staircase", _("The staircase of measures"), sentences, picture, table)


def _step(share):
    return _("Step %(step)s") % {"step": share.step} if share.step else share.label


def _spread(overall, names):
    means = [place.mean for place in overall.places]
    sentences = [_within(overall)]
    if means:
        ends = interval(min(means), max(means), 1)
        said = _("Chance apart, the municipalities' means lie from step %(ends)s, around %(centre)s.")
        sentences.append(said % {"ends": ends, "centre": decimal(overall.centre, 1)})
        sentences.append(_("This is no ranking of quality: a lower step is not better in itself."))
    picture = overview_pictures.places(overall, names, tuple(sentences))
    return Finding("spread", _("How the municipalities spread"), tuple(sentences), picture)


def _within(spread):
    """How much of what sets answers apart lies between municipalities, and how much between colleagues in one."""
    if spread.icc is None:
        return _("The answers are so alike that no difference can be calculated.")
    if spread.icc == 0:
        return _("There is no measurable difference between the municipalities.")
    facts = {"icc": percent(spread.icc), "rest": percent(1 - spread.icc), "n": spread.respondents}
    if spread.icc < MOSTLY_WITHIN:
        text = _(
            "%(icc)s of the variation lies between municipalities (ICC, n = %(n)s). The rest, %(rest)s, lies between "
            "colleagues in the same municipality: most can be learnt at home."
        )
    else:
        text = _(
            "%(icc)s of the variation lies between municipalities (ICC, n = %(n)s), and %(rest)s between colleagues in "
            "the same municipality."
        )
    return text % facts


def _cases(shown, titles):
    apart = [case for case in shown if case.q is not None and case.q < SIGNIFICANT]
    said = _("The municipalities answer differently in %(n)s of %(total)s cases.")
    sentences = [said % {"n": len(apart), "total": len(shown)}]
    if apart:
        most = max(apart, key=lambda case: case.epsilon_squared)
        text = _("They differ most in “%(case)s” (ε² = %(epsilon)s, %(q)s).")
        facts = {"case": titles[most.vignette], "epsilon": decimal(most.epsilon_squared), "q": q_value(most.q)}
        sentences.append(text % facts)
    head = (_("Case"), _("Mean"), _("From–to"), "ICC", "ε²", "q", _("Agreement (A)"), "n")
    table = Table(
        _("First choice, case by case (step 1–6)"), head, tuple((titles[c.vignette], *_row(c)) for c in shown)
    )
    return Finding("cases", _("Where the municipalities differ"), tuple(sentences), None, table)


def _row(case):
    means = [place.mean for place in case.places]
    return (
        decimal(case.centre, 1),
        interval(min(means), max(means), 1) if means else NO_FIGURE,
        decimal(case.icc),
        decimal(case.epsilon_squared),
        "< 0,001" if case.q is not None and case.q < 0.001 else decimal(case.q, 3),
        decimal(case.agreement),
        str(case.respondents),
    )
