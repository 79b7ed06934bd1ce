"""What the figures say in words, section by section, as data: every sentence with the rule and statistic behind it.

A consultant may put a section in other words (models.SectionText). `basis_sha256` is the fingerprint of the figures
below a section, so that words written over other figures can be told from words that still fit.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import findings
from reports.analysis.suggestions import Suggestion
from reports.proposals import Proposal, figure, propose, rule_name

EVERY = 1000  # all findings of a rule, not only its strongest


@dataclass(frozen=True)
class Statement:
    """One sentence and what it rests on; `found` is None where it says that there is nothing to say."""

    text: str
    found: Suggestion | None = None
    anchor: str = ""

    @property
    def rule(self) -> str:
        return rule_name(self.found.rule) if self.found else ""

    @property
    def figure(self) -> str:
        return figure(self.found) if self.found else ""


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
    found = propose(package, EVERY)
    strongest = propose(package)
    sections = [
        Generated("highlights", _("On one page"), _highlights(analysis, strongest), _fingerprint(analysis)),
        Generated("who", _("Who answered"), (_who(analysis),), _fingerprint(analysis.who)),
    ]
    if analysis.staircase:
        words = _staircase(analysis)
        sections.append(Generated("staircase", _("The staircase of measures"), words, _fingerprint(analysis.staircase)))
    sections += [
        Generated(
            f"vignette-{case.order}", case.title, case_statements(case, found, analysis.n_min), _fingerprint(case)
        )
        for case in analysis.vignettes
    ]
    advice = _fingerprint([row.found for row in strongest])
    sections.append(Generated("recommendations", _("Recommendations"), (), advice))
    sections.append(Generated("discussion", _("To discuss at home"), discussion(strongest), advice))
    return tuple(sections)


def case_statements(case, found: Iterable[Proposal], n_min: int) -> tuple[Statement, ...]:
    """What stands out in one case: each finding of a rule, or that there is none."""
    own = [row for row in found if row.found.vignette == case.code and row.rule != "municipalities_differ"]
    if own:
        questions = {row.question: row.text for row in case.questions}
        return tuple(
            Statement(f"{_before_a_sentence(questions[row.found.question])} {row.sentence}.", row.found, row.anchor)
            for row in own
        )
    if all(question.own.hidden for question in case.questions):
        return (Statement(findings.hidden(n_min)),)
    return (Statement(_("There is no certain difference between you and the others in this case.")),)


def discussion(found: Iterable[Proposal]) -> tuple[Statement, ...]:
    """Questions for the leaders at home: one for each kind of finding, about where it is strongest."""
    first: dict[str, Proposal] = {}
    for row in found:
        first.setdefault(row.advice, row)
    if not first:
        return (Statement(_("What in the cases is most like your own practice, and what surprises you?")),)
    return tuple(
        Statement(f"{_before_a_sentence(row.heading)} {row.sentence}. {row.advice}", row.found, row.anchor)
        for row in first.values()
    )


def _before_a_sentence(heading: str) -> str:
    return heading if heading.endswith("?") else f"{heading}:"


def _highlights(analysis, found):
    rules = ("staircase_overall", "staircase_difference", "question_difference", "low_agreement")
    stand_out = [row for row in found if row.rule in rules]
    words = [
        Statement(f"{_before_a_sentence(row.heading)} {row.sentence}.", row.found, row.anchor) for row in stand_out
    ]
    return (_who(analysis), *words)


def _who(analysis):
    who = analysis.who
    if who.hidden:
        return Statement(findings.hidden(analysis.n_min))
    count = Suggestion("respondents", "count", who.n, None, None, None, who.n, None, "")
    return Statement(findings.who(who), count, "who")


def _staircase(analysis):
    result = analysis.staircase
    if result.own.hidden:
        return (Statement(findings.hidden(analysis.n_min)),)
    chosen = _("Most often you choose: %(option)s.") % {"option": findings.most_chosen(result.own)}
    return (
        Statement(chosen, _largest_share(result), "staircase"),
        Statement(findings.staircase(result.difference, result.profile), _compared(result), "staircase"),
    )


def _largest_share(result):
    if not result.own.shares:
        return None
    top = max(result.own.shares, key=lambda share: share.share)
    return Suggestion("most_chosen", "share", top.share, top.low, top.high, None, result.own.n, None, result.question)


def _compared(result):
    row = result.difference
    if row.hidden or row.delta is None:
        return None
    return Suggestion("comparison", "cliffs_delta", row.delta, row.low, row.high, row.q, row.n, None, result.question)


def _fingerprint(figures) -> str:
    canonical = json.dumps(figures, default=lambda row: vars(row), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
