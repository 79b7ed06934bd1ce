"""What is stored about one person, as files that the person can read and take along: one page and the same as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

FILE_NAME = "mine-oplysninger.zip"
PAGE, DATA = "oplysninger.html", "oplysninger.json"


@dataclass(frozen=True)
class Fact:
    """Something that is stored, and what it is called."""

    name: str
    value: str


@dataclass(frozen=True)
class Section:
    """Facts that belong together; `text` is read before them, such as the case that questions are about."""

    title: str
    facts: tuple[Fact, ...] = ()
    text: str = ""


def fact(name, value) -> Fact:
    """Moments and days as people write them; "–" for nothing."""
    if value in (None, ""):
        return Fact(str(name), "–")
    if isinstance(value, bool):
        return Fact(str(name), _("Yes") if value else _("No"))
    if hasattr(value, "hour"):
        return Fact(str(name), date_format(timezone.localtime(value), "j. F Y H.i"))
    return Fact(str(name), date_format(value, "j. F Y") if hasattr(value, "year") else str(value))


def packed(sections: Iterable[Section]) -> bytes:
    """A ZIP file with both."""
    sections, made_at = list(sections), timezone.localtime()
    sheet = (settings.BASE_DIR / "static" / "css" / "codebook.css").read_text(encoding="utf-8")
    context = {"sections": sections, "made_at": made_at, "style": mark_safe(f"<style>{sheet}</style>")}
    told = {"made_at": made_at.isoformat(timespec="seconds"), "sections": [asdict(section) for section in sections]}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, render_to_string("municipalities/personal_data.html", context))
        archive.writestr(DATA, json.dumps(told, ensure_ascii=False, indent=2))
    return buffer.getvalue()
