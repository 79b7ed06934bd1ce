"""What has been published and what has been answered. A published version never changes: each process reads it once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Q

from vignettes.cases import Case
from vignettes.changes import Answered
from vignettes.drafts import propose_code
from vignettes.instrument import MISSING, OPTION_KINDS, Instrument, parse
from vignettes.models import Answer, Question, Respondent, Survey, SurveyVersion, Vignette
from vignettes.uncounted import Flow

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
    """The instrument that was published as `version`; it is called what its survey is called now."""
    survey = version.survey
    whole = parse(version.document)
    return replace(whole, code=code_of(survey), title=survey.title, introduction=survey.introduction)


def flows_of(survey: Survey, read: Callable[[Any], object] = lambda value: value) -> dict[int, Flow]:
    """By number of the version, those in which something is asked on a condition. One query; `read` as in `Flow`."""
    rows = Question.objects.filter(version__survey=survey, version__published_at__isnull=False)
    by_version: dict[int, list[Question]] = {}
    for row in rows.annotate(number=F("version__number")).order_by("order"):
        by_version.setdefault(row.number, []).append(row)
    flows = {number: Flow(questions, read) for number, questions in by_version.items()}
    return {number: flow for number, flow in flows.items() if flow.has_conditions}


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
    with_codes = given.filter(Q(question__kind__in=OPTION_KINDS) | Q(value__has_key=MISSING))
    chosen = with_codes.values_list("question__code", "value").annotate(Count("pk"))
    options: Counter[tuple[str, str]] = Counter()
    rows: Counter[tuple[str, str]] = Counter()
    for question, value, count in chosen:
        for option in _options_in(value):
            options[question, option] += count
        for row in _rows_in(value):
            rows[question, row] += count
    return Answered(counted["question__code"], options, counted["vignette__code"], rows)


def _options_in(value) -> set[str]:
    """Codes of options in a stored answer: one, several, by row of a matrix, or the one that says "no answer"."""
    if isinstance(value, str):
        return {value}
    return set(value.values() if isinstance(value, dict) else value)


def _rows_in(value) -> set[str]:
    return set(value) - {MISSING} if isinstance(value, dict) else set()


def decks_of(respondent: Respondent) -> Counter[int]:
    """How many in the respondent's municipality and role have got each deck and still count, whether done or not.

    A version that deals other cases has other decks, whatever their numbers.
    """
    dealt = _dealt(respondent.version)
    versions = respondent.survey.versions.filter(published_at__isnull=False)
    alike = {one.pk for one in versions if _dealt(one) == dealt}
    # Asked for the version or the survey as well, SQLite goes through everybody in it instead of the municipality.
    near = Respondent.objects.invited().filter(
        participation=respondent.participation_id, role=respondent.role, assignment__isnull=False
    )
    counts: Counter[int] = Counter()
    for version, deck, count in near.order_by().values_list("version", "assignment__deck").annotate(Count("pk")):
        counts[deck] += count if version in alike else 0
    return counts


def cases_in(version: SurveyVersion) -> tuple[Case, ...]:
    """The cases of a published version, in its order, as the pure modules know them."""
    rows = content_of(version).vignettes
    return tuple(
        Case(row.code, row.title, row.text, tuple(row.levels.items()), row.deck, _code(rows, row.repeats_id))
        for row in rows.values()
    )


def _code(rows: dict[int, Vignette], pk: int | None) -> str:
    return rows[pk].code if pk else ""


def _dealt(version: SurveyVersion) -> dict[str, int]:
    return {row.code: row.deck for row in content_of(version).vignettes.values() if row.deck}


@lru_cache(REMEMBERED_VERSIONS)
def _remembered(version_id: int, _published_at: datetime) -> Content:
    """The time tells two versions apart that have had the same id: a restored database may give an id again."""
    return _read(version_id)


def _read(version_id: int) -> Content:
    questions = Question.objects.filter(version=version_id).prefetch_related("options")
    vignettes = Vignette.objects.filter(version=version_id)
    return Content({row.pk: row for row in questions}, {row.pk: row for row in vignettes})
