"""One row of everything in three municipalities, each with words that stand nowhere else: something that could leak.

Herning is where the municipal cast works. Vejle takes part in the same partnership; Odense in another one, with which
the consultant does not work.
"""

import hashlib
import logging
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from businesscases.actions.calculations import begin_calculation
from businesscases.actions.versions import remember
from businesscases.models import Case, Index, IndexSeries, Kind, Part, Per, PriceCatalogue
from businesscases.shared import TEXTS
from jobs.models import Job, JobState, OutboxMessage
from meetings.models import Meeting, MeetingKind
from municipalities.models import Group, GroupKind, Invitation, Phase, RoleKind, Seat
from reports import build
from reports.models import (
    CaseFile,
    CaseFileState,
    Comment,
    Outcome,
    Recommendation,
    Report,
    ReportState,
    SectionText,
    SuggestionDecision,
)
from tests.conftest import HERNING, ODENSE, VEJLE, enrol, new_cast, new_other_partnership, new_partnership, new_person
from tests.vignettes.conftest import instrument
from tests.vignettes.designs import designed
from vignettes import links
from vignettes.actions import answering, drafting
from vignettes.actions.publishing import publish_instrument
from vignettes.models import (
    Answer,
    AnswerImport,
    EnrolmentLink,
    Export,
    ExportState,
    LibraryQuestion,
    Reminder,
    Respondent,
    RespondentRole,
    Submission,
    Survey,
    SurveyState,
)

NEW_YEAR = date(2026, 1, 1)
SHARED = {"herning": "Deltegn", "vejle": "Delnabo", "odense": "Delfjern"}
WORDS = {"herning": "Egenord", "vejle": "Naboord", "odense": "Fremmedord"}
SUBMITTED = 3
# What addresses name inside the draft, which is the instrument of the tests
IN_TABLES = {"kind": "prisindeks", "ending": "csv"}
IN_DRAFT = {"slug": "om-sagerne", "question": "risk", "vignette": "V1", "first": 0, "dimension": "child", "rule": 1}
ATTACHMENTS = {"-short": "short", "-tables": "tables"}


@pytest.fixture(scope="package")
def _planted(django_db_setup, django_db_blocker):
    """The world, made once: every test here works with a copy, and what it changes is rolled back to these rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _plant_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(_planted, db, settings, caplog):
    """world.herning, world.vejle, world.odense: the planted rows by the names that table.py uses; world.cast."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    for place in (_planted.herning, _planted.vejle, _planted.odense):
        for name, content in place.files.items():
            default_storage.save(name, ContentFile(content))
    caplog.set_level(logging.CRITICAL, logger="django.request")  # refusals are the point here
    return deepcopy(_planted)


@pytest.fixture
def cast(world):
    return world.cast


@pytest.fixture
def herning(world):
    return world.herning.participation


def _plant_world():
    partnership, other = new_partnership(), new_other_partnership()
    herning, vejle, odense = enrol(partnership, HERNING), enrol(partnership, VEJLE), enrol(other, ODENSE)
    cast = new_cast(herning, vejle)
    mail = OutboxMessage.objects.create(idempotency_key="planted", recipient="a@test.example", subject="Emne", text="T")
    near = {"mail": mail} | _plant_partnership(partnership, WORDS["herning"])
    far = {"mail": mail} | _plant_partnership(other, WORDS["odense"])
    world = SimpleNamespace(
        cast=cast,
        herning=_plant(herning, near, cast, word=WORDS["herning"]),
        vejle=_plant(vejle, near, cast, word=WORDS["vejle"]),
        odense=_plant(odense, far, cast, word=WORDS["odense"]),
    )
    for place in (world.herning, world.vejle, world.odense):
        _make_reports(place, by=cast.consultant)
        place.export = _export(place, by=cast.consultant)
        place.case_file_kind = "workbook"
        place.case_file = _case_file(place)
        place.answers = AnswerImport.objects.create(
            survey=place.survey, file_name=place.word, sha256=place.word, state="checked", requested_by=cast.consultant
        )
    return world


