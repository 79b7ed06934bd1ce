"""Rows of the database as what the tables are made of. No name, address, user or number of a row leaves from here."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import numpy as np
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipalities.models import Municipality
from vignettes import free_text
from vignettes.exports import plan
from vignettes.exports.coded import Codes
from vignettes.exports.columns import Frame, Person
from vignettes.exports.gathering import MARK, JoinedAsStored, Listed, Minutes
from vignettes.exports.given import Answers, Ids, Place, Places
from vignettes.exports.pseudonyms import Pseudonyms
from vignettes.exports.shown import Views
from vignettes.instrument import FOR_ALL
from vignettes.models import (
    Answer,
    MunicipalityKey,
    PageView,
    Question,
    QuestionKind,
    Respondent,
    RespondentRole,
    Vignette,
)
from vignettes.models.page_views import REVIEW

PEOPLE_AT_ONCE = 1_000
REMEMBERED_MINUTES = 50_000  # a month has 43,200
SUBMITTED, UNFINISHED = 1, 2
_ROLES = {role.value: number for number, role in enumerate(RespondentRole, start=1)}
ROLE_CODES = {number: role for role, number in _ROLES.items()}


def plan_of(survey) -> plan.Plan:
    """What the published versions ask. Four queries, whatever their number."""
    versions = survey.versions.filter(published_at__isnull=False).order_by("number")
    return plan.merged(_version(row) for row in versions.prefetch_related("vignettes", "questions__options"))


def frame_of(export, municipalities: dict[str, int]) -> Frame:
    versions = export.survey.versions.filter(published_at__isnull=False).order_by("number")
    return Frame(
        words=_words(),
        municipalities=_labels(export, municipalities),
        roles=tuple((number, str(RespondentRole(role).label)) for role, number in _ROLES.items()),
        versions=tuple((row.number, _published(row)) for row in versions),
        statuses=((SUBMITTED, _("Submitted")), (UNFINISHED, _("Unfinished"))),
        has_texts=export.has_texts,
        has_decks=Vignette.objects.filter(version__in=versions, deck__gt=FOR_ALL).exists(),
    )


def municipalities_of(export) -> dict[str, int]:
    """The number that stands for each municipality of the partnership, by its code."""
    found = Municipality.objects.filter(participations__partnership=export.survey.partnership_id)
    codes = sorted(set(found.values_list("code", flat=True)))
    if export.municipality_key == MunicipalityKey.RANDOM:
        return Pseudonyms(export.salt).municipalities(codes)
    return {code: int(code) for code in codes}


def respondents_of(export):
    """Everybody whose answers are wanted, in no order."""
    rows = Respondent.objects.filter(survey=export.survey_id).order_by()
    return rows.started() | rows.submitted() if export.has_unfinished else rows.submitted()


def keys_of(export) -> list[tuple[str, int]]:
    """(key, id) of everybody whose answers are wanted, in the order of the keys, which says nothing."""
    keys = Pseudonyms(export.salt)
    return sorted((keys.respondent(pk), pk) for pk in respondents_of(export).values_list("pk", flat=True))


def people_of(export, keys: list[tuple[str, int]], municipalities: dict[str, int]) -> dict[int, Person]:
    """The people of `keys` by id, in that order; without whoever was withdrawn meanwhile."""
    names = ("participation__municipality", "role", "version__number", Minutes("started_at"), Minutes("submitted_at"))
    names += ("assignment__seed", "assignment__vignette_order", "assignment__deck")
    found = respondents_of(export).filter(pk__in=[pk for _key, pk in keys]).values_list("pk", *names)
    rows = {pk: row for pk, *row in found}
    return {pk: _person(key, municipalities, rows[pk]) for key, pk in keys if pk in rows}


def answers_of(people: Iterable[int], places: Places) -> Answers:
    """Their answers as they are stored, in one query.

    The query asks for people alone: asked for questions too, SQLite goes through everybody's answers to each of them.
    """
    given = Answer.objects.filter(respondent__in=people, value__isnull=False)
    keys = Listed(F("question") * places.step + Coalesce("vignette", 0))
    whose, keys, stored = _by_person(people, given, keys=keys, stored=JoinedAsStored("value"))
    return Answers(places.asked, whose, places.of(_numbers(keys)), MARK.join(stored).split(MARK))


def views_of(people: Iterable[int]) -> Views:
    """When and how long they saw the pages with questions, in one query."""
    seen = PageView.objects.filter(respondent__in=people, page__lt=REVIEW)
    told = {"pages": Listed("page"), "minutes": Listed(Minutes("shown_at")), "lengths": Listed("seconds")}
    whose, pages, minutes, lengths = _by_person(people, seen, **told)
    shown_at = [_time(minute) for minute in _numbers(minutes).tolist()]
    return Views(whose, _numbers(pages), shown_at, _numbers(lengths).tolist())


def _by_person(people: Iterable[int], rows, **told) -> tuple[Codes, ...]:
    """(which of `people` each row is about, …): of each of `told` the texts, one for each person who has rows."""
    places = {pk: place for place, pk in enumerate(people)}
    found = rows.order_by().values("respondent").annotate(**told).values_list("respondent", *told)
    pks, *texts = zip(*found, strict=True) if found else ((),) * (1 + len(told))
    counts = [text.count(",") + 1 for text in texts[0]]
    return np.repeat(np.array([places[pk] for pk in pks], dtype=np.intp), counts), *texts


def _numbers(texts: Sequence[str]) -> Ids:
    return np.fromstring(",".join(text[1:-1] for text in texts), dtype=np.int64, sep=",")


def places_of(survey, has_texts: bool) -> dict[tuple[int | None, int], Place]:
    """Where every answer belongs, by the ids of its vignette (None where it was asked once) and its question."""
    versions = survey.versions.filter(published_at__isnull=False)
    questions = Question.objects.filter(version__in=versions)
    if not has_texts:
        questions = questions.exclude(kind__in=free_text.KINDS)
    vignettes = {version.pk: [*version.vignettes.all()] for version in versions.prefetch_related("vignettes")}
    return {
        (vignette.pk if vignette else None, row.pk): (row.version.number, vignette.code if vignette else "", row.code)
        for row in questions.select_related("version")
        for vignette in (vignettes[row.version_id] if row.is_per_vignette else [None])
    }


def _person(key, municipalities, row) -> Person:
    municipality, role, version, started, submitted, seed, order, deck = row
    return Person(
        key=key,
        municipality=municipalities[municipality],
        role=_ROLES[role],
        version=version,
        status=UNFINISHED if submitted is None else SUBMITTED,
        started_at=_time(started),
        submitted_at=_time(submitted),
        seed=None if seed is None else str(seed),
        order=tuple(order or ()),
        deck=deck,
    )


@lru_cache(REMEMBERED_MINUTES)
def _time(minute: int | None) -> datetime | None:
    """Danish time; statistics programs know no time zones."""
    if minute is None:
        return None
    return datetime.fromtimestamp(60 * minute, timezone.get_default_timezone()).replace(tzinfo=None)


def _version(row) -> plan.Version:
    return plan.Version(
        row.number,
        tuple(_vignette(one) for one in row.vignettes.all()),
        tuple(_question(one) for one in row.questions.all() if one.asks),
        tuple(_dimension(one) for one in row.document.get("dimensions", ())),
    )


def _vignette(row) -> plan.Vignette:
    title = _("%(title)s (shown again)") % {"title": row.title} if row.repeats_id else row.title
    return plan.Vignette(row.code, title, row.text, row.levels)


def _dimension(row) -> plan.Dimension:
    return plan.Dimension(
        row["code"], row["label"], tuple(plan.Option(one["code"], one["label"]) for one in row["levels"])
    )


def _question(row) -> plan.Question:
    return plan.Question(
        code=row.code,
        text=row.text,
        kind=row.kind,
        is_per_vignette=row.is_per_vignette,
        options=tuple(plan.Option(one.code, one.label, one.is_missing) for one in row.options.all()),
        minimum=row.minimum,
        maximum=row.maximum,
        unit=row.unit or (_("kr.") if row.kind == QuestionKind.MONEY else ""),
        rows=tuple(plan.Option(one["code"], one["label"]) for one in row.rows),
    )


def _labels(export, municipalities):
    if export.municipality_key == MunicipalityKey.RANDOM:
        numbers = sorted(municipalities.values())
        return tuple((number, _("Municipality %(number)s") % {"number": number}) for number in numbers)
    names = dict(Municipality.objects.filter(code__in=municipalities).values_list("code", "name"))
    return tuple((number, names[code]) for code, number in municipalities.items())


def _published(version) -> str:
    day = date_format(timezone.localdate(version.published_at), "j.n.Y")
    return _("Version %(number)s, published %(day)s") % {"number": version.number, "day": day}


def _words() -> dict[str, str]:
    return {
        "respondent": _("Key of the respondent, new in each export"),
        "municipality": _("Municipality"),
        "respondent_role": _("Role in which the respondent was invited"),
        "instrument_version": _("Version of the survey that the respondent answered"),
        "status": _("Whether the answers were submitted"),
        "started_at": _("First opened (Danish time)"),
        "submitted_at": _("Submitted (Danish time)"),
        "order_seed": _("Seed from which the order of the vignettes was drawn"),
        "deck": _("Deck of vignettes that the respondent got"),
        "position": _("Place of the vignette in the respondent's order"),
        "shown_at": _("First shown (Danish time)"),
        "seconds": _("Seconds on the page, without breaks"),
        "vignette": _("Vignette"),
        "vignette_code": _("Code of the vignette"),
        "question": _("Question"),
        "question_code": _("Code of the question"),
        "item_code": _("Code of the row, where a question has rows"),
        "item_label": _("The row in words"),
        "answer_code": _("Code of the answer; several are parted by a space"),
        "answer_number": _("The answer as a number; negative for what counts as no answer"),
        "answer_label": _("The answer in words"),
        "answer_missing": _("Whether the answer counts as no answer"),
        "answer_text": _("Free text"),
        "why_missing": _("why there is no answer"),
        "yes": _("Yes"),
        "no": _("No"),
    }
