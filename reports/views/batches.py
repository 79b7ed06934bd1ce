"""All municipalities of a survey on their way to publication, and one step for all of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Participation
from reports import actions, batches
from reports.forms import AssignForm, BatchForm
from reports.models import ReportState
from vignettes.models import Survey


@require_safe
@requires(Action.REPORT_REVIEW)
def review_overview(request, survey_pk):
    """Who writes, who reviews, and how far each draft is."""
    survey = _survey(request, survey_pk)
    form = AssignForm(partnership=survey.partnership)
    reports = batches.newest(survey, _participations(request, survey))
    return render(request, "reports/review_overview.html", {"survey": survey, "reports": reports, "form": form})


@require_POST
@requires(Action.REPORT_REVIEW)
def review_assign_all(request, survey_pk):
    """The same author and reviewer for every draft."""
    survey = _survey(request, survey_pk)
    reports = batches.newest(survey, _participations(request, survey))
    form = AssignForm(request.POST, partnership=survey.partnership)
    if not form.is_valid():
        return render(request, "reports/review_overview.html", {"survey": survey, "reports": reports, "form": form})
    drafts = [report for report in reports if report.state == ReportState.DRAFT]
    try:
        actions.assign_all(reports=drafts, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%(n)s draft has its two people.", "%(n)s drafts have their two people.", len(drafts))
        messages.success(request, text % {"n": len(drafts)})
    return redirect("reports:review_overview", survey.pk)


@require_POST
@requires(Action.REPORT_REVIEW)
def review_batch(request, survey_pk):
    """One step for all drafts, with what became of each. Sent twice it does nothing new."""
    survey = _survey(request, survey_pk)
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what to do with the drafts."))
        return redirect("reports:review_overview", survey.pk)
    people = _participations(request, survey)
    step = form.cleaned_data["step"]
    results = batches.run(step=step, survey=survey, participations=people, by=request.user)
    return render(request, "reports/review_batch.html", {"survey": survey, "results": results})


def _survey(request, pk):
    return get_object_or_404(Survey.objects.within(request.reach).select_related("partnership"), pk=pk)


def _participations(request, survey):
    return Participation.objects.within(request.reach).filter(partnership=survey.partnership_id).current()
