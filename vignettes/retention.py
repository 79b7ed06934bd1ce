"""When a survey's answers are cut loose from people, and what there still is to cut. Reads only."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from vignettes.models import Respondent, Retention, Survey
from vignettes.status import is_over

NOTICE = timedelta(days=14)
LONGEST_POSTPONEMENT = timedelta(days=365)


def retention_of(survey: Survey) -> Retention:
    """The survey's plan; an unsaved one with the usual days where nobody has decided anything."""
    return Retention.objects.select_related("postponed_by").filter(survey=survey).first() or Retention(survey=survey)


def planned_on(retention: Retention) -> date | None:
    """The day that the settings lead to; None while the survey has not closed."""
    if retention.counts_from is None:
        return None
    return max(retention.counts_from + timedelta(days=retention.days), retention.postponed_to or date.min)


def due_on(retention: Retention) -> date | None:
    """The planned day, but never before the notice that was given has run out."""
    planned = planned_on(retention)
    if planned is None or retention.warned_on is None:
        return planned
    return max(planned, retention.warned_on + NOTICE)


@dataclass(frozen=True)
class Preview:
    """What will happen and when. `due` is None while nobody has said when the survey closes."""

    retention: Retention
    due: date | None
    warning: date | None
    linked: int

    @property
    def is_counting(self) -> bool:
        """The survey has closed, so the days are running."""
        return self.retention.counts_from is not None


def preview_of(survey: Survey, today: date) -> Preview:
    retention = retention_of(survey)
    if retention.counts_from is None:
        retention.counts_from = closed_on(survey, today) or survey.closes_on
        due = planned_on(retention)
        retention.counts_from = None
    else:
        due = due_on(retention)
    warning = retention.warned_on or (due and max(due - NOTICE, today))
    if due and warning:
        due = max(due, warning + NOTICE)
    return Preview(retention, due, warning, Respondent.objects.linked().filter(survey=survey).count())


def closed_on(survey: Survey, today: date) -> date | None:
    """The day the survey closed, by its deadline or by hand; None while it takes answers."""
    if not is_over(survey, today):
        return None
    by_hand = survey.closings.standing().first()
    days = [timezone.localdate(by_hand.closed_at) if by_hand else today, survey.closes_on or today]
    return min(*days, today)
