"""The vignette surveys of the demonstration, answered by seeded simulation (vignettes/simulation.py)."""

import hashlib
import secrets
from datetime import timedelta
from pathlib import Path

import yaml
from django.db.models import Count
from django.utils import timezone

from municipalities.demo_people import municipal_people
from municipalities.models import Partnership, PartnershipKind, RoleKind, User
from vignettes import reminder_texts
from vignettes.actions import reminding, targeting
from vignettes.actions.publishing import publish_instrument
from vignettes.drafts import VIGNETTES, as_document
from vignettes.drawing import Wanted, draw
from vignettes.files import load
from vignettes.instrument import Instrument, parse
from vignettes.models import (
    Answer,
    Assignment,
    PageView,
    Reminder,
    Respondent,
    Submission,
    Survey,
    SurveyState,
)
from vignettes.practices import DEMO_MUNICIPALITIES
from vignettes.simulation import simulate
from vignettes.working_hours import is_working_day

INSTRUMENT = Path(__file__).resolve().parents[2] / "vignettes" / "instruments" / "children_2026.yaml"
DESIGN = Path(__file__).with_name("design.yaml")
SEED = 2026
# These contact persons still have something to do when the demonstration begins.
NOT_SUBMITTED = ("Herning", "Odsherred", "Vejle")


def load_survey() -> None:
    """Publish the instrument and fill in the answers, once."""
    partnership = Partnership.objects.get(kind=PartnershipKind.RESEARCH)
    if partnership.surveys.exists():
        return
    survey = _load(partnership, load(INSTRUMENT), state=SurveyState.OPEN, closes_in=60)
    for participation in partnership.participations.exclude(municipality__name__in=NOT_SUBMITTED):
        _submit(survey, participation)
    _expect(survey)
    _plan_reminders(survey)


def load_designed_survey() -> None:
    """A closed survey whose cases a design makes, with everybody's answers, once."""
    partnership = Partnership.objects.get(kind=PartnershipKind.RESEARCH)
    if partnership.surveys.filter(state=SurveyState.CLOSED).exists():
        return
    survey = _load(partnership, designed(load(INSTRUMENT)), state=SurveyState.CLOSED, closes_in=-4)
    for participation in partnership.participations.all():
        _submit(survey, participation)


def designed(instrument: Instrument) -> Instrument:
    """The questions of `instrument` about the cases that design.yaml makes, and about its anchors."""
    content = yaml.safe_load(DESIGN.read_text(encoding="utf-8"))
    anchors, wanted = content.pop("anchors"), Wanted(**content.pop("draw"))
    whole = as_document(instrument) | content
    whole[VIGNETTES] = [row for row in whole[VIGNETTES] if row["code"] in anchors]
    return parse(whole | {"design": draw(whole, wanted, (), ())})


def _load(partnership, instrument, *, state, closes_in):
    """The survey with its answers; it closes after so many days, or did before."""
    today = timezone.localdate()
    survey = Survey.objects.create(
        partnership=partnership,
        title=instrument.title,
        introduction=instrument.introduction,
        year=today.year,
        state=state,
        closes_on=today + timedelta(days=closes_in),
    )
    version = publish_instrument(survey=survey, instrument=instrument)
    for municipality in DEMO_MUNICIPALITIES:
        participation = partnership.participations.get(municipality=municipality.code)
        _answer(instrument, version, participation, municipality)
    return survey


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
        Assignment(
            respondent=row,
            seed=SEED + row.pk if person.seed is None else person.seed,
            deck=person.deck,
            vignette_order=list(person.vignette_order),
        )
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
    _look_at_pages(rows)


def _look_at_pages(rows):
    """About three minutes for each page: the first with questions about the person, and one for each case."""
    PageView.objects.bulk_create(
        (
            PageView(
                respondent=row,
                page=page,
                shown_at=row.started_at + timedelta(minutes=3 * page),
                last_shown_at=row.started_at + timedelta(minutes=3 * page),
                seconds=120 + (row.pk * 37 + page * 53) % 120,
            )
            for row in rows
            if row.submitted_at
            for page in range(len(row.assignment.vignette_order) + 1)
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
