"""Publishing a report to its municipality, and withdrawing it with a reason. The leaders are told of both."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.actions.cases import note_withdrawal
from jobs.errors import Refused
from jobs.mail import post
from municipalities.models import Role, RoleKind
from reports import checklist
from reports.models import Download, FileKind, Report, ReportKind, ReportState
from vignettes.models import Survey


def publish(*, report, by) -> None:
    """Make a draft the municipality's report and tell its leaders. Publishing twice is publishing once.

    Data package, texts and file are frozen together: the checklist holds the three against each other.
    """
    _publish(report=report, whole=checklist.whole_files(report), by=by)


@transaction.atomic
def _publish(*, report, whole, by):
    Survey.objects.select_for_update().get(pk=report.survey_id)  # two reports that do not fit together take turns
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state == ReportState.PUBLISHED:
        return
    if report.state != ReportState.DRAFT:
        raise Refused(_("Only a finished draft can be published."))
    if undone := [line for line in checklist.lines(report, whole) if not line.is_done]:
        raise Refused(undone[0].todo)
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, timezone.now()
    report.save(update_fields=["state", "published_by", "published_at"])
    for leader in _leaders(report):
        _tell(leader, report)


def withdraw(*, report, reason, by, replacement=None) -> None:
    """Take a published report back, and publish `replacement`, a draft, in its place if there is one.

    The leaders are told why. Withdrawing twice is withdrawing once.
    """
    whole = checklist.whole_files(replacement) if replacement else frozenset()
    _withdraw(report=report, reason=reason, by=by, replacement=replacement, whole=whole)


@transaction.atomic
def _withdraw(*, report, reason, by, replacement, whole):
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state == ReportState.WITHDRAWN:
        return
    if report.state != ReportState.PUBLISHED:
        raise Refused(_("Only a published report can be withdrawn."))
    if replacement:
        _publish(report=replacement, whole=whole, by=by)
    report.state, report.withdrawn_by, report.withdrawn_at = ReportState.WITHDRAWN, by, timezone.now()
    report.withdrawal_reason, report.replaced_by = reason, replacement
    report.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawal_reason", "replaced_by"])
    note_withdrawal(
        report_pk=report.pk,
        withdrawn_on=timezone.localdate(report.withdrawn_at),
        replaced_by_number=replacement.number if replacement else None,
    )
    for leader in _leaders(report):
        _tell_withdrawn(leader, report)


def record_download(*, report, by, kind=FileKind.REPORT) -> None:
    Download.objects.create(report=report, by=by, kind=kind)


def _leaders(report):
    """Of the municipality; of an overview, those of every municipality that takes part."""
    municipalities = report.survey.partnership.participations.current().values("municipality")
    if report.participation_id:
        municipalities = [report.participation.municipality]
    leading = Role.objects.current().filter(kind=RoleKind.LEADER, municipality__in=municipalities)
    found = leading.filter(user__is_active=True).select_related("user")
    return list(dict.fromkeys(role.user for role in found))


def _tell(leader, report):
    subject = _("The analysis report for %(municipality)s is ready")
    if report.kind == ReportKind.OVERVIEW:
        subject = _("The overview of %(municipality)s is ready")
    text = _(
        "Dear %(name)s\n\nThe analysis report for %(municipality)s from the survey “%(survey)s” is ready. "
        "Sign in to read it and download it as PDF:\n%(link)s\n\nKind regards\nThe secretariat"
    )
    if report.kind == ReportKind.OVERVIEW:
        text = _(
            "Dear %(name)s\n\nThe overview of %(municipality)s from the survey “%(survey)s” is ready. "
            "Sign in to read it and download it as PDF:\n%(link)s\n\nKind regards\nThe secretariat"
        )
    _post(f"report-published:{report.pk}:{leader.pk}", leader, report, subject, text)


def _tell_withdrawn(leader, report):
    subject = _("The analysis report for %(municipality)s has been withdrawn")
    if report.kind == ReportKind.OVERVIEW:
        subject = _("The overview of %(municipality)s has been withdrawn")
    text = _(
        "Dear %(name)s\n\nWe have withdrawn version %(number)s of the analysis report for %(municipality)s from the "
        "survey “%(survey)s”. Please do not use it any more.\n\nThe reason is:\n%(reason)s\n\n"
        "Here you see what stands in its place:\n%(link)s\n\nKind regards\nThe secretariat"
    )
    if report.kind == ReportKind.OVERVIEW:
        text = _(
            "Dear %(name)s\n\nWe have withdrawn version %(number)s of the overview of %(municipality)s from the "
            "survey “%(survey)s”. Please do not use it any more.\n\nThe reason is:\n%(reason)s\n\n"
            "Here you see what stands in its place:\n%(link)s\n\nKind regards\nThe secretariat"
        )
    _post(f"report-withdrawn:{report.pk}:{leader.pk}", leader, report, subject, text)


def _post(key, leader, report, subject, text):
    facts = {
        "name": leader.name,
        "municipality": report.subject.name,
        "survey": report.survey.title,
        "number": report.number,
        "reason": report.withdrawal_reason,
        "link": settings.SITE_URL + reverse("reports:report_show", args=[report.pk]),
    }
    post(key=key, recipient=leader.email, subject=subject % facts, text=text % facts)
