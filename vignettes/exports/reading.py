"""Rows of the database as what the tables are made of. No name, address, user or number of a row leaves from here."""

import json
from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipalities.models import Municipality
from vignettes import free_text
from vignettes.exports import plan
from vignettes.exports.columns import Frame, Person, Seen
from vignettes.exports.gathering import Listed, ListedAsStored
from vignettes.exports.pseudonyms import Pseudonyms
from vignettes.exports.wide import Given, Place
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

PEOPLE_AT_ONCE = 500
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


def people_of(export, municipalities: dict[str, int]) -> list[tuple[int, Person]]:
    """(id, person) of everybody whose answers are wanted, in the order of their keys, which says nothing."""
    names = ("pk", "participation__municipality", "role", "version__number", "started_at", "submitted_at")
    names += ("assignment__seed", "assignment__vignette_order", "assignment__deck")
    keys, seen = Pseudonyms(export.salt), _seen(export.survey_id)
    found = respondents_of(export).values_list(*names)
    people = [(pk, _person(keys.respondent(pk), municipalities, rest, seen.get(pk, {}))) for pk, *rest in found]
    return sorted(people, key=lambda pair: pair[1].key)


def answers_of(people: list[tuple[int, Person]], places: dict[tuple[int | None, int], Place]) -> Iterator[Given]:
    """Their answers as they are stored, in one query; `places` has what is wanted, by vignette and question.

    The query asks for people alone: asked for questions too, SQLite goes through everybody's answers to each of them.
    """
    index_of = {pk: index for index, (pk, _person) in enumerate(people)}
    given = Answer.objects.filter(respondent__in=index_of, value__isnull=False).order_by().values("respondent")
    lists = {"vignettes": Listed("vignette"), "questions": Listed("question"), "stored": ListedAsStored("value")}
    for pk, *texts in given.annotate(**lists).values_list("respondent", *lists).iterator():
        index = index_of[pk]
        vignettes, questions, stored = map(json.loads, texts)
        for place, value in zip(map(places.get, zip(vignettes, questions, strict=True)), stored, strict=True):
            if place is not None:
                yield index, place, value


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


def _seen(survey_id) -> dict[int, dict[int, Seen]]:
    """Of each respondent the pages with questions, in one query."""
    seen: dict[int, dict[int, Seen]] = defaultdict(dict)
    views = PageView.objects.filter(respondent__survey=survey_id, page__lt=REVIEW).order_by()
    for pk, page, shown_at, seconds in views.values_list("respondent", "page", "shown_at", "seconds").iterator():
        seen[pk][page] = Seen(_time(shown_at), seconds)
    return seen


def _person(key, municipalities, row, seen) -> Person:
    municipality, role, version, started, submitted, seed, order, deck = row
    return Person(
        key=key,
        municipality=municipalities[municipality],
        role=_ROLES[role],
        version=version,
        status=SUBMITTED if submitted else UNFINISHED,
        started_at=_time(started),
        submitted_at=_time(submitted),
        seed=None if seed is None else str(seed),
        order=tuple(order or ()),
        deck=deck,
        seen=seen,
    )


def _time(moment):
    """Danish time, to the minute; statistics programs know no time zones."""
    local = moment and moment.astimezone(timezone.get_default_timezone())
    return local and local.replace(tzinfo=None, second=0, microsecond=0)


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
        "answer_code": _("Code of the answer; several are parted by a space"),
        "answer_number": _("The answer as a number; negative for what counts as no answer"),
        "answer_label": _("The answer in words"),
        "answer_missing": _("Whether the answer counts as no answer"),
        "answer_text": _("Free text"),
        "why_missing": _("why there is no answer"),
        "yes": _("Yes"),
        "no": _("No"),
    }
