"""One step for every municipality of a survey at once, with what became of each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jobs.errors import Refused
from municipalities.models import Municipality
from reports import actions
from reports.models import Report, ReportState

STEPS = {
    "take_in": (actions.take_in, _("The newest texts are being taken in")),
    "hand_over": (actions.hand_over, _("Handed over for review")),
    "approve": (actions.approve, _("Approved")),
    "publish": (actions.publish, _("Published")),
}


@dataclass(frozen=True)
class Result:
    """What became of one municipality's draft; `refusal` says why nothing did."""

    municipality: Municipality
    report: Report
    said: str
    refusal: str = ""


def newest(survey, participations) -> list[Report]:
    """The newest report of each of `participations` that has one, in two queries whatever their number."""
    reports = Report.objects.analyses().filter(survey=survey, participation__in=participations).written().defer("data")
    found: dict[int, Report] = {}
    for report in reports.prefetch_related("review_steps").order_by("participation__municipality", "number"):
        found[report.participation_id] = report
    return list(found.values())


def run(*, step, survey, participations, by) -> list[Result]:
    """Take `step` (a key of STEPS) for every newest draft; one municipality's no does not stop the others."""
    drafts = [report for report in newest(survey, participations) if report.state == ReportState.DRAFT]
    return [_take(step, report, by) for report in drafts]


def _take(step, report, by):
    action, said = STEPS[step]
    try:
        action(report=report, by=by)
    except Refused as refusal:
        return Result(report.participation.municipality, report, "", str(refusal))
    return Result(report.participation.municipality, report, str(said))
