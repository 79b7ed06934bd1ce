"""How far the reports of a survey are."""

from dataclasses import dataclass

from jobs.waiting import seconds_left
from municipalities.models import Participation
from reports.actions import RENDER
from reports.models import UNFINISHED, Report, ReportState
from vignettes.hiding import NONE, Count
from vignettes.status import responses


@dataclass(frozen=True)
class Line:
    """One municipality, its newest report if there is one, and the newest published one."""

    participation: Participation
    submitted: Count
    newest: Report | None
    published: Report | None
    seconds_left: float | None = None

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes until the newest report is made, 0 for less than one; None when that is not known."""
        return None if self.seconds_left is None else round(self.seconds_left / 60)

    @property
    def percent(self) -> int:
        """How far the newest report is, 0–100."""
        if self.newest is None:
            return 0
        return self.newest.job.progress if self.newest.state in UNFINISHED else 100


@dataclass(frozen=True)
class Progress:
    lines: tuple[Line, ...]

    @property
    def asked_for(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.newest)

    @property
    def finished(self) -> int:
        return sum(line.newest.state not in UNFINISHED for line in self.asked_for)

    @property
    def is_under_way(self) -> bool:
        return self.finished < len(self.asked_for)

    @property
    def waiting(self) -> int:
        """How many can still be stopped."""
        return sum(line.newest.state == ReportState.QUEUED for line in self.asked_for)

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes until every report is made; None when that is not known."""
        return max((line.minutes_left for line in self.asked_for if line.minutes_left is not None), default=None)


def progress_of(survey, participations) -> Progress:
    """One line for each of `participations`, in six queries whatever their number."""
    reports = Report.objects.analyses().filter(survey=survey, participation__in=participations)
    by_participation: dict[int, list[Report]] = {}
    for report in reports.select_related("job").defer("data").order_by("-number"):
        by_participation.setdefault(report.participation_id, []).append(report)
    submitted = {row.participation.pk: row.total.submitted for row in responses([survey], participations)}
    left = seconds_left(RENDER)
    return Progress(
        tuple(_line(row, submitted.get(row.pk, NONE), by_participation.get(row.pk, []), left) for row in participations)
    )


def _line(participation, submitted, reports, left):
    published = next((report for report in reports if report.state == ReportState.PUBLISHED), None)
    newest = next(iter(reports), None)
    return Line(participation, submitted, newest, published, left.get(newest.job_id) if newest else None)
