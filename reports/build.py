"""From answers to a frozen data package, and from the package, which alone decides what is said, to a file."""

import hashlib
import json
from dataclasses import asdict
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import timezone, translation

from reports import datasets, pdf, presentation
from reports.analysis.study import analyse

PACKAGE_FORMAT = 1


def package(report) -> dict:
    """Everything the report says about one municipality, as plain values that can be stored and hashed."""
    survey, municipality = report.survey, report.participation.municipality
    version = survey.versions.filter(published_at__isnull=False).last()
    analysis = analyse(datasets.answers(survey, version), datasets.instrument(version), municipality.code, survey.n_min)
    return {
        "format": PACKAGE_FORMAT,
        "made_on": timezone.localdate().isoformat(),
        "number": report.number,
        "municipality": {"code": municipality.code, "name": municipality.name},
        "partnership": survey.partnership.name,
        "survey": {"title": survey.title, "year": survey.year, "version": version.number},
        "vignettes": list(version.vignettes.values("code", "title", "text")),
        "analysis": asdict(analysis),
        "recommendations": recommendations(report),
    }


def recommendations(report) -> list[dict]:
    """The municipality's recommendations in order, as they stand now."""
    rows = report.survey.recommendations.filter(participation=report.participation)
    return list(rows.values("title", "text"))


def sha256(data: dict) -> str:
    """The fingerprint of a package: the same content gives the same, whatever the order of its keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def opened(data: dict) -> SimpleNamespace:
    """The package with its fields as attributes."""
    return json.loads(json.dumps(data), object_hook=lambda fields: SimpleNamespace(**fields))


def document(data: dict) -> pdf.Rendered:
    """The package as PDF, always in Danish: it is a public document."""
    with translation.override("da"):
        page = presentation.present(opened(data))
        html = render_to_string("reports/analysis_report.html", {"page": page})
    return pdf.render(html, {picture.name: picture.wide.svg for picture in page.pictures})
