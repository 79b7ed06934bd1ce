"""The findings of a published report that a business case can be started from, quoted as the page prints them.

Nothing is quoted that the page does not print: sentences are taken as they stand there, and each part of a figure only
if it can be read there too. A quotation therefore needs no protection of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.models import Case, Evidence
from reports.elements import Finding
from reports.numbers import MINUS
from reports.onepage import Point
from reports.presentation import Page
from reports.proposals import Printed, printed, rule_name

# Money is never shown without the outcome, and the sentences about costs leave the outcome to the picture beside them.
INSEPARABLE = ("costs",)


@dataclass(frozen=True)
class Quote:
    """One finding as it stands on the page; `anchor` is where its figure stands."""

    anchor: str
    section: str
    heading: str
    sentence: str
    rule: str
    figure: Printed
    n: int | None


@dataclass(frozen=True)
class Offer:
    """A finding by a name of its own on the page, and the case that it has led to, if any."""

    name: str
    case: Case | None


def quotes(page: Page) -> dict[str, Quote]:
    """The findings of `page` by the names under which the page offers them; none where nothing was found."""
    if page.is_hidden:
        return {}
    return dict(_points(page)) | dict(_findings(page))


def evidence(report, quote: Quote) -> Evidence:
    """What a case takes along from `report`, not saved."""
    address = reverse("reports:report_show", args=[report.pk])
    return Evidence(
        section=quote.section,
        heading=quote.heading,
        sentence=quote.sentence,
        rule=quote.rule,
        rule_name=rule_name(quote.rule) if quote.rule else "",
        statistic=quote.figure.statistic,
        interval=quote.figure.interval,
        q=quote.figure.q,
        n=quote.n,
        report_pk=report.pk,
        report_number=report.number,
        report_sha256=report.data_sha256,
        published_on=timezone.localdate(report.published_at),
        survey=report.survey.title,
        address=f"{address}#{quote.anchor}",
    )


def origin(report, quote: Quote) -> str:
    """Names the figure for the whole platform: of one figure in one report a municipality has one case."""
    return f"report:{report.pk}:{quote.anchor}"


def offers(report, found: dict[str, Quote]) -> dict[str, Offer]:
    """What the page of `report` offers at each finding."""
    cases = Case.objects.filter(municipality=report.participation.municipality_id)
    by_origin = {case.origin: case for case in cases.filter(origin__startswith=f"report:{report.pk}:")}
    return {
        key: Offer(
            name=quote.heading if key == quote.anchor else f"{quote.heading} {quote.sentence}",
            case=by_origin.get(origin(report, quote)),
        )
        for key, quote in found.items()
    }


def _points(page: Page) -> Iterator[tuple[str, Quote]]:
    """The findings of the first page, where they are not in the consultant's own words."""
    if "highlights" in page.said:
        return
    for point in page.highlights.points:
        if point.found:
            yield point.key, _of_point(point)


def _of_point(point: Point) -> Quote:
    found = point.found
    return Quote(point.anchor, _("On one page"), point.heading, point.sentence, found.rule, printed(found), found.n)


def _findings(page: Page) -> Iterator[tuple[str, Quote]]:
    """Findings with a figure behind one of their sentences; the others say that there is nothing to say."""
    practice = _("Your practice across the cases")
    found = [(page.staircase, page.staircase.heading, page.staircase.heading)] if page.staircase else []
    found += [(finding, practice, finding.heading) for finding in page.standings]
    found += [(finding, _("What makes a difference in a case"), finding.heading) for finding in page.levels]
    for case in page.sections:
        found += [(finding, case.title, f"{case.title}: {finding.heading}") for finding in case.findings]
    for finding, section, heading in found:
        if any(finding.found) and finding.anchor not in INSEPARABLE:
            yield finding.anchor, _of_finding(page, finding, section, heading)


def _of_finding(page: Page, finding: Finding, section: str, heading: str) -> Quote:
    sentence = "\n\n".join(finding.sentences)
    if finding.anchor in page.said:  # the consultant's own words rest on what the consultant says
        return Quote(finding.anchor, section, heading, sentence, "", Printed(), None)
    basis = [basis for basis in finding.found if basis][-1]
    parts = printed(basis)
    drawn = finding.picture.wide.svg if finding.picture else ""
    return Quote(
        anchor=finding.anchor,
        section=section,
        heading=heading,
        sentence=sentence,
        rule=basis.rule,
        figure=_read(parts, sentence),
        n=basis.n if parts.n and _stands(parts.n, sentence + drawn) else None,
    )


def _read(parts: Printed, sentence: str) -> Printed:
    """Those parts of a figure that stand in the sentence, whole: "n = 2" does not stand in "n = 24"."""
    return Printed(*(part if part and _stands(part, sentence) else "" for part in vars(parts).values()))


def _stands(part: str, text: str) -> bool:
    return re.search(rf"(?<![\d,{MINUS}]){re.escape(part)}(?!\d|,\d)", text) is not None
