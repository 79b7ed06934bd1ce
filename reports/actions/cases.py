"""From a finding of a published report to a business case of its municipality."""

from django.db import transaction
from django.utils.translation import gettext as _

from businesscases.actions import cases
from businesscases.models import Case
from jobs.errors import Refused
from reports import evidence
from reports.models import Report, ReportState


@transaction.atomic
def start_case(*, report, quote, by) -> tuple[Case, bool]:
    """The case that rests on `quote` (evidence.quotes) of `report`, and whether it is new.

    Starting twice is starting once. The report is locked, so that it is not withdrawn between the look at
    its state and the quotation.
    """
    locked = Report.objects.select_for_update().only("state").get(pk=report.pk)
    if locked.state != ReportState.PUBLISHED:
        raise Refused(_("The report has been withdrawn, so no business case can be started from it."))
    return cases.start_case(
        participation=report.participation,
        origin=evidence.origin(report, quote),
        evidence=evidence.evidence(report, quote),
        by=by,
    )
