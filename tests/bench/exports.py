"""What exporting a million answers costs, each format in a process of its own beside pandas writing the same table."""

import random
import resource
import secrets
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from municipalities.models import Municipality, Participation, Partnership, User
from vignettes.actions.publishing import publish_instrument
from vignettes.exports import build
from vignettes.exports.room import MOST_CELLS_IN_EXCEL, size_of
from vignettes.files import load
from vignettes.models import (
    Answer,
    Assignment,
    Export,
    PageView,
    Question,
    Respondent,
    RespondentRole,
    Survey,
    SurveyState,
    Vignette,
)

ANSWERS = 1_000_000
PEOPLE_AT_ONCE = 200
ROUNDS = 3


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
        journeys = [
            [*_journey(one, vignettes, questions, rng)] for one in _people(survey, version, enrolled, start, rng)
        ]
        for model in (Assignment, PageView, Answer):
            made = (row for journey in journeys for row in journey if isinstance(row, model))
            model.objects.bulk_create(made, batch_size=5_000)


def _journey(person: Respondent, vignettes: list[Vignette], questions: list[Question], rng: random.Random) -> Iterator:
    """What somebody leaves behind: pages and answers come as the cases were met, in an order of one's own."""
    order, shown = rng.sample(vignettes, len(vignettes)), person.started_at
    yield Assignment(respondent=person, seed=rng.getrandbits(63), vignette_order=[case.code for case in order])
    for page, case in enumerate([None, *order]):
        seconds = rng.randrange(20, 400)
        yield PageView(respondent=person, page=page, shown_at=shown, last_shown_at=shown, seconds=seconds)
        shown += timedelta(seconds=seconds)
        for row in questions:
            if row.is_per_vignette == bool(case):
                yield Answer(respondent=person, vignette=case, question=row, value=_value(row, rng))


def measure(shape: str, file_format: str) -> dict[str, float]:
    """CPU seconds and peak memory of the table, or that it is refused; for CSV also what pandas needs to write it."""
    export = Export(
        survey=Survey.objects.get(),
        shape=shape,
        file_format=file_format,
        municipality_key="random",
        salt=secrets.token_hex(32),
        place=secrets.token_hex(16),
        requested_by=User.objects.get(),
    )
    rows, columns = size_of(export)
    if file_format == "xlsx" and rows * columns > MOST_CELLS_IN_EXCEL:
        return {"refused": rows * columns}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds = [_timed(build.table_of, export, folder, lambda percent: True)]
        data = folder / f"data.{file_format}"
        measured = {
            "rows": rows,
            "megabytes": data.stat().st_size / 1e6,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        if file_format == "csv":
            frame, bare = _read(data), []
            for _round in range(ROUNDS):
                bare.append(_timed(frame.to_csv, folder / "bare.csv", index=False))
                seconds.append(_timed(build.table_of, export, folder, lambda percent: True))
            measured["bare_s"] = min(bare)
        return measured | {"seconds": min(seconds)}


def _timed(work, *arguments, **options) -> float:
    started = time.process_time()
    work(*arguments, **options)
    return time.process_time() - started


def _read(data: Path) -> pd.DataFrame:
    """The table as pandas has it, moments as moments."""
    moments = [name for name in pd.read_csv(data, nrows=0) if name.endswith("_at")]
    return pd.read_csv(data, low_memory=False, parse_dates=moments)


def _people(survey, version, enrolled, start, rng) -> list[Respondent]:
    now = timezone.now()
    begun = [_in_office(now, rng) for _person in range(PEOPLE_AT_ONCE)]
    return Respondent.objects.bulk_create(
        Respondent(
            survey=survey,
            version=version,
            participation=enrolled[number % len(enrolled)],
            role=RespondentRole.CASEWORKER,
            token_hash=secrets.token_hex(32),
            expires_at=now,
            started_at=started_at,
            submitted_at=started_at + timedelta(minutes=45),
        )
        for number, started_at in enumerate(begun, start=start)
    )


def _in_office(now: datetime, rng: random.Random) -> datetime:
    """A moment between eight and four on one of the thirty days before."""
    day = (now - timedelta(days=rng.randint(1, 30))).replace(hour=8, minute=0, second=0, microsecond=0)
    return day + timedelta(seconds=rng.randrange(8 * 60 * 60))


def _value(question, rng: random.Random) -> object:
    codes = [option.code for option in question.options.all()]
    if question.kind == "multiple":
        return rng.sample(codes, 2)
    if codes:
        return rng.choice(codes)
    if question.kind == "text":
        return "En kort begrundelse for valget."
    return rng.randint(question.minimum or 0, question.maximum or 100)
