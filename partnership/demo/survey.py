"""The vignette survey of the demonstration, answered by seeded simulation (vignettes/simulation.py)."""

import hashlib
import secrets
from datetime import timedelta
from pathlib import Path

from django.db.models import Count
from django.utils import timezone

from municipalities.demo_people import municipal_people
from municipalities.models import Partnership, PartnershipKind, RoleKind, User
from vignettes import reminder_texts
from vignettes.actions import reminding, targeting
from vignettes.actions.publishing import publish_instrument
from vignettes.files import load
from vignettes.models import Answer, Assignment, Reminder, Respondent, Submission, Survey, SurveyState
from vignettes.practices import DEMO_MUNICIPALITIES
from vignettes.simulation import simulate
from vignettes.working_hours import is_working_day

INSTRUMENT = Path(__file__).resolve().parents[2] / "vignettes" / "instruments" / "children_2026.yaml"
SEED = 2026
# These contact persons still have something to do when the demonstration begins.
NOT_SUBMITTED = ("Herning", "Odsherred", "Vejle")


def load_survey() -> None:
    """Publish the instrument and fill in the answers, once."""
    partnership = Partnership.objects.get(kind=PartnershipKind.RESEARCH)
    if partnership.surveys.exists():
        return
    instrument = load(INSTRUMENT)
    today = timezone.localdate()
    survey = Survey.objects.create(
        partnership=partnership,
        title=instrument.title,
        introduction=instrument.introduction,
        year=today.year,
        state=SurveyState.OPEN,
        closes_on=today + timedelta(days=60),
    )
    version = publish_instrument(survey=survey, instrument=instrument)
    for municipality in DEMO_MUNICIPALITIES:
        participation = partnership.participations.get(municipality=municipality.code)
        _answer(instrument, version, participation, municipality)
        if municipality.name not in NOT_SUBMITTED:
            _submit(survey, participation)
    _expect(survey)
    _plan_reminders(survey)


def _expect(survey):
    """As agreed in the working group: answers from four of five, in round numbers."""
    invited = survey.respondents.order_by().values_list("participation").annotate(Count("pk"))
    people = {participation: max(5, 5 * round(count * 0.8 / 5)) for participation, count in invited}
    targeting.set_targets(survey=survey, people=people, by=None)


def _plan_reminders(survey):
    """Two weeks and three days before the deadline, or on the next working day."""
    words = {"subject": reminder_texts.default_subject(), "text": reminder_texts.default_text(survey)}
    for days in (14, 3):
        day = survey.closes_on - timedelta(days=days)
        while not is_working_day(day):
            day += timedelta(days=1)
        reminding.save(reminder=Reminder(survey=survey, due_on=day, **words), by=None)


def _answer(instrument, version, participation, municipality):
    simulated = simulate(
        instrument,
        municipality.code,
        municipality.respondent_count,
        SEED,
        municipality.practice,
        unfinished_share=municipality.unfinished_share,
        unstarted_share=municipality.unstarted_share,
    )
    people = municipal_people(participation.municipality.name, caseworkers=len(simulated))[-len(simulated) :]
    rows = [_respondent(version, participation, *pair) for pair in zip(simulated, people, strict=True)]
    Respondent.objects.bulk_create(rows)
    vignettes = {vignette.code: vignette for vignette in version.vignettes.all()}
    questions = {question.code: question for question in version.questions.all()}
    Assignment.objects.bulk_create(
        Assignment(respondent=row, seed=SEED + row.pk, vignette_order=list(person.vignette_order))
        for row, person in zip(rows, simulated, strict=True)
        if person.started
    )
    Answer.objects.bulk_create(
        (
            Answer(respondent=row, vignette=vignettes.get(code), question=questions[question], value=value)
            for row, person in zip(rows, simulated, strict=True)
            for code, question, value in person.answers
        ),
        batch_size=500,
    )


def _respondent(version, participation, simulated, person):
    invited_at = timezone.now() - timedelta(days=30)
    return Respondent(
        survey=version.survey,
        version=version,
        participation=participation,
        role=simulated.role,
        email=person.email,
        token_hash=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
        invited_at=invited_at,
        link_sent_at=invited_at,
        expires_at=timezone.now() + timedelta(days=60),
        started_at=invited_at + timedelta(days=3) if simulated.started else None,
        submitted_at=invited_at + timedelta(days=3, minutes=40) if simulated.submitted else None,
    )


def _submit(survey, participation):
    contact = User.objects.filter(roles__kind=RoleKind.CONTACT, roles__municipality=participation.municipality).first()
    Submission.objects.create(
        survey=survey,
        participation=participation,
        submitted_by=contact,
        submitted_at=timezone.now() - timedelta(days=5),
    )
