"""A data package becomes a file. Only what setting needs is imported: the press keeps this in memory, warm."""

from django.template.loader import render_to_string
from django.utils import translation

from reports import pdf, presentation
from reports.packages import opened
from reports.pdf import validation


def document(data: dict) -> pdf.Rendered:
    """The package as PDF, always in Danish: it is a public document. Raises pdf.errors.RenderingFailed."""
    return pdf.render(*source(data))


def checked(data: dict) -> pdf.Rendered:
    """The same, if it is a file that may be stored. Raises pdf.errors.RenderingFailed."""
    rendered = document(data)
    validation.check(rendered.content)
    return rendered


def source(data: dict) -> tuple[str, dict]:
    """The package as a document, and the charts in it by name."""
    with translation.override("da"):
        page = presentation.present(opened(data))
        html = render_to_string("reports/analysis_report.html", {"page": page, "created": data["made_on"]})
    return html, {picture.name: picture.wide for picture in page.pictures}
