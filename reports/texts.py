"""What the figures say in words, section by section, as data: every sentence with the rule and statistic behind it.

A consultant may put a section in other words (models.SectionText). `basis_sha256` is the fingerprint of the figures
below a section, so that words written over other figures can be told from words that still fit.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from reports import certainty, findings
from reports.analysis.suggestions import Suggestion
from reports.elements import Finding, Statement
from reports.level_findings import levels
from reports.onepage import one_page
from reports.proposals import Proposal, propose
from reports.questions import questions
from reports.standings import standings


@dataclass(frozen=True)
class Generated:
    """The text of one section as the figures alone say it."""

    section: str
    title: str
    statements: tuple[Statement, ...]
    basis_sha256: str

    @property
    def text(self) -> str:
        return "\n\n".join(statement.text for statement in self.statements)


def generated(package) -> tuple[Generated, ...]:
    """Every section of `package` (packages.opened) that has a text, in the order of the report."""
    analysis = package.analysis
    found = propose(package, limit=None)
    strongest = propose(package)
    sections = [
        Generated("highlights", _("On one page"), _highlights(package), _fingerprint(analysis)),
        Generated("who", _("Who answered"), (_who(analysis),), _fingerprint(analysis.who)),
    ]
    if not analysis.who.hidden:
        words = _stated_each(certainty.statements(analysis), "who")
        sections.append(Generated("certainty", _("How sure can we be?"), words, _fingerprint(_certain(analysis))))
    if analysis.staircase:
        words = _staircase(analysis)
        sections.append(Generated("staircase", _("The staircase of measures"), words, _fingerprint(analysis.staircase)))
    sections += [_standing(finding) for finding in (*standings(package), *levels(package))]
    sections += [
        Generated(
            f"vignette-{case.order}", case.title, case_statements(case, found, analysis.n_min), _fingerprint(case)
        )
        for case in analysis.vignettes
    ]
    advice = _fingerprint([row.found for row in strongest])
    sections.append(Generated("recommendations", _("Recommendations"), (), advice))
    sections.append(Generated("discussion", _("To discuss at home"), questions(package), _fingerprint(analysis)))
    return tuple(sections)


def case_statements(case, found: Iterable[Proposal], n_min: int) -> tuple[Statement, ...]:
    """What stands out in one case: each finding of a rule, or that there is none."""
    own = [row for row in found if row.found.vignette == case.code and row.rule != "municipalities_differ"]
    if own:
        questions = {row.question: row.text for row in case.questions}
        return tuple(_stated(row, questions[row.found.question]) for row in own)
    if all(question.own.hidden for question in case.questions):
        return (Statement(findings.hidden(n_min)),)
    return (Statement(_("There is no certain difference between you and the others in this case.")),)


def _stated(row: Proposal, heading: str) -> Statement:
    """What was found, under what it is about."""
    about = heading if heading.endswith("?") else f"{heading}:"
    return Statement(f"{about} {row.sentence}.", row.found, row.anchor)


def _highlights(package):
    """The page as it is printed: who answered, findings, recommendations."""
    page = one_page(package)
    points = (*page.points, *page.advice)
    texts = [f"{row.heading.rstrip('.')}: {row.sentence}" if row.sentence else row.heading for row in points]
    stated = (Statement(text, row.found, row.anchor) for text, row in zip(texts, points, strict=True))
    return (_who(package.analysis), *stated)


def _standing(finding: Finding) -> Generated:
    """One part of the practice across the cases, with the fingerprint of the figures that it is made from."""
    words = _stated_each(zip_longest(finding.sentences, finding.found), finding.anchor)
    return Generated(finding.anchor, finding.heading, words, _fingerprint(finding.figures))


def _stated_each(said, anchor):
    return tuple(Statement(text, found, anchor) for text, found in said)


def _certain(analysis):
    """The figures on which the words about certainty rest."""
    results = [row for case in analysis.vignettes for row in case.questions]
    return [analysis.staircase, analysis.agreement_across, [(row.profile, row.agreement) for row in results]]


def _who(analysis):
    who = analysis.who
    said = findings.who(who, analysis.n_min)
    if who.hidden:
        return Statement(said)
    return Statement(said, Suggestion("respondents", "count", who.n, None, None, None, who.n, None, ""), "who")


def _staircase(analysis):
    result = analysis.staircase
    if result.own.hidden:
        return (Statement(findings.hidden(analysis.n_min)),)
    return (
        Statement(findings.first_choice(result.own), largest_share(result), "staircase"),
        Statement(findings.staircase(result.difference, result.profile), compared(result), "staircase"),
    )


def largest_share(result) -> Suggestion | None:
    """What "most often" rests on, for the answers to one question."""
    top = findings.top(result.own)
    if top is None:
        return None
    return Suggestion("most_chosen", "share", top.share, top.low, top.high, None, result.own.n, None, result.question)


def compared(result) -> Suggestion | None:
    """What a comparison with the others rests on; None where none can be made or shown."""
    row = result.difference
    if row.hidden or row.delta is None:
        return None
    return Suggestion("comparison", "cliffs_delta", row.delta, row.low, row.high, row.q, row.n, None, result.question)


def _fingerprint(figures) -> str:
    canonical = json.dumps(figures, default=lambda row: vars(row), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