def rows(place, names):
    """The kwargs of an address: {"pk": "phase"} → {"pk": the key of the planted phase}."""
    found = {kwarg: getattr(place, name) for kwarg, name in names.items()}
    return {kwarg: getattr(row, "pk", row) for kwarg, row in found.items()}


def _plant_partnership(partnership, word):
    """What all municipalities of a partnership share."""
    partnership.name = f"{word}-partnerskabet"
    partnership.description = f"{word}-beskrivelse"
    partnership.save()
    Meeting.objects.create(
        partnership=partnership, kind=MeetingKind.JOINT, title=f"{word}-møde", theme=f"{word}-tema", month=NEW_YEAR
    )
    survey = Survey.objects.create(
        partnership=partnership, title=f"{word}-undersøgelse", year=2026, state=SurveyState.OPEN, n_min=SUBMITTED
    )
    publish_instrument(survey=survey, instrument=instrument())
    draft = drafting.start_draft(survey=survey, by=None)
    draft.content["introduction"] = f"{word}-velkomst"
    draft.content |= {name: part for name, part in designed().items() if name in ("dimensions", "design")}
    draft.save()
    phase = Phase.objects.create(partnership=partnership, number=1, name=f"{word}-fase", starts_on=NEW_YEAR)
    group = Group.objects.create(partnership=partnership, kind=GroupKind.WORKING)
    words = {"subject": f"{word}-påmindelse", "text": "{link}"}
    reminder = Reminder.objects.create(survey=survey, due_on=timezone.localdate() + timedelta(days=9), **words)
    shared = {"partnership": partnership, "survey": survey, "phase": phase, "group": group}
    kept = {"section": "battery", "row": {"code": "kept", "text": f"{word}-gemt", "kind": "text", "required": False}}
    question = LibraryQuestion.objects.create(partnership=partnership, **kept)
    series, _new = IndexSeries.objects.get_or_create(name="Nettoprisindeks", index=Index.NET_PRICE, source="Kilde")
    tables = {"series": series} | IN_TABLES
    return shared | {"reminder": reminder, "library_question": question} | IN_DRAFT | tables


def _plant(participation, shared, cast, *, word):
    """What belongs to one municipality, except its reports."""
    place = SimpleNamespace(**shared, participation=participation, word=word, files={})
    municipality = place.municipality = participation.municipality
    place.person = new_person(RoleKind.MEMBER, name=f"{word}-person", municipality=municipality)
    place.role = place.person.roles.get()
    place.seat = Seat.objects.create(
        group=place.group, participation=participation, user=place.person, starts_on=NEW_YEAR
    )
    place.invitation = Invitation.objects.create(
        email=f"{word.lower()}-inviteret@test.example",
        name="Inviteret",
        kind=RoleKind.MEMBER,
        municipality=municipality,
        token_hash=links.hash_token(f"{word}-invitation"),
        invited_by=cast.administrator,
        expires_at=timezone.now() + timedelta(days=14),
    )
    _plant_answers(place, cast)
    place.case = _plant_case(place)
    shared = f"{SHARED[name_of(place)]}-delt"
    place.share = place.case.shares.create(
        participation=participation,
        parts=["problem"],
        document={"texts": dict.fromkeys(("problem", *TEXTS["problem"]), shared)},
        title=f"{shared}-titel",
        audience="pupils",
        approach="family",
        starts_on=NEW_YEAR,
        shared_by=place.person,
    )
    return place


def name_of(place):
    return next(name for name, word in WORDS.items() if word == place.word)


