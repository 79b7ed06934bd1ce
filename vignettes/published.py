"""What has been published and what has been answered. A published version never changes: each process reads it once."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count

from vignettes.changes import Answered
from vignettes.drafts import propose_code
from vignettes.instrument import CHOICE_KINDS, Instrument, OptionSpec, QuestionSpec, VignetteText
from vignettes.models import Answer, Question, Survey, SurveyVersion, Vignette

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


def specs_of(survey: Survey) -> list[Instrument]:
    """Every published version of the survey as an instrument, the oldest first."""
    versions = survey.versions.filter(published_at__isnull=False).select_related("survey")
    return [spec_of(version) for version in versions]


def spec_of(version: SurveyVersion) -> Instrument:
    """The rows of `version` as the instrument they were made from. Title and introduction are kept by the survey."""
    content = content_of(version)
    questions = list(content.questions.values())
    survey = version.survey
    return Instrument(
        code=code_of(survey),
        title=survey.title,
        introduction=survey.introduction,
        background=tuple(_spec(row) for row in questions if not row.is_per_vignette),
        battery=tuple(_spec(row) for row in questions if row.is_per_vignette),
        vignettes=tuple(VignetteText(row.code, row.title, row.text) for row in content.vignettes.values()),
    )


def code_of(survey: Survey) -> str:
    """The survey's own code in files: its title and year. Nothing in the database hangs on it."""
    return propose_code(f"{survey.title[:34]} {survey.year}", (), otherwise="survey")


def has_answers(survey: Survey) -> bool:
    return Answer.objects.filter(respondent__survey=survey).exists()


def answered(survey: Survey) -> Answered:
    """How many answers there are to what, in three queries; those of people who have not sent theirs count too."""
    given = Answer.objects.filter(respondent__survey=survey, value__isnull=False).order_by()
    counted = {
        name: dict(given.exclude(**{name: None}).values_list(name).annotate(Count("pk")))
        for name in ("question__code", "vignette__code")
    }
    chosen = given.filter(question__kind__in=CHOICE_KINDS).values_list("question__code", "value").annotate(Count("pk"))
    options: Counter[tuple[str, str]] = Counter()
    for question, value, count in chosen:
        for option in value if isinstance(value, list) else [value]:
            options[question, option] += count
    return Answered(counted["question__code"], options, counted["vignette__code"])


def _spec(row: Question) -> QuestionSpec:
    return QuestionSpec(
        code=row.code,
        text=row.text,
        kind=row.kind,
        required=row.is_required,
        help_text=row.help_text,
        unit=row.unit,
        minimum=row.minimum,
        maximum=row.maximum,
        options=tuple(OptionSpec(one.code, one.label, one.step, one.is_missing) for one in row.options.all()),
    )


@lru_cache(REMEMBERED_VERSIONS)
def _remembered(version_id: int, _published_at: datetime) -> Content:
    """The time tells two versions apart that have had the same id: a restored database may give an id again."""
    return _read(version_id)


def _read(version_id: int) -> Content:
    questions = Question.objects.filter(version=version_id).prefetch_related("options")
    vignettes = Vignette.objects.filter(version=version_id)
    return Content({row.pk: row for row in questions}, {row.pk: row for row in vignettes})
