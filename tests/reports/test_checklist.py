"""What must be in order before publication: every line can fail, and says what to do."""

import pytest
from django.core.files.base import ContentFile

from jobs.errors import Refused
from reports import actions, checklist
from reports.models import Report
from reports.workspace import sections_of

pytestmark = pytest.mark.django_db


def undone(report):
    return [line.key for line in checklist.lines(report) if not line.is_done]


def test_a_fresh_draft_lacks_only_its_two_people(make_report):
    assert undone(make_report()) == ["review"]


def test_an_approved_draft_lacks_nothing(make_report, approve):
    assert undone(approve(make_report())) == []


def test_below_the_threshold_too(make_report, approve):
    assert undone(approve(make_report("0183"))) == []


def test_something_written_awaits_being_taken_in(make_report, approve, cast):
    report = approve(make_report())
    who = sections_of(report)["who"]
    actions.save_text(report=report, section=who, text="Nyt.", version=0, by=cast.consultant)
    assert undone(report) == ["take_in"]


def test_texts_over_old_figures_await_confirmation(make_report, approve, cast):
    report = approve(make_report())
    who = sections_of(report)["who"]
    row = actions.save_text(report=report, section=who, text="Nyt.", version=0, by=cast.consultant)
    type(row).objects.update(basis_sha256="other")
    assert undone(report) == ["texts", "take_in"]


def test_open_comments_stop_the_author(make_report, approve, cast, reviewer):
    report = make_report()
    who = sections_of(report)["who"]
    actions.write_comment(report=report, section=who, text="Er det rigtigt?", by=reviewer)
    actions.assign(report=report, author=cast.consultant, reviewer=reviewer, by=cast.consultant)
    with pytest.raises(Refused, match="1 kommentar venter på svar."):
        actions.hand_over(report=report, by=cast.consultant)
    actions.resolve_comment(comment=report.survey.report_comments.get(), by=cast.consultant)
    assert undone(approve(report)) == []


def test_a_changed_file_is_found(make_report, approve):
    report = approve(make_report())
    name = report.file.storage.save("reports/another.pdf", ContentFile(b"%PDF-1.7 of somebody else"))
    Report.objects.filter(pk=report.pk).update(file=name)
    assert undone(Report.objects.get()) == ["file"]


def test_a_lost_file_and_a_changed_package_are_found(make_report, approve):
    report = approve(make_report())
    report.file.name = "reports/gone.pdf"
    assert undone(report) == ["file"]
    report.refresh_from_db()
    report.data["partnership"] = "Et andet"
    assert undone(report) == ["file"]


def test_what_the_validator_said_counts(make_report, approve):
    report = approve(make_report())
    report.file_facts = {"language": "en", "is_validated": False}
    assert undone(report) == ["file", "language"]


def test_small_cells_are_counted_wherever_they_stand():
    figures = {
        "who": {"hidden": False, "n": 6},
        "rows": [{"hidden": True, "n": 2}, {"n": 4, "respondents": 3}, {"n": 0}],
    }
    assert checklist.small_cells(figures, 5) == 2
    assert checklist.small_cells(figures, 3) == 0


def test_a_threshold_raised_since_is_found(make_report, approve):
    report = approve(make_report())
    report.survey.n_min = 6
    assert undone(report) == ["figures"]
