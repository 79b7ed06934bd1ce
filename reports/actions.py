"""What happens to reports and recommendations."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import queue
from jobs.errors import Refused
from jobs.mail import post
from municipalities.models import Role, RoleKind
from reports.models import UNFINISHED, Report, ReportState
from reports.packages import recommendations
from vignettes.models import Survey

RENDER = "reports.render"


@transaction.atomic
def make(*, survey, participation, by) -> Report:
    """Queue a new version of one municipality's report; one that is already on its way is enough."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.versions.filter(published_at__isnull=False).exists():
        raise Refused(_("The survey has not been published, so there is nothing to report on."))
    versions = Report.objects.filter(survey=survey, participation=participation)
    if under_way := versions.filter(state__in=UNFINISHED).first():
        return under_way
    number = (versions.aggregate(Max("number"))["number__max"] or 0) + 1
    report = Report.objects.create(survey=survey, participation=participation, number=number, requested_by=by)
    report.job = queue.enqueue(kind=RENDER, object_id=report.pk, idempotency_key=f"{RENDER}:{report.pk}")
    report.save(update_fields=["job"])
    return report


@transaction.atomic
def make_all(*, survey, participations, by) -> list[Report]:
    """Queue a new version for each of `participations`."""
    return [make(survey=survey, participation=participation, by=by) for participation in participations]


def rendered(job) -> None:
    """In the transaction that finishes the job: the report gets its file and becomes a draft."""
    Report.objects.filter(job=job, state__in=UNFINISHED).update(
        state=ReportState.DRAFT,
        file=job.result["file"],
        file_sha256=job.result["sha256"],
        page_count=job.result["page_count"],
    )


def render_failed(job) -> None:
    Report.objects.filter(job=job, state__in=UNFINISHED).update(state=ReportState.FAILED)


@transaction.atomic
def retry(*, report, by) -> None:
    """Let a failed report have another go."""
    queue.retry(job=report.job, by=by)
    Report.objects.filter(pk=report.pk, state=ReportState.FAILED).update(state=ReportState.QUEUED)


@transaction.atomic
def publish(*, report, by) -> None:
    """Make a draft the municipality's report and tell its leaders. Publishing twice is publishing once."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state == ReportState.PUBLISHED:
        return
    if report.state != ReportState.DRAFT:
        raise Refused(_("Only a finished draft can be published."))
    if report.data["recommendations"] != recommendations(report):
        raise Refused(_("The recommendations have changed since the report was made. Make the report again first."))
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, timezone.now()
    report.save(update_fields=["state", "published_by", "published_at"])
    leading = Role.objects.current().filter(kind=RoleKind.LEADER, municipality=report.participation.municipality)
    for role in leading.filter(user__is_active=True).select_related("user"):
        _tell(role.user, report)


@transaction.atomic
def save_recommendation(*, recommendation, survey, participation, by) -> None:
    """Store a new or changed recommendation; a new one comes last. The second click of two stores nothing."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    if recommendation.pk is None:
        same = {"participation": participation, "title": recommendation.title, "text": recommendation.text}
        if survey.recommendations.filter(**same).exists():
            return
        last = survey.recommendations.filter(participation=participation).aggregate(Max("order"))["order__max"] or 0
        recommendation.survey, recommendation.participation, recommendation.order = survey, participation, last + 1
    recommendation.written_by, recommendation.changed_at = by, timezone.now()
    recommendation.save()


def delete_recommendation(*, recommendation) -> None:
    recommendation.delete()


def _tell(leader, report):
    facts = {
        "name": leader.name,
        "municipality": report.participation.municipality.name,
        "survey": report.survey.title,
        "link": settings.SITE_URL + reverse("reports:report_show", args=[report.pk]),
    }
    text = _(
        "Dear %(name)s\n\nThe analysis report for %(municipality)s from the survey “%(survey)s” is ready. "
        "Sign in to read it and download it as PDF:\n%(link)s\n\nKind regards\nThe secretariat"
    )
    post(
        key=f"report-published:{report.pk}:{leader.pk}",
        recipient=leader.email,
        subject=_("The analysis report for %(municipality)s is ready") % facts,
        text=text % facts,
    )