def _plant_case(place):
    """A business case with a finding of a report behind it."""
    case = Case.objects.create(
        municipality=place.municipality,
        participation=place.participation,
        title=f"{place.word}-idé",
        problem=f"{place.word}-problem",
        target_group=f"{place.word}-målgruppe",
        created_by=place.person,
        changed_by=place.person,
    )
    case.evidence.create(
        section=f"{place.word}-kapitel",
        heading=f"{place.word}-fund",
        sentence=f"{place.word}-sætning",
        report_pk=0,
        report_number=1,
        report_sha256="0" * 64,
        published_on=NEW_YEAR,
        survey=place.survey.title,
        address="/",
    )
    _plant_calculation(case, place)
    return case


def _plant_calculation(case, place):
    """A line for each success at a price of the municipality's own, and a scenario."""
    begin_calculation(case)
    place.effect = case.effects.create(name=f"{place.word}-effekt", rate=Decimal("0.25"))
    catalogue = PriceCatalogue.objects.create(municipality=place.municipality, name=f"{place.word}-priser")
    place.price = catalogue.prices.create(
        measure=f"{place.word}-pris", unit="forløb", amount_dkk=1000, price_year=2026, source=f"{place.word}-kilde"
    )
    place.line = case.lines.create(
        kind=Kind.GAIN,
        name=f"{place.word}-linje",
        per=Per.SUCCESS,
        effect=place.effect,
        unit_price=place.price.amount_dkk,
        price_year=place.price.price_year,
        price=place.price,
        changed_by=place.person,
    )
    place.line_key = place.line.key
    place.catalogue = catalogue
    place.price_import = catalogue.imports.create(file_name=f"{place.word}-prisfil", uploaded_by=place.person)
    place.scenario = case.scenarios.create(name=f"{place.word}-scenarie")
    place.element = case.elements.create(part=Part.OUTCOME, text=f"{place.word}-virkning")
    place.indicator = place.element.indicators.create(name=f"{place.word}-indikator")
    remember(case=case, by=place.person)
    _plant_work(case, place)


def _plant_work(case, place):
    """A comment, a snapshot, and the decision it was taken for."""
    place.case_comment = case.comments.create(step="problem", text=f"{place.word}-bemærkning", by=place.person)
    place.snapshot = case.snapshots.create(
        number=1, occasion=f"{place.word}-anledning", document="{}", outcome="{}", sha256="0" * 64, by=place.person
    )
    place.decision = case.decisions.create(
        number=1, from_stage="idea", to_stage="pre_study", body="Arbejdsgruppen", decided_on=NEW_YEAR, by=place.person
    )


def _plant_answers(place, cast):
    """Three who have sent their answers, and `respondent`, who has not; a submission that was reopened."""
    for number in range(SUBMITTED):
        _answer(_invite(place, f"{place.word}-{number}"), place.word)
    place.respondent = _invite(place, place.word)
    place.enrolment = EnrolmentLink.objects.create(
        survey=place.survey,
        participation=place.participation,
        role=RespondentRole.LEADER,
        limit=7,
        token_hash=links.hash_token(f"{place.word}-tilmelding"),
        link_nonce=links.new_secret(),
        created_by=cast.administrator,
        expires_at=timezone.now() + timedelta(days=30),
    )
    Submission.objects.create(
        survey=place.survey,
        participation=place.participation,
        submitted_by=cast.administrator,
        reopened_by=cast.administrator,
        reopened_at=timezone.now(),
        reason=f"{place.word}-begrundelse",
    )


def _invite(place, token):
    return Respondent.objects.create(
        survey=place.survey,
        version=place.survey.versions.get(),
        participation=place.participation,
        role=RespondentRole.CASEWORKER,
        email=f"{token.lower()}-besvarer@test.example",
        token_hash=links.hash_token(token),
        expires_at=timezone.now() + timedelta(days=30),
    )


def _answer(respondent, word):
    answering.start(respondent=respondent)
    values = {"role": "caseworker", "risk": "low", "percent": 10, "involved": ["child"], "weight": f"{word}-fritekst"}
    version = respondent.version
    vignettes = list(version.vignettes.all())
    Answer.objects.bulk_create(
        Answer(respondent=respondent, question=question, vignette=vignette, value=values[question.code])
        for question in version.questions.filter(code__in=values)
        for vignette in (vignettes if question.is_per_vignette else [None])
    )
    Respondent.objects.filter(pk=respondent.pk).update(submitted_at=timezone.now())


