"""How far the reports of a survey are."""

from collections import Counter
from dataclasses import dataclass

from municipalities.models import Participation
from reports.models import UNFINISHED, Report, ReportState
from vignettes.models import Respondent


@dataclass(frozen=True)
class Line:
    """One municipality, its newest report if there is one, and the newest published one."""

    participation: Participation
    submitted: int
    newest: Report | None
    published: Report | None

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


def progress_of(survey, participations) -> Progress:
    """One line for each of `participations`, in three queries whatever their number."""
    reports = Report.objects.filter(survey=survey, participation__in=participations)
    by_participation: dict[int, list[Report]] = {}
    for report in reports.select_related("job").defer("data").order_by("-number"):
        by_participation.setdefault(report.participation_id, []).append(report)
    people = Respondent.objects.filter(survey=survey).submitted().values_list("participation", flat=True)
    submitted = Counter(people)
    return Progress(tuple(_line(row, submitted[row.pk], by_participation.get(row.pk, [])) for row in participations))


def _line(participation, submitted, reports):
    published = (report for report in reports if report.state == ReportState.PUBLISHED)
    return Line(participation, submitted, next(iter(reports), None), next(published, None))
