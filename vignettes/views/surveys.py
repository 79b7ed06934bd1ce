"""Following the surveys: which there are, and how far the municipalities are."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipalities.access import Action, may, requires
from municipalities.models import Participation
from vignettes.ending import end_of
from vignettes.hiding import Steps, in_all
from vignettes.models import RespondentRole, Survey
from vignettes.own import own_answerings
from vignettes.status import responses


@require_safe
@requires(Action.SURVEY_VIEW)
def survey_list(request):
    surveys = list(Survey.objects.shown_within(request.reach).select_related("partnership"))
    followed = responses(surveys, _participations(request))
    own = {answering.survey.pk: answering for answering in own_answerings(request.user)}
    rows = [
        {
            "survey": survey,
            "responses": (parts := [part for part in followed if part.survey == survey]),
            "total": in_all(part.total for part in parts),
            "submissions": sum(part.submission is not None for part in parts),
            "own": own.get(survey.pk),
        }
        for survey in surveys
    ]
    context = {"rows": rows, "may_build": may(request.user, Action.SURVEY_BUILD)}
    return render(request, "vignettes/survey_list.html", context)


@require_safe
@requires(Action.SURVEY_VIEW)
def survey_show(request, pk):
    """Every municipality within reach in one table; those who see only one get its own page at once."""
    survey = get_object_or_404(Survey.objects.shown_within(request.reach).select_related("partnership"), pk=pk)
    parts = responses([survey], _participations(request).filter(partnership=survey.partnership_id))
    follows_all = request.reach.assigned.filter(pk=survey.partnership_id).exists()
    if not parts and not follows_all:
        raise Http404
    if len(parts) == 1 and not follows_all:
        return redirect("vignettes:response_show", survey.pk, parts[0].participation.pk)
    context = {
        "survey": survey,
        "may_build": follows_all and may(request.user, Action.SURVEY_BUILD),
        "may_monitor": may(request.user, Action.SURVEY_MONITOR),
        "may_remind": follows_all and may(request.user, Action.SURVEY_REMIND),
        "responses": parts,
        "submission_count": sum(part.submission is not None for part in parts),
        "total": in_all(part.total for part in parts),
        "role_names": RespondentRole.labels,
        "may_keep": follows_all and may(request.user, Action.SURVEY_KEEP),
        "may_export": follows_all and may(request.user, Action.SURVEY_EXPORT),
        "role_totals": [in_all(part.by_role.get(role, Steps()) for part in parts) for role in RespondentRole],
    }
    return render(request, "vignettes/survey_show.html", context | _about_end(request, survey, follows_all))


def _about_end(request, survey, follows_all):
    """Whether and how it ended; for those who work with the partnership also what was closed and reopened earlier."""
    earlier = survey.closings.exclude(reopened_at=None).select_related("closed_by", "reopened_by")
    may_close = follows_all and may(request.user, Action.SURVEY_CLOSE)
    return {
        "end": end_of(survey),
        "now": timezone.now(),
        "may_close": may_close,
        "closings": earlier if follows_all else [],
    }


def _participations(request):
    return Participation.objects.within(request.reach).current().select_related("municipality")
