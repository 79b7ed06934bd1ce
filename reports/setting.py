"""A data package becomes a file. Only what setting needs is imported: the press keeps this in memory, warm."""

import re

from django.template.loader import render_to_string
from django.utils import translation

from reports import documents, overview, pdf, presentation
from reports.casefiles import setting as cases
from reports.documents import DocumentKind
from reports.packages import opened
from reports.pdf import validation

_KEPT = re.compile(r"(?<=\d) (?=%)|(?<=§) (?=\d)|(?<=\b[nqAδλα]) (?=[=<] )|(?<=\b[nqAδλα] [=<]) (?=[\d−])")


def document(data: dict, kind: str = DocumentKind.ANALYSIS) -> pdf.Rendered:
    """The package as PDF, always in Danish: it is a public document. Raises pdf.errors.RenderingFailed."""
    if kind in cases.FORMS:
        return pdf.render(*case_source(data, kind))
    form = documents.FORMS[kind]
    for fit in form.fits:
        rendered = pdf.render(*source(data, kind, fit))
        if form.pages in (None, rendered.page_count):
            return rendered
    raise pdf.errors.DoesNotFit(f"{rendered.page_count} pages instead of {form.pages}")


def checked(data: dict, kind: str = DocumentKind.ANALYSIS) -> pdf.Rendered:
    """The same, if it is a file that may be stored. Raises pdf.errors.RenderingFailed."""
    rendered = document(data, kind)
    validation.check(rendered.content)
    return rendered


def given(html: str) -> pdf.Rendered:
    """A document of another app, if it is a file that may be stored. Raises pdf.errors.RenderingFailed."""
    rendered = pdf.render(html, {})
    validation.check(rendered.content)
    return rendered


def case_source(data: dict, kind: str) -> tuple[str, dict]:
    """The package of a business case as a document, and the charts in it by name."""
    with translation.override("da"):
        html, pictures = cases.source(data, kind)
    return _KEPT.sub("\N{NO-BREAK SPACE}", html), pictures


def source(data: dict, kind: DocumentKind = DocumentKind.ANALYSIS, fit: str = "") -> tuple[str, dict]:
    """The package as a document, and the charts in it by name."""
    with translation.override("da"):
        package = opened(data)
        page = (overview if kind == DocumentKind.OVERVIEW else presentation).present(package)
        document = documents.document(kind, page, fit, documents.mark_of(package))
        context = {"page": page, "document": document, "created": data["made_on"]}
        html = render_to_string("reports/document.html", context)
    pictures = {picture.name: picture.wide for picture in page.pictures if f"picture:{picture.name}" in html}
    return _KEPT.sub("\N{NO-BREAK SPACE}", html), pictures
