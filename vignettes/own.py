"""The surveys that one person may answer signed in, and how far the person has come with each."""

from dataclasses import dataclass

from django.utils import timezone

from municipalities.access import Action, reach_of
from vignettes.ending import finish_by
from vignettes.models import Respondent, Submission, Survey, SurveyState
from vignettes.status import why_closed


@dataclass(frozen=True)
class OwnAnswering:
    """`respondent` is None before the start; `is_open` says whether answers are still accepted from this person."""

    survey: Survey
    respondent: Respondent | None
    is_open: bool

    @property
    def is_submitted(self) -> bool:
        return bool(self.respondent and self.respondent.submitted_at)

    @property
    def is_started(self) -> bool:
        return bool(self.respondent and self.respondent.started_at)


def own_answerings(user) -> list[OwnAnswering]:
    """Surveys of the own municipality, newest first; drafts and withdrawn invitations are left out."""
    reach = reach_of(user, Action.SURVEY_ANSWER)
    places = dict(reach.participations.current().values_list("partnership", "pk"))
    surveys = Survey.objects.filter(partnership__in=places).exclude(state=SurveyState.DRAFT)
    if not (surveys := list(surveys.select_related("partnership"))):
        return []
    mine = {row.survey_id: row for row in Respondent.objects.filter(survey__in=surveys, user=user)}
    submitted = set(
        Submission.objects.standing()
        .filter(survey__in=surveys, participation__in=places.values())
        .values_list("survey", "participation")
    )
    today = timezone.localdate()
    return [
        OwnAnswering(
            survey,
            mine.get(survey.pk),
            _takes_answers(survey, mine.get(survey.pk), today)
            and (survey.pk, places[survey.partnership_id]) not in submitted,
        )
        for survey in surveys
        if not (survey.pk in mine and mine[survey.pk].revoked_at)
    ]


def _takes_answers(survey, respondent, today):
    return not why_closed(survey, today) or bool(respondent and finish_by(survey, respondent))
