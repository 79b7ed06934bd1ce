"""The documents that are made of a data package: each is a list of parts, and each part one template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.overview import OverviewPage
from reports.presentation import Page


class DocumentKind(StrEnum):
    ANALYSIS = "analysis"
    SHORT = "short"
    INTERIM = "interim"
    OVERVIEW = "overview"


@dataclass(frozen=True)
class Entry:
    """One line of the contents: a heading and where it stands."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Part:
    """A section of a document. `is_in` says whether a page has it, `entries` what it adds to the contents."""

    template: str
    is_in: Callable[[Page], bool] = lambda _page: True
    entries: Callable[[Page], Iterator[Entry]] = lambda _page: iter(())


@dataclass(frozen=True)
class Form:
    """Name and parts of one kind of document.

    One that has a fixed number of `pages` is set in each of `fits` (classes of the style sheet, from roomy to close)
    until it has them.
    """

    name: Callable[[], str]
    parts: tuple[Part, ...]
    pages: int | None = None
    fits: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Document:
    """What document.html is given: the parts that the page has. `mark` stands on every page, if there is one."""

    kind: str
    fit: str
    name: str
    title: str
    subject: str
    mark: str
    parts: tuple[Part, ...]
    contents: tuple[Entry, ...]


def _cases(page):
    return (Entry(section.anchor, section.title) for section in page.sections)


def _recommendations(page):
    yield Entry("recommendations", _("Recommendations"))
    if page.discussion:
        yield Entry("discussion", _("To discuss at home"))


def _one(anchor, title):
    """A part with one line in the contents; `title` gives it in the language of the document."""
    return lambda page: iter((Entry(anchor, title(page)),))


COVER = Part("reports/parts/_cover.html")
CONTENTS = Part("reports/parts/_contents.html")
HIGHLIGHTS = Part("reports/parts/_highlights.html", entries=_one("highlights", lambda page: _("On one page")))
GUIDE = Part(
    "reports/parts/_guide.html",
    is_in=lambda page: not page.is_hidden,
    entries=_one("guide", lambda page: _("Reading guide")),
)
WHO = Part("reports/parts/_who.html", entries=_one("who", lambda page: _("Who answered")))
STAIRCASE = Part(
    "reports/parts/_staircase.html",
    is_in=lambda page: bool(page.staircase),
    entries=_one("staircase", lambda page: page.staircase.heading),
)
STANDINGS = Part(
    "reports/parts/_standings.html",
    is_in=lambda page: bool(page.standings),
    entries=_one("standings", lambda page: _("Your practice across the cases")),
)
LEVELS = Part(
    "reports/parts/_levels.html",
    is_in=lambda page: bool(page.levels),
    entries=_one("levels", lambda page: _("What makes a difference in a case")),
)
CASES = Part("reports/parts/_cases.html", entries=_cases)
RECOMMENDATIONS = Part("reports/parts/_recommendations.html", entries=_recommendations)
METHOD = Part("reports/parts/_method.html", entries=_one("method", lambda page: _("Method")))
TABLES = Part(
    "reports/parts/_tables.html",
    is_in=lambda page: not page.is_hidden,
    entries=_one("tables", lambda page: _("All answers in numbers")),
)

SHORT_FRONT = Part("reports/parts/_short_front.html")
SHORT_BACK = Part("reports/parts/_short_back.html")

OVERVIEW_WHO = Part("reports/parts/_overview_who.html")
OVERVIEW_FINDINGS = Part("reports/parts/_overview_findings.html", is_in=lambda page: bool(page.findings))
OVERVIEW_METHOD = Part("reports/parts/_overview_method.html")

FORMS: dict[DocumentKind, Form] = {
    DocumentKind.ANALYSIS: Form(
        lambda: _("Analysis report"),
        (
            *(COVER, CONTENTS, HIGHLIGHTS, WHO, GUIDE, STAIRCASE, STANDINGS),
            *(LEVELS, CASES, RECOMMENDATIONS, METHOD, TABLES),
        ),
    ),
    DocumentKind.SHORT: Form(
        lambda: _("Short version of the analysis report"),
        (SHORT_FRONT, SHORT_BACK),
        pages=2,
        fits=("", "closer", "closest"),
    ),
    DocumentKind.INTERIM: Form(
        lambda: _("Interim report"),
        (COVER, CONTENTS, WHO, GUIDE, STAIRCASE, STANDINGS, LEVELS, CASES, METHOD, TABLES),
    ),
    DocumentKind.OVERVIEW: Form(
        lambda: _("Partnership overview"),
        (COVER, OVERVIEW_WHO, OVERVIEW_FINDINGS, OVERVIEW_METHOD),
    ),
}


def document(kind: DocumentKind, page: Page | OverviewPage, fit: str = "", mark: str = "") -> Document:
    """The document of this kind that `page` fills, in the active language."""
    form = FORMS[kind]
    parts = tuple(part for part in form.parts if part.is_in(page))
    contents = tuple(entry for part in parts for entry in part.entries(page))
    subject = page.partnership if kind == DocumentKind.OVERVIEW else page.municipality
    title = _("%(document)s – %(subject)s %(year)s")
    facts = {"document": form.name(), "subject": subject, "year": page.year}
    return Document(kind, fit, form.name(), title % facts, subject, mark, parts, contents)


def mark_of(package) -> str:
    """What every page of an interim report says: that it is one, of which day, and how many had answered."""
    response = getattr(package, "response", None)
    if response is None:
        return ""
    facts = vars(response) | {"day": date_format(date.fromisoformat(package.made_on), "j. F Y")}
    if response.submitted is None:
        return _("Interim on %(day)s: too few have answered to show figures") % facts
    return _("Interim on %(day)s: %(submitted)s of %(invited)s have answered") % facts
