"""The questions and vignettes of a version. A published version never changes, so each process reads it once."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from vignettes.models import Question, SurveyVersion, Vignette

REMEMBERED_VERSIONS = 8


@dataclass(frozen=True)
class Content:
    """By id and in the instrument's order; the options come with their questions."""

    questions: dict[int, Question]
    vignettes: dict[int, Vignette]


def content_of(version: SurveyVersion) -> Content:
    """Three queries the first time. What comes back is shared by all requests: read it, never change it."""
    if version.published_at is None:
        return _read(version.pk)
    return _remembered(version.pk, version.published_at)


@lru_cache(REMEMBERED_VERSIONS)
def _remembered(version_id: int, _published_at: datetime) -> Content:
    """The time tells two versions apart that have had the same id: a restored database may give an id again."""
    return _read(version_id)


def _read(version_id: int) -> Content:
    questions = Question.objects.filter(version=version_id).prefetch_related("options")
    vignettes = Vignette.objects.filter(version=version_id)
    return Content({row.pk: row for row in questions}, {row.pk: row for row in vignettes})
