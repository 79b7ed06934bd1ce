"""Making and publishing reports, with their progress."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Participation
from reports import actions
from reports.forms import MakeForm
from reports.models import Report
from reports.progress import progress_of
from vignettes.models import Survey


@require_safe
@requires(Action.REPORT_MAKE)
def report_overview(request, survey_pk):
    """Every municipality of a survey with its newest report."""
    survey = get_object_or_404(Survey.objects.within(request.reach).select_related("partnership"), pk=survey_pk)
    context = {"survey": survey, "progress": progress_of(survey, _participations(request, survey))}
    return render(request, "reports/report_overview.html", context)


@require_safe
@requires(Action.REPORT_MAKE)
def report_progress(request, survey_pk):
    """The table of the overview alone; the page asks for it until every report is finished."""
    survey = get_object_or_404(Survey.objects.within(request.reach), pk=survey_pk)
    context = {"survey": survey, "progress": progress_of(survey, _participations(request, survey))}
    return render(request, "reports/_progress.html", context)


@require_POST
@requires(Action.REPORT_MAKE)
def report_make(request, survey_pk):
    survey = get_object_or_404(Survey.objects.within(request.reach), pk=survey_pk)
    form = MakeForm(request.POST, participations=_participations(request, survey))
    if not form.is_valid():
        messages.error(request, _("Choose a municipality that takes part in the survey."))
        return redirect("reports:report_overview", survey.pk)
    try:
        made = actions.make_all(survey=survey, participations=form.chosen, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%(n)s report is being made.", "%(n)s reports are being made.", len(made))
        messages.success(request, text % {"n": len(made)})
    return redirect("reports:report_overview", survey.pk)


@require_POST
@requires(Action.REPORT_MAKE)
def report_stop(request, survey_pk):
    """Stop the reports that wait their turn."""
    survey = get_object_or_404(Survey.objects.within(request.reach), pk=survey_pk)
    stopped = actions.cancel_all(survey=survey, participations=_participations(request, survey), by=request.user)
    text = ngettext("%(n)s report was stopped.", "%(n)s reports were stopped.", stopped) % {"n": stopped}
    messages.success(request, text if stopped else _("No report was waiting any more."))
    return redirect("reports:report_overview", survey.pk)


@require_POST
@requires(Action.REPORT_MAKE)
def report_retry(request, pk):
    report = get_object_or_404(Report.objects.within(request.reach), pk=pk)
    try:
        actions.retry(report=report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:report_overview", report.survey_id)


@require_POST
@requires(Action.REPORT_PUBLISH)
def report_publish(request, pk):
    report = get_object_or_404(Report.objects.within(request.reach).select_related("participation"), pk=pk)
    try:
        actions.publish(report=report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The report is published, and its leaders get a mail."))
    return redirect("reports:workspace_show", report.pk)


def _participations(request, survey):
    within = Participation.objects.within(request.reach).filter(partnership=survey.partnership_id)
    return within.current().select_related("municipality")
