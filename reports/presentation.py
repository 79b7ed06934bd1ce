"""A data package as a page: sections with sentences, pictures and tables, the same for web and PDF."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports import attention, certainty, findings, pictures, tables, texts
from reports.elements import Edition, Finding, Statement, edition
from reports.level_findings import levels
from reports.onepage import OnePage, one_page
from reports.pictures import Picture
from reports.proposals import figure_anchor, propose
from reports.questions import questions
from reports.standings import standings, titles
from reports.tables import Table
from vignettes.models import QuestionKind


@dataclass(frozen=True)
class Section:
    """One vignette: the case as respondents read it, what they answered, and how sure the differences are."""

    code: str
    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    digest: str
    said: tuple[str, ...]
    findings: tuple[Finding, ...]
    differences: Table

    @property
    def pictured(self):
        return tuple(finding for finding in self.findings if finding.picture)

    @property
    def unpictured(self):
        return tuple(finding for finding in self.findings if not finding.picture)


@dataclass(frozen=True)
class Advice:
    """One recommendation, in the paragraphs in which it was written; a line break stays inside its paragraph."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Page(Edition):
    """A whole report. `said` are the consultant's own words, in paragraphs, for the sections that have some.

    `questions` are those of the discussion with the figures behind them, none where somebody wrote other ones.
    `elsewhere` is what the others chose, for a municipality that has no figures of its own.
    """

    municipality: str
    who: str
    certainty: tuple[str, ...]
    roles: Table
    highlights: OnePage
    staircase: Finding | None
    elsewhere: Finding | None
    standings: tuple[Finding, ...]
    levels: tuple[Finding, ...]
    sections: tuple[Section, ...]
    consistency: Table
    recommendations: tuple[Advice, ...]
    discussion: tuple[str, ...]
    questions: tuple[Statement, ...]
    attention: tuple[str, ...]
    repeats: Table | None
    decks: int
    said: Mapping[str, tuple[str, ...]]

    @property
    def pictures(self) -> Iterator[Picture]:
        staircase = [self.staircase] if self.staircase else []
        found = [
            *staircase,
            *self.standings,
            *self.levels,
            *(row for section in self.sections for row in section.findings),
        ]
        return (shown.picture for shown in (self.highlights, *found) if shown.picture)


def present(package) -> Page:
    """The page that `package` (packages.opened) says, in the active language."""
    analysis = package.analysis
    said = {row.section: _paragraphs(row.text) for row in getattr(package, "texts", ())}
    is_written = hasattr(package, "texts")  # an older package says no more than its file
    found = propose(package, limit=None) if is_written else None
    staircase = _staircase(package)
    asked = questions(package) if is_written else ()
    return Page(
        **edition(package),
        municipality=package.municipality.name,
        who=findings.who(analysis.who, analysis.n_min),
        certainty=() if analysis.who.hidden else said.get("certainty") or certainty.sentences(analysis),
        roles=tables.roles(analysis.who),
        highlights=one_page(package),
        staircase=_in_own_words(staircase, said),
        elsewhere=_elsewhere(analysis) if analysis.who.hidden else None,
        standings=tuple(_in_own_words(_flowing(finding), said) for finding in standings(package)),
        levels=tuple(_in_own_words(finding, said) for finding in levels(package)),
        sections=tuple(_section(package, result, found, said) for result in analysis.vignettes),
        consistency=tables.consistency(analysis),
        recommendations=tuple(Advice(row.title, _paragraphs(row.text)) for row in package.recommendations),
        discussion=said.get("discussion") or tuple(row.text for row in asked),
        questions=() if "discussion" in said else asked,
        attention=() if analysis.who.hidden else _attention(package),
        decks=getattr(package, "decks", 0),
        repeats=None if analysis.who.hidden else attention.repeats_table(_repeats(package), titles(package)),
        said=said,
    )


def _attention(package):
    staircase = package.analysis.staircase
    question = staircase.question if staircase else None
    return attention.sentences(getattr(package, "attention", None), _repeats(package), question)


def _repeats(package):
    """A package of a survey that shows no case twice has none."""
    return getattr(package, "repeats", ())


def _paragraphs(text):
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip())


def _flowing(finding):
    """The sentences of a part as one paragraph."""
    return replace(finding, sentences=(" ".join(finding.sentences),))


def _in_own_words(finding, said):
    if finding is None or finding.anchor not in said:
        return finding
    return replace(finding, sentences=said[finding.anchor])


def _staircase(package):
    result, heading = package.analysis.staircase, _("The staircase of measures")
    if result is None:
        return None
    if result.own.hidden:
        return Finding("staircase", heading, (findings.hidden(package.analysis.n_min),))
    sentences = (findings.first_choice(result.own), findings.staircase(result.difference, result.profile))
    picture = pictures.staircase(result, package.municipality.name, sentences)
    table = tables.answers(result, _("First choice on the staircase of measures"))
    found = (texts.largest_share(result), texts.compared(result))
    return Finding("staircase", heading, sentences, picture, table, found)


def _elsewhere(analysis):
    """The others' first choices; every figure is one of those that any report may show of them (rule 3)."""
    table = tables.elsewhere(analysis)
    if analysis.who.others_hidden or not table.rows:
        return None
    return Finding(
        "elsewhere", _("What the other municipalities choose first"), (findings.elsewhere(analysis.who),), None, table
    )


def _section(package, result, found, said):
    case = next(vignette for vignette in package.vignettes if vignette.code == result.code)
    shown = [question for question in result.questions if not question.own.hidden and question.own.n]
    anchor = f"vignette-{result.order}"
    words = () if found is None else texts.case_statements(result, found, package.analysis.n_min)
    return Section(
        code=result.code,
        anchor=anchor,
        title=result.title,
        paragraphs=tuple(case.text.split("\n\n")),
        digest=findings.digest(shown),
        said=said.get(anchor) or (tuple(row.text for row in words) if shown else ()),
        findings=tuple(_finding(package, result, question) for question in shown),
        differences=tables.differences(result, package.analysis.n_min),
    )


def _finding(package, result, question):
    found = texts.compared(question) if question.difference else texts.largest_share(question)
    if question.difference:
        said = (findings.comparison(question.difference, question.profile), findings.agreement(question.agreement))
    else:
        said = (findings.both(question.own, question.others),)
    sentences = (" ".join(sentence for sentence in said if sentence),)
    picture = None
    if question.kind == QuestionKind.ORDINAL:
        picture = pictures.answers(result, question, package.municipality.name, sentences)
    anchor = figure_anchor(result.order, question.question)
    table = tables.answers(question, question.text) if question.own.shares else None
    return Finding(anchor, question.text, sentences, picture, table, (found,))
