"""The frozen data package of a report: what it holds of the municipality's own words, its fingerprint, its reading."""

import hashlib
import json
from types import SimpleNamespace


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
