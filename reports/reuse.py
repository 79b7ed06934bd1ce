"""An unchanged package is not set again: a new version that says the same uses the files of the version before it.

Date and number of a version are printed, on the cover and in the workbook. They say when, and in which version, the
content was first said, so a version without anything new keeps those of the version before: its package is the same to
the last byte. A version that was taken back lends its name to no other.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from reports import files
from reports.models import Report, ReportState
from reports.packages import sha256

OF_THE_VERSION = ("made_on", "number")
STANDING = (ReportState.DRAFT, ReportState.PUBLISHED)
APPS = ("reports", "meetings", "businesscases", "vignettes", "municipalities", "jobs", "partnership", "charts")
STYLE, FONTS = "css/report.css", "dkfds/fonts/IBMPlexSans/complete/woff2"


def as_first_said(report, data: dict) -> dict:
    """`data`, or the package of the version before, if it says the same."""
    before = Report.objects.beside(report).filter(state__in=STANDING, number__lt=report.number).order_by("-number")
    if (last := before.first()) and _content(last.data) == _content(data):
        return last.data
    return data


def _content(data: dict) -> str:
    return sha256({name: value for name, value in data.items() if name not in OF_THE_VERSION})


def stored(report, setting: str) -> dict | None:
    """The files that were made of the report's package in this `setting`, as a job's result; None if there are none."""
    same = Report.objects.beside(report).filter(state__in=STANDING, data_sha256=report.data_sha256)
    made = same.exclude(pk=report.pk).exclude(file="").filter(file_facts__setting=setting).defer("data")
    if (other := made.last()) is None:
        return None
    attachments = [_described(row) | {"kind": row.kind} for row in other.attachments.all()]
    result = _described(other) | {"facts": other.file_facts, "attachments": attachments}
    return result if all(files.is_whole(row["file"], row["sha256"]) for row in (result, *attachments)) else None


def _described(row) -> dict:
    return {"file": row.file.name, "sha256": row.file_sha256, "page_count": row.page_count}


def setting() -> str:
    """The fingerprint of all that turns a package into files. Templates are read for every report, the rest once."""
    templates = sorted((settings.BASE_DIR / "templates" / "reports").rglob("*.html"))
    return _digest([_program().encode(), *_contents(templates)])


@cache
def _program() -> str:
    versions = sorted(f"{one.metadata['Name']} {one.version}" for one in distributions())
    code = [path for app in APPS for path in sorted((settings.BASE_DIR / app).rglob("*.py"))]
    texts = sorted((settings.BASE_DIR / "locale").rglob("*.mo"))
    fonts = sorted(Path(finders.find(FONTS)).glob("*.woff2"))
    return _digest([*(version.encode() for version in versions), *_contents([*code, *texts, *fonts, _style()])])


def _style() -> Path:
    return Path(finders.find(STYLE))


def _contents(paths: Iterable[Path]) -> Iterable[bytes]:
    return (path.read_bytes() for path in paths)


def _digest(parts: Iterable[bytes]) -> str:
    """Of the parts one by one: what moves from one to the next changes it."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
