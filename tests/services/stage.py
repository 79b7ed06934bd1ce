"""The rows that the thread starts from, made inside the platform's own process: `production.stage("set_up()")`.

A partnership of twelve municipalities, its people, and a small survey that five colleagues in each have answered.
"""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from municipalities.models import Municipality, Participation, Partnership, PartnershipKind, Role, RoleKind, User
from vignettes import links
from vignettes.actions.publishing import publish_instrument
from vignettes.files import load
from vignettes.models import Answer, AnswerEvent, Assignment, Respondent, Survey, SurveyState
from vignettes.practices import DEMO_MUNICIPALITIES
from vignettes.simulation import simulate

INSTRUMENT = Path(__file__).resolve().parents[2] / "vignettes" / "instruments" / "children_2026.yaml"
BATTERY = ("screening", "first_step", "decider")
PASSWORD = "Sammen-om-forebyggelse-1"
SHOWN = "0657"
ANSWERED_PER_MUNICIPALITY = 5
SEED = 2026


@transaction.atomic
def set_up() -> dict:
    """Make everything; what the thread needs to know comes back as plain values."""
    partnership = Partnership.objects.create(
        kind=PartnershipKind.RESEARCH, name="Forskningspartnerskabet", starts_on=date(2026, 1, 1)
    )
    participations = {row.code: _enrol(partnership, row.code) for row in DEMO_MUNICIPALITIES}
    survey, instrument = _survey(partnership)
    for place, participation in participations.items():
        _answer(instrument, survey, participation, place)
    shown = participations[SHOWN]
    _person("kontakt@herning.example", RoleKind.CONTACT, municipality=shown.municipality)
    _person("leder@herning.example", RoleKind.LEADER, municipality=shown.municipality)
    _person("leder@vejle.example", RoleKind.LEADER, municipality=participations["0630"].municipality)
    office = {name: _consultant(name, partnership) for name in ("konsulent", "laeser")}
    return {"survey": survey.pk, "participation": shown.pk, "office": office, "password": PASSWORD}


def _enrol(partnership, code):
    return Participation.objects.create(
        partnership=partnership, municipality=Municipality.objects.get(code=code), enrolled_on=date(2026, 1, 1)
    )


def _person(email, kind, **place):
    user = User.objects.create_user(email, PASSWORD, name=email.partition("@")[0].title())
    Role.objects.create(user=user, kind=kind, **place)
    return user


def _consultant(name, partnership):
    """A consultant with a second factor: key and secret."""
    person = _person(f"{name}@sekretariatet.example", RoleKind.CONSULTANT, partnership=partnership)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return {"pk": person.pk, "totp_secret": secret}


def _survey(partnership):
    whole = load(INSTRUMENT)
    battery = tuple(question for question in whole.battery if question.code in BATTERY)
    instrument = replace(whole, battery=battery, vignettes=whole.vignettes[:2])
    survey = Survey.objects.create(partnership=partnership, title="Prøven", year=2026, state=SurveyState.OPEN)
    publish_instrument(survey=survey, instrument=instrument)
    return survey, instrument


def _answer(instrument, survey, participation, code):
    version = survey.versions.get()
    vignettes = {row.code: row for row in version.vignettes.all()}
    questions = {row.code: row for row in version.questions.all()}
    practice = next(row.practice for row in DEMO_MUNICIPALITIES if row.code == code)
    people = simulate(instrument, code, ANSWERED_PER_MUNICIPALITY, SEED, practice, unfinished_share=0)
    for person in people:
        respondent = new_respondent(version, participation, role=person.role, submitted_at=timezone.now())[0]
        Answer.objects.bulk_create(
            Answer(respondent=respondent, vignette=vignettes.get(vignette), question=questions[question], value=value)
            for vignette, question, value in person.answers
        )


def new_respondent(version, participation, **fields):
    """A respondent who has started, and the token of the personal link."""
    token, now = links.new_secret(), timezone.now()
    respondent = Respondent.objects.create(
        survey=version.survey,
        version=version,
        participation=participation,
        token_hash=links.hash_token(token),
        expires_at=now + timedelta(days=30),
        started_at=now,
        **fields,
    )
    order = list(version.vignettes.values_list("code", flat=True))
    Assignment.objects.create(respondent=respondent, seed=secrets.randbits(60), vignette_order=order)
    return respondent, token


@transaction.atomic
def newcomers(count) -> dict:
    """`count` respondents who have answered nothing: their tokens, and every place for an answer with two values."""
    survey = Survey.objects.get()
    version, participation = survey.versions.get(), survey.partnership.participations.get(municipality=SHOWN)
    tokens = [new_respondent(version, participation, role="caseworker")[1] for _ in range(count)]
    questions = version.questions.filter(is_per_vignette=True).prefetch_related("options")
    places = [
        {"vignette": vignette.pk, "question": question.pk, "values": [row.code for row in question.options.all()[:2]]}
        for vignette in version.vignettes.all()
        for question in questions
    ]
    return {"tokens": tokens, "places": places}


def saved() -> dict:
    """What the newcomers' saves have left: the key of every event, and how often the answers were changed."""
    keys = AnswerEvent.objects.values_list("idempotency_key", flat=True)
    answers = Answer.objects.filter(respondent__submitted_at=None)
    return {"keys": [str(key) for key in keys], "changes": answers.aggregate(Sum("version"))["version__sum"]}
