"""How far a survey is: people per municipality and role, counted. Who has answered is never told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from municipalities.models import Participation
from vignettes.models import Respondent, RespondentRole, Submission, Survey, SurveyState


@dataclass(frozen=True)
class Counts:
    """People: `started` includes those who have `submitted`, `invited` includes those who have started."""

    invited: int = 0
    started: int = 0
    submitted: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.invited + other.invited, self.started + other.started, self.submitted + other.submitted)

    @property
    def unfinished(self) -> int:
        return self.invited - self.submitted


@dataclass(frozen=True)
class Response:
    """What one municipality has done with one survey. `submission` is the standing one, if there is one."""

    survey: Survey
    participation: Participation
    by_role: dict[str, Counts]
    submission: Submission | None

    @property
    def total(self) -> Counts:
        return sum(self.by_role.values(), Counts())

    @property
    def roles(self) -> list[tuple[str, Counts]]:
        """(name of the role, counts) for every role, also those that nobody has been invited in."""
        return [(role.label, self.by_role.get(role, Counts())) for role in RespondentRole]


def responses(surveys, participations) -> list[Response]:
    """Every survey with every participation of its partnership, in the order given. Two queries beside the two lists.

    `participations` is what the viewer may see: nothing outside it is counted.
    """
    surveys, participations = list(surveys), list(participations)
    counted = _counted(surveys, participations)
    standing = {
        (row.survey_id, row.participation_id): row
        for row in Submission.objects.standing()
        .filter(survey__in=surveys, participation__in=participations)
        .select_related("submitted_by")
    }
    return [
        Response(survey, one, counted[survey.pk, one.pk], standing.get((survey.pk, one.pk)))
        for survey in surveys
        for one in participations
        if one.partnership_id == survey.partnership_id
    ]


def is_over(survey: Survey, today: date) -> bool:
    return survey.state == SurveyState.CLOSED or bool(survey.closes_on and survey.closes_on < today)


def why_closed(survey: Survey, today: date) -> str:
    """Why the survey takes no answers today, as a sentence; "" while it does."""
    if survey.state == SurveyState.DRAFT:
        return _("The survey has not opened yet.")
    if not is_over(survey, today):
        return ""
    return _("The survey is closed.") if survey.state == SurveyState.CLOSED else _("The survey's deadline has passed.")


def _counted(surveys, participations):
    rows = (
        Respondent.objects.invited()
        .filter(survey__in=surveys, participation__in=participations)
        .order_by()
        .values_list("survey", "participation", "role")
        .annotate(
            invited=Count("pk"),
            started=Count("pk", filter=Q(started_at__isnull=False) | Q(submitted_at__isnull=False)),
            submitted=Count("submitted_at"),
        )
    )
    counted = defaultdict(dict)
    for survey, participation, role, *numbers in rows:
        counted[survey, participation][role] = Counts(*numbers)
    return counted
