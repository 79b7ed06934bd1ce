"""A data package as a page: sections with sentences, pictures and tables, the same for web and PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports import findings, pictures, tables
from reports.pictures import Picture
from reports.tables import Table


@dataclass(frozen=True)
class Finding:
    """One question about one vignette: what it asks, what the answers say, and the picture if it may be shown."""

    heading: str
    sentences: tuple[str, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Section:
    """One vignette: the case as respondents read it, the findings, and every figure as a table."""

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    findings: tuple[Finding, ...]
    differences: Table
    distributions: Table
    is_hidden: bool


@dataclass(frozen=True)
class Page:
    """A whole report."""

    municipality: str
    partnership: str
    survey: str
    year: int
    number: int
    made_on: str
    n_min: int
    tests: int
    is_hidden: bool
    who: str
    roles: Table
    staircase: Finding | None
    steps: Table | None
    sections: tuple[Section, ...]
    consistency: Table
    recommendations: tuple

    @property
    def pictures(self) -> Iterator[Picture]:
        staircase = [self.staircase] if self.staircase else []
        shown = [*staircase, *(finding for section in self.sections for finding in section.findings)]
        return (finding.picture for finding in shown if finding.picture)


def present(package) -> Page:
    """The page that `package` (build.opened) says, in the active language."""
    analysis = package.analysis
    return Page(
        municipality=package.municipality.name,
        partnership=package.partnership,
        survey=package.survey.title,
        year=package.survey.year,
        number=package.number,
        made_on=date_format(date.fromisoformat(package.made_on), "j. F Y"),
        n_min=analysis.n_min,
        tests=analysis.tests,
        is_hidden=analysis.who.hidden,
        who=findings.hidden(analysis.n_min) if analysis.who.hidden else findings.who(analysis.who),
        roles=tables.roles(analysis.who),
        staircase=_staircase(package),
        steps=tables.steps(analysis.staircase, analysis.n_min) if analysis.staircase else None,
        sections=tuple(_section(package, result) for result in analysis.vignettes),
        consistency=tables.consistency(analysis),
        recommendations=tuple(package.recommendations),
    )


def _staircase(package):
    result = package.analysis.staircase
    if result is None:
        return None
    if result.own.hidden:
        return Finding(_("The staircase of measures"), (findings.hidden(package.analysis.n_min),), None)
    sentences = (
        _("Most often you choose: %(option)s.") % {"option": findings.most_chosen(result.own)},
        findings.staircase(result.difference),
    )
    picture = pictures.staircase(result, package.municipality.name, sentences)
    return Finding(_("The staircase of measures"), sentences, picture)


def _section(package, result):
    case = next(vignette for vignette in package.vignettes if vignette.code == result.code)
    n_min = package.analysis.n_min
    drawn = tuple(_finding(package, result, question) for question in result.questions if question.difference)
    return Section(
        anchor=f"vignette-{result.order}",
        title=result.title,
        paragraphs=tuple(case.text.split("\n\n")),
        findings=tuple(finding for finding in drawn if finding.picture),
        differences=tables.differences(result, n_min),
        distributions=tables.distributions(result, n_min),
        is_hidden=all(question.own.hidden for question in result.questions),
    )


def _finding(package, result, question):
    sentences = tuple(
        sentence
        for sentence in (findings.comparison(question.difference), findings.agreement(question.agreement))
        if sentence
    )
    picture = pictures.answers(result, question, package.municipality.name, sentences)
    return Finding(question.text, sentences, picture)
