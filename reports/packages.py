"""The frozen data package of a report: what it holds of the municipality's own words, its fingerprint, its reading."""

import hashlib
import json
from types import SimpleNamespace

FORMAT = 2


def recommendations(report) -> list[dict]:
    """The municipality's recommendations in order, as they stand now."""
    rows = report.survey.recommendations.filter(participation=report.participation)
    return list(rows.values("title", "text"))


def sha256(data: dict) -> str:
    """The fingerprint of a package: the same content gives the same, whatever the order of its keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def opened(data: dict) -> SimpleNamespace:
    """The package with its fields as attributes. One of an older format says no more than it said when it was made."""
    package = json.loads(json.dumps(data), object_hook=lambda fields: SimpleNamespace(**fields))
    if package.format < FORMAT:
        _complete(package.analysis)
    return package


def _complete(analysis):
    """Give an analysis of format 1 what came later, as not computed: its page stays equal to its file."""
    analysis.placement, analysis.calibration = None, ()
    results = [question for vignette in analysis.vignettes for question in vignette.questions]
    if analysis.staircase:
        analysis.staircase.profile = None
        results += analysis.staircase.by_vignette
    for result in results:
        result.profile, result.roles = None, ()
