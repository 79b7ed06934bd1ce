"""A published report stays as it is: the database refuses what no action does."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports import actions
from reports.models import Attachment, Basis, Report, ReportState

pytestmark = pytest.mark.django_db

CHANGES = {
    "data": {},
    "data_sha256": "0" * 64,
    "file": "another.pdf",
    "file_sha256": "0" * 64,
    "page_count": 99,
    "number": 7,
    "published_at": timezone.now(),
    "state": ReportState.DRAFT,
}


def refuses(change, reason="a published report never changes"):
    with pytest.raises(IntegrityError, match=reason), transaction.atomic():
        change()
    return True


@pytest.mark.parametrize("field", CHANGES)
def test_nothing_that_a_published_report_says_can_be_changed(make_report, publish, field):
    report = publish(make_report())
    assert refuses(lambda: Report.objects.filter(pk=report.pk).update(**{field: CHANGES[field]}))


def test_its_files_neither_change_nor_become_more(make_report, publish):
    report = publish(make_report())
    file = report.attachments.first()
    assert refuses(lambda: Attachment.objects.filter(pk=file.pk).update(file_sha256="0" * 64))
    Attachment.objects.filter(pk=file.pk).delete()
    assert refuses(file.save)


def test_it_can_be_withdrawn_and_then_no_more(make_report, publish, cast):
    report = publish(make_report())
    actions.withdraw(report=report, reason="Et tal er forkert.", by=cast.consultant)
    assert Report.objects.get().state == ReportState.WITHDRAWN
    assert refuses(lambda: Report.objects.update(state=ReportState.PUBLISHED))


def test_a_draft_is_free(make_report):
    report = make_report()
    assert Report.objects.filter(pk=report.pk).update(page_count=1) == 1


def test_the_answers_behind_reports_never_change(make_report, publish):
    report = make_report()
    reason = "the answers behind reports never change"
    assert refuses(lambda: Basis.objects.update(content={}), reason)
    assert Report.objects.filter(pk=report.pk).update(basis=report.basis) == 1
    publish(report)
    assert refuses(lambda: Report.objects.filter(pk=report.pk).update(basis=None), reason)
