"""The frozen data package of a report: what it holds of the municipality's own words, its fingerprint, its reading."""

import hashlib
import json
from types import SimpleNamespace

from reports.models import Recommendation, ReportKind, SectionText, SuggestionDecision

FORMAT = 3


def written(report) -> dict:
    """What people have written for the municipality, as it stands now: what `take_in` renews.

    Only a municipality's own report has such words.
    """
    if report.kind != ReportKind.ANALYSIS:
        return {}
    return {"recommendations": recommendations(report), "texts": texts(report), "decisions": decisions(report)}


def is_current(report) -> bool:
    """Does the package hold what people have written by now?"""
    return all(report.data.get(name, []) == value for name, value in written(report).items())


def recommendations(report) -> list[dict]:
    """The municipality's recommendations in order, as they stand now."""
    return list(Recommendation.objects.beside(report).values("title", "text"))


def texts(report) -> list[dict]:
    """The sections that a consultant has put in other words, with what the figures alone said."""
    rows = SectionText.objects.beside(report).exclude(text="").order_by("section")
    return list(rows.values("section", "text", "generated", "basis_sha256"))


def decisions(report) -> list[dict]:
    """What became of the suggestions from the figures, in the order of the decisions: the trail."""
    rows = SuggestionDecision.objects.beside(report).order_by("pk")
    return list(rows.values("key", "suggestion", "outcome", "reason"))


def plain(value):
    """As `dataclasses.asdict`, without its copies of numbers and texts: a package has twenty thousand of them."""
    if fields := getattr(value, "__dataclass_fields__", None):
        return {name: plain(getattr(value, name)) for name in fields}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value))
    return value


def sha256(data: dict) -> str:
    """The fingerprint of a package: the same content gives the same, whatever the order of its keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def opened(data: dict) -> SimpleNamespace:
    """The package with its fields as attributes. One of an older format says no more than it said when it was made."""
    package = json.loads(json.dumps(data), object_hook=lambda fields: SimpleNamespace(**fields))
    if package.format < 2:
        _add_standing(package.analysis)
    if package.format < 3:
        _add_costs(package.analysis)
    return package


def _add_standing(analysis):
    """Give an analysis of format 1 what came later, as not computed: its page stays equal to its file."""
    analysis.placement, analysis.calibration = None, ()
    results = [question for vignette in analysis.vignettes for question in vignette.questions]
    if analysis.staircase:
        analysis.staircase.profile = None
        results += analysis.staircase.by_vignette
    for result in results:
        result.profile, result.roles = None, ()


def _add_costs(analysis):
    """The same for what format 2 had not."""
    analysis.costs = None
    if analysis.staircase:
        analysis.staircase.funnel = None
