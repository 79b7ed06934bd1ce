"""Asking for exports, trying again, and deleting: what the rows say in the end."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils import timezone

from jobs import queue
from jobs.errors import Refused
from jobs.models import Job, JobState
from vignettes import tasks
from vignettes.actions import exporting
from vignettes.exports import build
from vignettes.models import KEPT_DAYS, Export, ExportState, Survey

CHOICES = {"shape": "wide", "file_format": "csv", "municipality_key": "code"}


@pytest.fixture
def broken(monkeypatch):
    """What is wrong is no fault of the choices, and does not go away by itself."""

    def fail(*_arguments):
        raise OSError("no room")

    monkeypatch.setattr(build, "build", fail)


@pytest.fixture
def failed(survey, consultant, broken):
    export = exporting.make(survey=survey, by=consultant, **CHOICES)
    while Job.objects.get().state == JobState.QUEUED:
        queue.perform(export.job_id)
    export.refresh_from_db()
    return export


def test_two_clicks_are_one_export(survey, consultant):
    first, second = (exporting.make(survey=survey, by=consultant, **CHOICES) for _click in range(2))
    assert (first, Job.objects.count()) == (second, 1)
    exporting.make(survey=survey, by=consultant, **CHOICES | {"shape": "long"})
    assert Export.objects.count() == 2


def test_a_survey_that_was_never_published_has_nothing_to_export(partnership, consultant):
    draft = Survey.objects.create(partnership=partnership, title="Kladde", year=2026)
    with pytest.raises(Refused, match="er ikke udgivet"):
        exporting.make(survey=draft, by=consultant, **CHOICES)
    assert not Export.objects.exists()


def test_the_database_refuses_free_text_with_municipality_codes(survey, consultant):
    with pytest.raises(IntegrityError):
        exporting.make(survey=survey, by=consultant, **CHOICES, has_texts=True)


def test_a_third_failure_is_told_and_a_person_tries_again(failed, consultant, monkeypatch):
    assert (failed.state, failed.job.state, bool(failed.job.error_id)) == (ExportState.FAILED, JobState.FAILED, True)
    exporting.retry(export=failed, by=consultant)
    monkeypatch.undo()
    queue.perform(failed.job_id)
    failed.refresh_from_db()
    assert (failed.state, failed.row_count) == (ExportState.READY, 0)


def test_only_what_has_failed_is_tried_again(people, make_export, consultant):
    export = make_export()
    with pytest.raises(Refused):
        exporting.retry(export=export, by=consultant)
    export.refresh_from_db()
    assert export.state == ExportState.READY


def test_files_go_after_some_days_and_the_keys_with_them(people, make_export):
    old, new = make_export(), make_export(shape="long")
    Export.objects.filter(pk=old.pk).update(kept_until=timezone.now())
    tasks.delete_outdated_exports()
    kept = {export.pk: (export.state, export.salt != "", export.file != "") for export in Export.objects.all()}
    assert kept == {old.pk: (ExportState.DELETED, False, False), new.pk: (ExportState.READY, True, True)}
    assert [default_storage.exists(export.file.name) for export in (old, new)] == [False, True]
    assert timedelta(days=KEPT_DAYS - 1) < new.kept_until - timezone.now() < timedelta(days=KEPT_DAYS)


def test_what_a_failed_export_may_have_left_goes_too(failed):
    left = exporting.place_of(failed, 3)
    default_storage.save(left, ContentFile(b"half"))
    tasks.delete_outdated_exports()
    assert default_storage.exists(left)
    Export.objects.filter(pk=failed.pk).update(requested_at=timezone.now() - timedelta(days=KEPT_DAYS))
    tasks.delete_outdated_exports()
    assert not default_storage.exists(left)


def test_where_the_storage_does_not_answer_the_row_stays_for_the_next_round(people, make_export, monkeypatch):
    export = make_export()
    Export.objects.filter(pk=export.pk).update(kept_until=timezone.now())
    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", lambda name: (_ for _ in ()).throw(OSError("gone")))
        with pytest.raises(OSError, match="gone"):
            exporting.delete(export=export)
    export.refresh_from_db()
    assert export.state == ExportState.READY
    tasks.delete_outdated_exports()
    export.refresh_from_db()
    assert export.state == ExportState.DELETED


def test_what_is_being_made_cannot_be_deleted(survey, consultant):
    export = exporting.make(survey=survey, by=consultant, **CHOICES)
    with pytest.raises(Refused):
        exporting.delete(export=export, by=consultant)
