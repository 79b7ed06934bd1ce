"""Somebody is forgotten while an export is on its way: what was erased is in no file that is handed out or stays."""

import pytest
from django.core.files.storage import default_storage

from jobs import queue
from jobs.models import Job, JobState
from vignettes.actions import erasing, exporting
from vignettes.exports import build
from vignettes.models import Export, ExportState

WORDS = "Min nabo hedder Egon."


@pytest.fixture
def asked_for(survey, consultant):
    """asked_for(has_texts=True) → an export that nobody has begun to make."""

    def ask(**choices):
        usual = {"shape": "wide", "file_format": "csv", "municipality_key": "random"}
        return exporting.make(survey=survey, by=consultant, **usual | choices)

    return ask


def while_it_is_made(export, happens):
    """The worker has read and stored everything when it `happens`, and only then finishes."""
    job = queue.claim(export.job_id)
    result = build.build(Export.objects.get(pk=export.pk), job.attempts, lambda percent: True)
    happens()
    assert queue.finish(job, result)
    export.refresh_from_db()


def kept(export):
    return [name for name in exporting.places(export) if default_storage.exists(name)]


def test_words_erased_while_an_export_is_made_are_never_published(people, asked_for, unpacked):
    export = asked_for(has_texts=True)
    before = export.job_id
    while_it_is_made(export, lambda: erasing.erase(respondent=people.herning))
    assert (export.state, export.file.name, kept(export)) == (ExportState.QUEUED, "", [])
    assert (export.job_id != before, export.job.state) == (True, JobState.QUEUED)
    queue.perform(export.job_id)
    export.refresh_from_db()
    assert (export.state, export.row_count, kept(export)) == (ExportState.READY, 2, [export.file.name])
    assert unpacked(export)["data.csv"].decode().count(WORDS) == 2  # those of the other one, about two cases


def test_what_is_ready_goes(people, make_export):
    export = make_export(has_texts=True, municipality_key="random")
    erasing.erase(respondent=people.herning)
    export.refresh_from_db()
    assert (export.state, kept(export)) == (ExportState.DELETED, [])


def test_an_export_without_words_is_finished_once(people, asked_for):
    export = asked_for()
    while_it_is_made(export, lambda: erasing.erase(respondent=people.herning))
    assert (export.state, Job.objects.count()) == (ExportState.READY, 1)


@pytest.mark.parametrize("state", [ExportState.QUEUED, ExportState.FAILED])
def test_what_a_killed_worker_left_goes_with_the_words(people, asked_for, state):
    export = asked_for(has_texts=True)
    build.build(export, 1, lambda percent: True)
    Export.objects.filter(pk=export.pk).update(state=state)
    assert len(kept(export)) == 1
    erasing.erase(respondent=people.herning)
    export.refresh_from_db()
    assert (export.state, kept(export)) == (state, [])


@pytest.mark.parametrize(
    ("choices", "state"), [({}, ExportState.READY), ({"has_unfinished": True}, ExportState.DELETED)]
)
def test_answers_that_were_not_sent_go_from_exports_that_have_them(people, make_export, choices, state):
    export = make_export(**choices)
    erasing.erase(respondent=people.unfinished)
    export.refresh_from_db()
    assert export.state == state


def test_answers_that_were_not_sent_are_not_published_either(people, asked_for, unpacked):
    export = asked_for(has_unfinished=True)
    while_it_is_made(export, lambda: erasing.erase(respondent=people.unfinished))
    queue.perform(export.job_id)
    export.refresh_from_db()
    assert (export.state, export.row_count) == (ExportState.READY, 2)


def test_who_has_not_begun_is_in_no_export(people, make_export):
    export = make_export(has_unfinished=True)
    erasing.erase(respondent=people.invited)
    export.refresh_from_db()
    assert export.state == ExportState.READY
