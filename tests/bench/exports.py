"""What exporting a million answers costs, each format in a process of its own beside pandas writing the same table."""

import random
import resource
import secrets
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from municipalities.models import Municipality, Participation, Partnership, User
from vignettes.actions.publishing import publish_instrument
from vignettes.exports import build
from vignettes.files import load
from vignettes.models import Answer, Assignment, Export, Respondent, RespondentRole, Survey, SurveyState

ANSWERS = 1_000_000
PEOPLE_AT_ONCE = 200


@transaction.atomic
def plant(answers: int = ANSWERS) -> None:
    """A survey that people of all municipalities have answered in full, at least `answers` times."""
    partnership = Partnership.objects.create(kind="research", name="Partnerskab", starts_on=date(2026, 1, 1))
    enrolled = [
        Participation.objects.create(partnership=partnership, municipality=row, enrolled_on=date(2026, 1, 1))
        for row in Municipality.objects.all()
    ]
    User.objects.create_user("bench@test.example", name="Bench")
    survey = Survey.objects.create(partnership=partnership, title="Stor", year=2026, state=SurveyState.OPEN)
    path = Path(settings.BASE_DIR) / "vignettes" / "instruments" / "children_2026.yaml"
    version = publish_instrument(survey=survey, instrument=load(path))
    vignettes = list(version.vignettes.all())
    questions = list(version.questions.prefetch_related("options"))
    places = [(case, row) for row in questions for case in (vignettes if row.is_per_vignette else [None])]
    rng = random.Random(1)
    for start in range(0, answers // len(places) + 1, PEOPLE_AT_ONCE):
        people = _people(survey, version, enrolled, start)
        order = [case.code for case in vignettes]
        Assignment.objects.bulk_create(
            Assignment(respondent=one, seed=start, vignette_order=rng.sample(order, len(order))) for one in people
        )
        given = [
            Answer(respondent=one, vignette=case, question=row, value=_value(row, rng))
            for one in people
            for case, row in places
        ]
        Answer.objects.bulk_create(given, batch_size=5_000)


def measure(shape: str, file_format: str) -> dict[str, float]:
    """CPU seconds and peak memory of the table; for CSV, those that pandas needs to write the same one."""
    export = Export.objects.create(
        survey=Survey.objects.get(),
        shape=shape,
        file_format=file_format,
        municipality_key="random",
        salt=secrets.token_hex(32),
        place=secrets.token_hex(16),
        requested_by=User.objects.get(),
    )
    with tempfile.TemporaryDirectory() as name:
        started = time.process_time()
        _table, written, data = build.table_of(export, Path(name), lambda percent: True)
        seconds = time.process_time() - started
        measured = {
            "seconds": seconds,
            "rows": written.rows,
            "megabytes": data.stat().st_size / 1e6,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        return measured | ({"ratio": seconds / _bare(data)} if file_format == "csv" else {})


def _bare(data: Path) -> float:
    frame = pd.read_csv(data, low_memory=False)
    started = time.process_time()
    frame.to_csv(data.with_suffix(".bare"), index=False)
    return time.process_time() - started


def _people(survey, version, enrolled, start) -> list[Respondent]:
    now = timezone.now()
    return Respondent.objects.bulk_create(
        Respondent(
            survey=survey,
            version=version,
            participation=enrolled[number % len(enrolled)],
            role=RespondentRole.CASEWORKER,
            token_hash=secrets.token_hex(32),
            expires_at=now,
            started_at=now - timedelta(minutes=30),
            submitted_at=now,
        )
        for number in range(start, start + PEOPLE_AT_ONCE)
    )


def _value(question, rng: random.Random) -> object:
    codes = [option.code for option in question.options.all()]
    if question.kind == "multiple":
        return rng.sample(codes, 2)
    if codes:
        return rng.choice(codes)
    if question.kind == "text":
        return "En kort begrundelse for valget."
    return rng.randint(question.minimum or 0, question.maximum or 100)
