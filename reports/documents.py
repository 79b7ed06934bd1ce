"""The documents that are made of a data package: each is a list of parts, and each part one template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from reports.presentation import Page


class DocumentKind(StrEnum):
    ANALYSIS = "analysis"
    SHORT = "short"


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
    """The parts of one kind of document. One that has a fixed number of `pages` is set in each of `fits` (classes of
    the style sheet, from roomy to close) until it has them."""

    parts: tuple[Part, ...]
    pages: int | None = None
    fits: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Document:
    """What document.html is given: the parts of one kind that the page has."""

    kind: str
    fit: str
    title: str
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
GUIDE = Part("reports/parts/_guide.html", entries=_one("guide", lambda page: _("Reading guide")))
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

FORMS: dict[DocumentKind, Form] = {
    DocumentKind.ANALYSIS: Form(
        (
            *(COVER, CONTENTS, HIGHLIGHTS, GUIDE, WHO, STAIRCASE, STANDINGS),
            *(CASES, RECOMMENDATIONS, METHOD, TABLES),
        )
    ),
    DocumentKind.SHORT: Form((SHORT_FRONT, SHORT_BACK), pages=2, fits=("", "closer", "closest")),
}


def document(kind: DocumentKind, page: Page, fit: str = "") -> Document:
    """The document of this kind that `page` fills, in the active language."""
    parts = tuple(part for part in FORMS[kind].parts if part.is_in(page))
    contents = tuple(entry for part in parts for entry in part.entries(page))
    return Document(kind, fit, _title(kind, page), parts, contents)


def _title(kind, page):
    title = {
        DocumentKind.ANALYSIS: _("Analysis report – %(municipality)s %(year)s"),
        DocumentKind.SHORT: _("Short version of the analysis report – %(municipality)s %(year)s"),
    }[kind]
    return title % {"municipality": page.municipality, "year": page.year}
