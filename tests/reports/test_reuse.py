"""A package that says nothing new is not set again, and never is a file used that another setting has made."""

from datetime import date
from unittest.mock import Mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from jobs import queue
from reports import actions, press, reuse
from reports.models import Recommendation
from vignettes.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(make_report, monkeypatch):
    """How often a report was set, with all that goes with it."""
    spy = Mock(wraps=press.printed)
    monkeypatch.setattr(press, "printed", spy)
    return lambda: spy.call_count / 2  # the report and its short version


@pytest.fixture
def tomorrow(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 24))


def files(report):
    return [(row.file.name, row.file_sha256) for row in (report, *report.attachments.all())]


def test_a_version_without_anything_new_is_the_files_of_the_one_before(make_report, printed, tomorrow):
    first, second = make_report(), make_report()
    assert (first.number, second.number, printed()) == (1, 2, 1)
    assert second.data == first.data
    assert second.data["number"] == 1
    assert files(second) == files(first)
    assert second.file_facts == first.file_facts
    assert (second.state, second.page_count, second.data_sha256) == ("draft", 1, first.data_sha256)
    assert make_report().data == first.data
    assert printed() == 1


def test_another_answer_is_set(make_report, printed, answered):
    first = make_report()
    Answer.objects.filter(respondent__participation=answered.m0657).update(value=None)
    second = make_report()
    assert (printed(), second.data["number"]) == (2, 2)
    assert second.data_sha256 != first.data_sha256
    assert second.file.name != first.file.name


def test_another_municipality_is_set(make_report, printed):
    assert make_report("0657").data != make_report("0630").data
    assert printed() == 2


def test_words_are_set_and_words_taken_back_are_not(make_report, printed, answered, cast):
    first, draft = make_report(), make_report()
    row = Recommendation.objects.create(
        survey=answered.survey, participation=answered.m0657, title="Ny", text="Tekst", written_by=cast.consultant
    )
    for expected in (2, 2):
        actions.take_in(report=draft, by=cast.consultant)
        draft.refresh_from_db()
        queue.perform(draft.job_id)
        draft.refresh_from_db()
        assert printed() == expected
        Recommendation.objects.filter(pk=row.pk).delete()
    assert files(draft) == files(first)


@pytest.mark.parametrize(
    "path", ["templates/reports/parts/_cover.html", "static/css/report.css", "reports/findings.py"]
)
def test_a_change_of_what_makes_the_file_is_set(make_report, printed, path, settings, monkeypatch):
    make_report()
    contents = reuse._contents
    changed = settings.BASE_DIR / path

    def with_a_change(paths):
        paths = list(paths)
        return [*contents(paths), *(b"changed" for one in paths if one == changed)]

    reuse._program.cache_clear()
    monkeypatch.setattr(reuse, "_contents", with_a_change)
    make_report()
    reuse._program.cache_clear()
    assert printed() == 2


def test_a_file_made_while_a_template_changed_is_used_for_no_other_version(make_report, printed, monkeypatch):
    monkeypatch.setattr(reuse, "setting", Mock(side_effect=["before", "after", "before", "before"]))
    assert "setting" not in make_report().file_facts
    assert make_report().file_facts["setting"] == "before"
    assert printed() == 2


def lost(report):
    default_storage.delete(report.file.name)


def damaged(report):
    default_storage.delete(report.file.name)
    assert default_storage.save(report.file.name, ContentFile(b"%PDF")) == report.file.name


def without_its_tables(report):
    default_storage.delete(report.attachments.get(kind="tables").file.name)


@pytest.mark.parametrize("harm", [lost, damaged, without_its_tables])
def test_what_is_not_there_whole_is_set(make_report, printed, harm):
    first = make_report()
    harm(first)
    second = make_report()
    assert printed() == 2
    assert second.data == first.data
    with default_storage.open(second.file.name) as file:
        assert file.read() == press.printed(second.data).content


def test_a_version_that_was_taken_back_lends_nothing(make_report, publish, printed, cast):
    first = publish(make_report())
    actions.withdraw(report=first, reason="En fejl", by=cast.consultant)
    second = make_report()
    assert (printed(), second.data["number"]) == (2, 2)


def test_the_fingerprint_is_the_same_from_call_to_call():
    assert reuse.setting() == reuse.setting()
