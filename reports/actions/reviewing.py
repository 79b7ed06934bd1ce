"""Two people for every report: the author hands it over, the reviewer approves or returns it."""

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.errors import Refused
from reports import checklist
from reports.actions.review_mails import tell_approved, tell_handed_over, tell_returned
from reports.models import Report, ReportState, Review, ReviewStep, Step


@transaction.atomic
def assign(*, report, author, reviewer, by) -> None:
    """Choose who writes the report and who reviews it."""
    if author == reviewer:
        raise Refused(_("Author and reviewer must be two different people."))
    _draft(report)
    Review.objects.update_or_create(report=report, defaults={"author": author, "reviewer": reviewer})


@transaction.atomic
def assign_all(*, reports, author, reviewer, by) -> None:
    """The same two people for each of `reports`."""
    for report in reports:
        assign(report=report, author=author, reviewer=reviewer, by=by)


def hand_over(*, report, by) -> None:
    """The author says that the draft is ready; twice is once."""
    _hand_over(report=report, whole=checklist.whole_files(report), by=by)


@transaction.atomic
def _hand_over(*, report, whole, by):
    report = _reviewed(report)
    if by != report.review.author:
        raise Refused(_("Only the author, %(name)s, hands the report over.") % {"name": report.review.author.name})
    if _stands(report, Step.HANDED_OVER, Step.APPROVED):
        return
    if undone := [line for line in checklist.content_lines(report, whole) if not line.is_done]:
        raise Refused(undone[0].todo)
    tell_handed_over(_take_step(report, Step.HANDED_OVER, by))


@transaction.atomic
def approve(*, report, by) -> None:
    """The reviewer says that the draft can be published as it stands; twice is once."""
    report = _reviewed(report)
    if by == report.review.author:
        raise Refused(_("You have written the report, so somebody else must approve it."))
    _check_reviewer(report, by)
    if _stands(report, Step.APPROVED):
        return
    if not _stands(report, Step.HANDED_OVER):
        raise Refused(
            _("%(name)s has not handed over the report as it stands now.") % {"name": report.review.author.name}
        )
    tell_approved(_take_step(report, Step.APPROVED, by))


@transaction.atomic
def send_back(*, report, reason, by) -> None:
    """The reviewer returns the draft to the author and says why."""
    report = _reviewed(report)
    _check_reviewer(report, by)
    if not _stands(report, Step.HANDED_OVER, Step.APPROVED):
        raise Refused(
            _("%(name)s has not handed over the report as it stands now.") % {"name": report.review.author.name}
        )
    tell_returned(_take_step(report, Step.RETURNED, by, reason=reason))


def _draft(report):
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state != ReportState.DRAFT:
        raise Refused(_("Only a finished draft can be reviewed."))
    return report


def _reviewed(report):
    report = _draft(report)
    if not hasattr(report, "review"):
        raise Refused(_("Choose an author and a reviewer first."))
    return report


def _check_reviewer(report, by):
    if by != report.review.reviewer:
        raise Refused(_("Only the reviewer, %(name)s, can do this.") % {"name": report.review.reviewer.name})


def _stands(report, *steps):
    step = report.standing_step
    return step is not None and step.step in steps


def _take_step(report, step, by, reason=""):
    return ReviewStep.objects.create(report=report, step=step, data_sha256=report.data_sha256, by=by, reason=reason)
