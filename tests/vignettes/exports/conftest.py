"""A survey with answers in two municipalities, and exports of it that are made."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.utils import timezone

from jobs import queue
from municipalities.models import RoleKind
from vignettes.actions import answering, exporting
from vignettes.exports import printing
from vignettes.models import Answer, MunicipalityKey, Respondent

ANSWERS = {"role": "caseworker", "risk": "low", "percent": 10, "involved": ["child"], "weight": "Min nabo hedder Egon."}


@pytest.fixture(autouse=True)
def _stored_in_memory(settings):
    store = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"default": store}


@pytest.fixture(autouse=True)
def _nothing_is_printed(monkeypatch):
    """What stands in the printed codebook, test_printed.py looks at: setting it takes seconds."""
    monkeypatch.setattr(printing, "printed", lambda html: None)


@pytest.fixture
def consultant(make_person, partnership):
    return make_person(RoleKind.CONSULTANT, partnership=partnership)


@pytest.fixture
def answer():
    """answer(respondent) → started, answered alike for every vignette, and sent unless told otherwise."""

    def fill(respondent, is_sent=True, **changes):
        answering.start(respondent=respondent)
        values = ANSWERS | changes
        vignettes = list(respondent.version.vignettes.all())
        Answer.objects.bulk_create(
            Answer(respondent=respondent, question=question, vignette=vignette, value=values[question.code])
            for question in respondent.version.questions.filter(code__in=values)
            for vignette in (vignettes if question.is_per_vignette else [None])
        )
        if is_sent:
            Respondent.objects.filter(pk=respondent.pk).update(submitted_at=timezone.now())
        respondent.refresh_from_db()
        return respondent

    return fill


@pytest.fixture
def people(survey, make_respondent, vejle, answer):
    """Herning's, Vejle's, and one of Herning who has not sent the answers."""
    return SimpleNamespace(
        herning=answer(make_respondent(survey, "a", email="egon.olsen@test.example"), risk="high"),
        vejle=answer(make_respondent(survey, "b", participation=vejle, email="yvonne@test.example")),
        unfinished=answer(make_respondent(survey, "c", email="benny@test.example"), is_sent=False),
        invited=make_respondent(survey, "d", email="kjeld@test.example"),
    )


@pytest.fixture
def make_export(survey, consultant):
    """make_export(file_format="sav") → an export that a worker has made."""

    def make(**choices):
        usual = {"shape": "wide", "file_format": "csv", "municipality_key": MunicipalityKey.CODE}
        export = exporting.make(survey=survey, by=consultant, **usual | choices)
        queue.perform(export.job_id)
        export.refresh_from_db()
        return export

    return make


@pytest.fixture
def unpacked():
    """unpacked(export) → {name: bytes} of what is in its file."""

    def unpack(export):
        with export.file.open() as file, zipfile.ZipFile(BytesIO(file.read())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return unpack
