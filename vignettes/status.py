"""How far a survey is: people per municipality and role, as pages may tell it (hiding.py), never who has answered."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from municipalities.models import Participation
from vignettes.hiding import Count as People
from vignettes.hiding import Reached, Steps, in_all, shown
from vignettes.models import Respondent, RespondentRole, Submission, Survey, SurveyState


@dataclass(frozen=True)
class Response:
    """What one municipality has done with one survey. `submission` is the standing one, if there is one."""

    survey: Survey
    participation: Participation
    by_role: dict[str, Steps]
    submission: Submission | None

    @property
    def total(self) -> Steps:
        return in_all(self.by_role.values())

    @property
    def roles(self) -> list[tuple[str, Steps]]:
        """(name of the role, counts) for every role, also those that nobody has been invited in."""
        return [(role.label, self.by_role.get(role, Steps())) for role in RespondentRole]


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


def in_words(people: People) -> str:
    """A number of people as every page writes it."""
    if people.is_exact:
        return str(people.most)
    if people.is_few:
        return _("under 3")
    numbers = {"least": people.least, "most": people.most}
    return _("%(least)s–%(most)s") % numbers if people.least else _("at most %(most)s") % numbers


def is_over(survey: Survey, today: date) -> bool:
    return survey.state == SurveyState.CLOSED or bool(survey.closes_on and survey.closes_on < today)


def why_closed(survey: Survey, today: date) -> str:
    """Why the survey takes no answers today, as a sentence; "" while it does."""
    if survey.state == SurveyState.DRAFT:
        return _("The survey has not opened yet.")
    if not is_over(survey, today):
        return ""
    return _("The survey is closed.") if survey.state == SurveyState.CLOSED else _("The survey's deadline has passed.")


def people_in(survey: Survey) -> Steps:
    """Everybody in all municipalities of the survey."""
    participations = Participation.objects.filter(pk__in=survey.respondents.order_by().values("participation"))
    return in_all(response.total for response in responses([survey], participations))


def _counted(surveys, participations):
    rows = (
        Respondent.objects.invited()
        .filter(survey__in=surveys, participation__in=participations)
        .order_by()
        .values_list("survey", "participation", "role", "by_log_in")
        .annotate(
            people=Count("pk"),
            opened=Count("pk", filter=Q(started_at__isnull=False) | Q(submitted_at__isnull=False)),
            submitted=Count("submitted_at"),
        )
    )
    counted = defaultdict(lambda: defaultdict(Steps))
    for survey, participation, role, by_log_in, people, opened, submitted in rows:
        told = shown(Reached(None if by_log_in else people, opened, submitted, submitted))
        counted[survey, participation][role] += replace(told, started=None)
    return counted
