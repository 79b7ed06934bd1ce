"""Making versions of reports: queue them, take in what people have written, and store what the worker made."""

import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import queue
from jobs.errors import Refused
from municipalities.models import Participation
from reports import packages
from reports.models import UNFINISHED, Attachment, Report, ReportKind, ReportState, Review
from vignettes.ending import grace_of
from vignettes.models import Survey
from vignettes.status import is_over

RENDER = "reports.render"


@transaction.atomic
def make(*, survey, participation, by, kind=ReportKind.ANALYSIS, is_urgent=True) -> Report:
    """Queue a new version of a report; one that is already on its way is enough, and hurries.

    An overview has no participation.
    """
    Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.versions.filter(published_at__isnull=False).exists():
        raise Refused(_("The survey has not been published, so there is nothing to report on."))
    if kind == ReportKind.INTERIM and not is_interim(survey):
        raise Refused(_("All answers are in. Make the analysis report."))
    place = {"survey": survey, "participation": participation, "kind": kind}
    versions = Report.objects.filter(**place)
    if under_way := versions.filter(state__in=UNFINISHED).first():
        if is_urgent:
            queue.hurry(under_way.job)
        return under_way
    number = (versions.aggregate(Max("number"))["number__max"] or 0) + 1
    report = Report.objects.create(**place, number=number, requested_by=by)
    key = f"{RENDER}:{report.pk}"
    report.job = queue.enqueue(kind=RENDER, object_id=report.pk, idempotency_key=key, is_urgent=is_urgent)
    report.save(update_fields=["job"])
    _keep_reviewers(report)
    return report


def is_interim(survey) -> bool:
    """Can answers still come in? While the survey is open; in its grace, while some municipality has not submitted."""
    if not is_over(survey, timezone.localdate()):
        return True
    if not grace_of(survey):
        return False
    partners = Participation.objects.filter(partnership=survey.partnership_id).current()
    done = survey.submissions.standing().values("participation")
    return partners.exclude(pk__in=done).exists()


def _keep_reviewers(report):
    """Whoever wrote and reviewed the version before this one does so again, until somebody else is chosen."""
    before = Review.objects.filter(report__in=Report.objects.beside(report))
    if last := before.order_by("-report__number").first():
        Review.objects.create(report=report, author=last.author, reviewer=last.reviewer)


@transaction.atomic
def take_in(*, report, by) -> None:
    """Set the draft anew with what people have written since. The figures stay as they are; twice is once."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state in UNFINISHED:
        return
    if report.state != ReportState.DRAFT:
        raise Refused(_("Only a draft can take in texts. Make a new version of the report."))
    if packages.is_current(report):
        return
    report.data = report.data | packages.written(report)
    report.data_sha256 = packages.sha256(report.data)
    report.state = ReportState.QUEUED
    key = f"{RENDER}:{report.pk}:{secrets.token_hex(8)}"
    report.job = queue.enqueue(kind=RENDER, object_id=report.pk, idempotency_key=key, is_urgent=True)
    report.save(update_fields=["data", "data_sha256", "state", "job"])


@transaction.atomic
def make_all(*, survey, participations, by) -> list[Report]:
    """Queue a new version for each of `participations`; a single one goes before all that came in bulk."""
    is_urgent = len(participations) == 1
    return [make(survey=survey, participation=row, by=by, is_urgent=is_urgent) for row in participations]


@transaction.atomic
def cancel_all(*, survey, participations, by) -> int:
    """Stop the reports that no worker has begun; how many. Those under way are finished."""
    waiting = Report.objects.filter(survey=survey, participation__in=participations, state=ReportState.QUEUED)
    stopped = [report.pk for report in waiting.select_related("job").only("job") if queue.cancel(report.job)]
    Report.objects.filter(pk__in=stopped).update(state=ReportState.CANCELLED)
    return len(stopped)


def rendered(job) -> None:
    """In the transaction that finishes the job: the report gets its files and becomes a draft."""
    unfinished = Report.objects.filter(job=job, state__in=UNFINISHED)
    for report in unfinished.defer("data"):
        _attach(report, job.result.get("attachments", ()))
    unfinished.update(
        state=ReportState.DRAFT,
        file=job.result["file"],
        file_sha256=job.result["sha256"],
        file_facts=job.result.get("facts", {}),
        page_count=job.result["page_count"],
    )


def _attach(report, attachments):
    """What goes with the report, in place of what went with it before it was set anew."""
    report.attachments.all().delete()
    Attachment.objects.bulk_create(
        Attachment(
            report=report,
            kind=row["kind"],
            file=row["file"],
            file_sha256=row["sha256"],
            page_count=row["page_count"],
        )
        for row in attachments
    )


def render_failed(job) -> None:
    Report.objects.filter(job=job, state__in=UNFINISHED).update(state=ReportState.FAILED)


@transaction.atomic
def retry(*, report, by) -> None:
    """Let a failed or stopped report have another go."""
    queue.retry(job=report.job, by=by)
    given_up = (ReportState.FAILED, ReportState.CANCELLED)
    Report.objects.filter(pk=report.pk, state__in=given_up).update(state=ReportState.QUEUED)
