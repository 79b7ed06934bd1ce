"""How the field work goes: for the contact person the own municipality, for the secretariat all of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipalities.access import Action, may, reaches, requires
from municipalities.models import Participation
from vignettes.actions import targeting
from vignettes.followed import monitor_of
from vignettes.forms.targets import TargetForm
from vignettes.models import Survey


@require_safe
@requires(Action.SURVEY_MONITOR)
def survey_monitor(request, pk):
    survey, participations = _place(request, pk)
    only = participations[0] if len(participations) == 1 else None
    context = {
        "survey": survey,
        "monitor": monitor_of(survey, participations, _("All roles")),
        "now": timezone.localtime(),
        "remindable": only and reaches(request.user, Action.SURVEY_INVITE, only) and only,
        "may_aim": may(request.user, Action.SURVEY_REMIND) and _follows(request, survey),
    }
    return render(request, "vignettes/survey_monitor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_REMIND)
def target_edit(request, pk):
    survey, participations = _place(request, pk)
    if not _follows(request, survey):
        raise Http404
    agreed = {f"people_{row.participation_id}": row.people for row in survey.targets.all()}
    form = TargetForm(request.POST or None, participations=participations, initial=agreed)
    if form.is_valid():
        targeting.set_targets(survey=survey, people=form.people(), by=request.user)
        messages.success(request, _("The expected numbers are saved."))
        return redirect("vignettes:survey_monitor", pk)
    context = {"form": form, "survey": survey}
    return render(request, "vignettes/target_edit.html", context, status=422 if form.errors else 200)


def _place(request, pk):
    """The survey, and those of its municipalities that are within reach; 404 unless there is something to see."""
    survey = get_object_or_404(Survey.objects.shown_within(request.reach).select_related("partnership"), pk=pk)
    within = Participation.objects.within(request.reach).current().filter(partnership=survey.partnership_id)
    participations = list(within.select_related("municipality"))
    if not participations and not _follows(request, survey):
        raise Http404
    return survey, participations


def _follows(request, survey):
    return request.reach.assigned.filter(pk=survey.partnership_id).exists()
