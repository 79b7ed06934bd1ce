"""From answers to a frozen data package, and from the package, which alone decides what is said, to a file.

Only a worker imports this: pandas, SciPy and WeasyPrint take seconds, which no web process should spend at its start.
"""

import secrets
from dataclasses import asdict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.errors import Refused
from reports import datasets, inspection, pdf, presentation
from reports.analysis.study import analyse
from reports.models import Report, ReportState
from reports.packages import FORMAT, opened, sha256, written
from reports.pdf import errors, validation


def render(report, show_progress) -> dict:
    """The file of `report`, stored under a name of its own. Runs outside any transaction, and may run twice."""
    if report.data is None:
        data = package(report)
        Report.objects.filter(pk=report.pk, data__isnull=True).update(data=data, data_sha256=sha256(data))
        report.refresh_from_db()
    Report.objects.filter(pk=report.pk, state=ReportState.QUEUED).update(state=ReportState.RENDERING)
    show_progress(30)
    rendered = checked(report.data)
    show_progress(90)
    facts = {"is_validated": True, "language": inspection.language(rendered.content)}
    name = default_storage.save(f"reports/{secrets.token_hex(16)}.pdf", ContentFile(rendered.content))
    return {"file": name, "sha256": rendered.sha256, "page_count": rendered.page_count, "facts": facts}


def checked(data: dict) -> pdf.Rendered:
    """The file, if it is one that may be stored. Raises Refused: a second attempt would end in the same way."""
    try:
        rendered = document(data)
        validation.check(rendered.content)
    except errors.MissingCharacters as failure:
        raise Refused(
            _("The report has characters that its font lacks: %(characters)s. Remove them, and make the report again.")
            % {"characters": " ".join(failure.characters)}
        ) from failure
    except errors.InvalidFile as failure:
        raise Refused(
            _("The file breaks rules for accessible and lasting files, so it was not stored: %(rules)s.")
            % {"rules": failure}
        ) from failure
    except errors.RenderingFailed as failure:
        raise Refused(_("The report cannot be set as it is. Trying again does not help.")) from failure
    return rendered


def package(report) -> dict:
    """Everything the report says about one municipality, as plain values that can be stored and hashed."""
    survey, municipality = report.survey, report.participation.municipality
    version = survey.versions.filter(published_at__isnull=False).last()
    analysis = analyse(datasets.answers(survey, version), datasets.instrument(version), municipality.code, survey.n_min)
    return {
        "format": FORMAT,
        "made_on": timezone.localdate().isoformat(),
        "number": report.number,
        "municipality": {"code": municipality.code, "name": municipality.name},
        "partnership": survey.partnership.name,
        "survey": {"title": survey.title, "year": survey.year, "version": version.number},
        "vignettes": list(version.vignettes.values("code", "title", "text")),
        "analysis": asdict(analysis),
    } | written(report)


def document(data: dict) -> pdf.Rendered:
    """The package as PDF, always in Danish: it is a public document."""
    with translation.override("da"):
        page = presentation.present(opened(data))
        html = render_to_string("reports/analysis_report.html", {"page": page, "created": data["made_on"]})
    return pdf.render(html, {picture.name: picture.wide for picture in page.pictures})
