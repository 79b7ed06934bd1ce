"""A survey of two vignettes, answered in five municipalities; the fifth stays below the disclosure threshold."""

import hashlib
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from jobs import queue
from municipalities.models import Municipality, Participation, RoleKind
from reports import actions, press
from tests.businesscases.conftest import calculated_case, make_case  # noqa: F401 - cases have files too
from vignettes.models import Answer, Option, Question, QuestionKind, Respondent, Survey, SurveyState, Vignette

# Municipality code → how many respondents submitted.
SUBMITTED = {"0657": 6, "0630": 7, "0615": 6, "0265": 5, "0183": 4}
STEPS = ("step_1", "step_2", "step_3", "step_4", "step_5", "step_6")


@pytest.fixture
def survey(partnership):
    survey = Survey.objects.create(
        partnership=partnership, title="Prøveundersøgelsen", year=2026, state=SurveyState.OPEN
    )
    version = survey.versions.create(number=1)
    for order, title in enumerate(["Alma", "Yusuf"], start=1):
        Vignette.objects.create(
            version=version,
            code=f"V{order}",
            title=title,
            order=order,
            text=f"{title} møder træt i skole.\n\nMor er syg.",
        )
    _question(version, "first_step", "Hvilket trin vælger du først?", 1, STEPS)
    _question(version, "decider", "Hvem beslutter?", 2, ("caseworker", "leader"))
    version.published_at = timezone.now()
    version.save()
    return survey


def _question(version, code, text, order, options):
    is_staircase = options is STEPS
    kind = QuestionKind.ORDINAL if is_staircase else QuestionKind.SINGLE
    question = Question.objects.create(version=version, code=code, text=text, kind=kind, order=order)
    for place, option in enumerate(options, start=1):
        numbers = {"rank": place, "step": place} if is_staircase else {}
        Option.objects.create(question=question, code=option, label=option.replace("_", " "), order=place, **numbers)


@pytest.fixture
def answered(survey, herning, vejle):
    """The survey with answers: respondent k of a municipality chooses step 1 + k mod 3, Herning one step more."""
    participations = {code: _participation(survey, code) for code in SUBMITTED}
    people = [
        (participations[code], number, code == "0657") for code, count in SUBMITTED.items() for number in range(count)
    ]
    _respond(survey, people)
    return SimpleNamespace(survey=survey, **{f"m{code}": row for code, row in participations.items()})


def _participation(survey, code):
    row, _created = Participation.objects.get_or_create(
        partnership=survey.partnership,
        municipality=Municipality.objects.get(code=code),
        defaults={"enrolled_on": date(2026, 1, 1)},
    )
    return row


def respond(survey, participation, number, *, shift):
    _respond(survey, [(participation, number, shift)])


def _respond(survey, people):
    """For each (participation, number, shift) one who has sent the answers; in two statements, since most tests ask."""
    version = survey.versions.get()
    respondents = Respondent.objects.bulk_create(_respondent(survey, version, *row[:2]) for row in people)
    places = [(vignette, row) for vignette in version.vignettes.all() for row in version.questions.all()]
    Answer.objects.bulk_create(
        Answer(respondent=respondent, vignette=vignette, question=question, value=_value(question, number, shift))
        for respondent, (_place, number, shift) in zip(respondents, people, strict=True)
        for vignette, question in places
    )


def _respondent(survey, version, participation, number):
    now = timezone.now()
    return Respondent(
        survey=survey,
        version=version,
        participation=participation,
        role="caseworker",
        token_hash=f"{participation.pk:032}{number:032}",
        expires_at=now + timedelta(days=30),
        started_at=now,
        submitted_at=now,
    )


def _value(question, number, shift):
    if question.code == "first_step":
        return STEPS[number % 3 + shift]
    return "leader" if number % 2 else "caseworker"


def main_of(page):
    """What a page itself shows: neither its head nor the notices that wait below."""
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def quick_document(monkeypatch):
    """Spare a test the rendering and its check; what is in the file is tested in test_build.py."""
    content = b"%PDF-1.7 of a test /Lang (da)"
    file = press.Printed(content, hashlib.sha256(content).hexdigest(), 1)
    monkeypatch.setattr(press, "printed", lambda data, kind="analysis": file)


@pytest.fixture
def make_report(answered, cast, quick_document):
    """make_report("0657") → a draft made by the consultant, on the spot."""

    def make(code="0657"):
        participation = getattr(answered, f"m{code}")
        report = actions.make(survey=answered.survey, participation=participation, by=cast.consultant)
        queue.perform(report.job_id)
        report.refresh_from_db()
        return report

    return make


@pytest.fixture
def reviewer(cast, make_person, herning):
    """A second consultant of the partnership."""
    return make_person(RoleKind.CONSULTANT, name="Faglig Læser", partnership=herning.partnership)


@pytest.fixture
def approve(cast, reviewer):
    """approve(report) → the same draft, written by the consultant and approved by the reviewer."""

    def approve(report):
        actions.assign(report=report, author=cast.consultant, reviewer=reviewer, by=cast.consultant)
        actions.hand_over(report=report, by=cast.consultant)
        actions.approve(report=report, by=reviewer)
        return report

    return approve


@pytest.fixture
def publish(approve, cast):
    """publish(report) → the same report, approved and published."""

    def publish(report):
        actions.publish(report=approve(report), by=cast.consultant)
        report.refresh_from_db()
        return report

    return publish
