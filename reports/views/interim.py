"""Interim reports and the partnership's overview, which the secretariat makes besides the municipalities' reports."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Participation
from reports import actions
from reports.forms import InterimForm
from reports.models import UNFINISHED, Report, ReportKind
from vignettes.models import Survey


@require_safe
@requires(Action.REPORT_MAKE)
def interim_list(request, survey_pk):
    """The newest interim report of each municipality and the overviews, with a way to make more."""
    survey = _survey(request, survey_pk)
    reports = Report.objects.within(request.reach).filter(survey=survey).besides_analyses()
    lists = {"interim": [], "overviews": []}
    for report in reports.select_related("participation__municipality", "job", "survey__partnership").defer("data"):
        lists["overviews" if report.kind == ReportKind.OVERVIEW else "interim"].append(report)
    under_way = {name for name, rows in lists.items() if any(row.state in UNFINISHED for row in rows)}
    context = {"survey": survey, "under_way": under_way, **lists}
    if actions.is_interim(survey):
        context["form"] = InterimForm(participations=_participations(request, survey))
    return render(request, "reports/interim_list.html", context)


@require_POST
@requires(Action.REPORT_MAKE)
def interim_make(request, survey_pk):
    survey = _survey(request, survey_pk)
    form = InterimForm(request.POST, participations=_participations(request, survey))
    if not form.is_valid():
        messages.error(request, _("Choose a municipality that takes part in the survey."))
        return redirect("reports:interim_list", survey.pk)
    return _made(request, survey, form.cleaned_data["participation"], ReportKind.INTERIM)


@require_POST
@requires(Action.REPORT_MAKE)
def overview_make(request, survey_pk):
    return _made(request, _survey(request, survey_pk), None, ReportKind.OVERVIEW)


def _made(request, survey, participation, kind):
    try:
        report = actions.make(survey=survey, participation=participation, kind=kind, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("%(document)s for %(subject)s is being made. It shows here when it is finished.")
        messages.success(request, text % {"document": report.get_kind_display(), "subject": report.subject})
    return redirect("reports:interim_list", survey.pk)


def _survey(request, pk):
    return get_object_or_404(Survey.objects.within(request.reach).select_related("partnership"), pk=pk)


def _participations(request, survey):
    within = Participation.objects.within(request.reach).filter(partnership=survey.partnership_id)
    return within.current().select_related("municipality")
