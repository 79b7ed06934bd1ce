"""When a survey ended, and until when those who were in the middle may finish and their municipality submit."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from vignettes.models import Closing, Respondent, Survey, SurveyState

GRACE = timedelta(hours=24)


@dataclass(frozen=True)
class End:
    """The moment in local time; `closing` is what somebody did by hand, None when the day came."""

    at: datetime
    closing: Closing | None

    @property
    def finish_by(self) -> datetime:
        return self.at + GRACE


def end_of(survey: Survey) -> End | None:
    """The end that has come, by hand or by date, whichever was first. One query when it was closed by hand, else none.

    None while the survey takes answers, and for one of which nobody knows when it was closed.
    """
    closing = (
        survey.closings.standing().select_related("closed_by").first() if survey.state == SurveyState.CLOSED else None
    )
    ends = [End(timezone.localtime(closing.closed_at), closing)] if closing else []
    if survey.closes_on and survey.closes_on < timezone.localdate():
        ends.append(End(_midnight_after(survey.closes_on), closing))
    return min(ends, key=lambda end: end.at, default=None)


def finish_by(survey: Survey, respondent: Respondent) -> datetime | None:
    """Until when somebody who had started before the end may still answer; None if not, or if nothing has ended."""
    if respondent.started_at is None or (end := end_of(survey)) is None:
        return None
    return end.finish_by if respondent.started_at < end.at and timezone.now() < end.finish_by else None


def grace_of(survey: Survey) -> datetime | None:
    """While the survey has ended and its grace runs: until when. None before the end, and when all is over."""
    end = end_of(survey)
    return end.finish_by if end and timezone.now() < end.finish_by else None


def _midnight_after(day) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