def _make_reports(place, by):
    """A recommendation, a text, a comment and three versions: `draft`, `report` (published) and `failed`."""
    advice = {"title": f"{place.word}-anbefaling", "text": f"{place.word}-råd", "written_by": by}
    place.recommendation = Recommendation.objects.create(
        survey=place.survey, participation=place.participation, **advice
    )
    place.section = "who"
    written = {"survey": place.survey, "participation": place.participation, "section": "who", "written_by": by}
    SectionText.objects.create(**written, text=f"{place.word}-afsnit", basis_sha256="", confirmed_by=by)
    place.comment = Comment.objects.create(**written, text=f"{place.word}-bemærkning")
    place.draft = _report(place, by, 1)
    SuggestionDecision.objects.create(
        survey=place.survey,
        participation=place.participation,
        report=place.draft,
        key="staircase_overall::risk",
        suggestion={"heading": "Trin", "rule": "staircase_overall"},
        outcome=Outcome.REJECTED,
        reason=f"{place.word}-afslag",
        by=by,
    )
    place.draft.data = data = build.package(place.draft)
    place.draft.save()
    published = {"state": ReportState.PUBLISHED, "published_at": timezone.now(), "published_by": by}
    place.report = _report(place, by, 2, data=data)
    Report.objects.filter(pk=place.report.pk).update(**published)
    place.report.refresh_from_db()
    place.failed = _report(place, by, 3, data=data, state=ReportState.FAILED)


def _export(place, by):
    """An export of the survey whose file can be fetched."""
    place.files[f"exports/{place.word}"] = f"{place.word}-fil".encode()
    return Export.objects.create(
        survey=place.survey,
        shape="wide",
        file_format="csv",
        municipality_key="random",
        state=ExportState.READY,
        place=place.word,
        file=f"exports/{place.word}",
        file_sha256="0" * 64,
        size_bytes=10,
        row_count=SUBMITTED,
        column_count=20,
        kept_until=timezone.now() + timedelta(days=7),
        requested_by=by,
        job=Job.objects.create(kind="vignettes.export", object_id=0, idempotency_key=f"export-{place.word}"),
    )


def _case_file(place):
    """A file of the business case that can be fetched."""
    place.files[f"reports/{place.word}-case"] = f"{place.word}-fil".encode()
    return CaseFile.objects.create(
        case=place.case,
        kind=place.case_file_kind,
        content_sha256="0" * 64,
        data={},
        state=CaseFileState.READY,
        file=f"reports/{place.word}-case",
        file_sha256="0" * 64,
        requested_by=place.person,
        job=Job.objects.create(kind="reports.case_file", object_id=0, idempotency_key=f"case-file-{place.word}"),
    )


def _report(place, by, number, state=ReportState.DRAFT, **fields):
    """A version with its files, whose contents wait in `place.files` for the storage of each test."""
    content = f"%PDF-1.7 {place.word}-fil".encode()
    fingerprint = hashlib.sha256(content).hexdigest()
    name = f"{place.word}-{number}"
    place.files |= {f"reports/{name}{ending}": content for ending in (".pdf", *ATTACHMENTS)}
    report = Report.objects.create(
        survey=place.survey,
        participation=place.participation,
        number=number,
        requested_by=by,
        state=state,
        job=Job.objects.create(kind="reports.render", object_id=0, idempotency_key=name, state=JobState.FAILED),
        file=f"reports/{name}.pdf",
        file_sha256=fingerprint,
        page_count=1,
        **fields,
    )
    for ending, kind in ATTACHMENTS.items():
        report.attachments.create(kind=kind, file=f"reports/{name}{ending}", file_sha256=fingerprint)
    return report
