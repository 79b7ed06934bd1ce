"""The reports that wait for one person's next step: to read, to correct, or to publish."""

from dataclasses import dataclass

from django.db.models import Q

from reports.models import Report, ReportState, Step


@dataclass(frozen=True)
class Waiting:
    report: Report
    step: Step  # the last one, which makes it this person's turn


def waiting_for(user, reach) -> list[Waiting]:
    """The newest versions in reach that are drafts and whose last step makes it the user's turn, in two queries."""
    theirs = Report.objects.within(reach).filter(Q(review__author=user) | Q(review__reviewer=user)).defer("data")
    theirs = theirs.select_related("participation__municipality", "survey__partnership", "review")
    versions = theirs.prefetch_related("review_steps").order_by("number")
    newest = {(report.survey_id, report.participation_id, report.kind): report for report in versions}
    drafts = [report for report in newest.values() if report.state == ReportState.DRAFT]
    waiting = [Waiting(report, report.standing_step.step) for report in drafts if report.standing_step]
    return sorted(
        (row for row in waiting if _whose_turn(row) == user.pk),
        key=lambda row: (row.step, str(row.report.survey), str(row.report)),
    )


def _whose_turn(waiting):
    review = waiting.report.review
    return review.reviewer_id if waiting.step == Step.HANDED_OVER else review.author_id
