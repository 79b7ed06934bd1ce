"""The secretariat's recommendations to one municipality, written beside the draft of its report."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from municipalities.access import Action, requires
from reports import actions, packages
from reports.forms import RecommendationForm, TakeOverForm
from reports.models import Recommendation, Report
from reports.proposals import propose


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.RECOMMENDATION_WRITE)
def recommendation_create(request, report_pk):
    report = get_object_or_404(_reports(request), pk=report_pk)
    return _written(request, report, Recommendation(), "reports/recommendation_create.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.RECOMMENDATION_WRITE)
def recommendation_edit(request, report_pk, pk):
    report = get_object_or_404(_reports(request), pk=report_pk)
    return _written(request, report, _recommendation(request, report, pk), "reports/recommendation_edit.html")


@require_POST
@requires(Action.RECOMMENDATION_WRITE)
def recommendation_delete(request, report_pk, pk):
    report = get_object_or_404(_reports(request), pk=report_pk)
    actions.delete_recommendation(recommendation=_recommendation(request, report, pk))
    messages.success(request, _("The recommendation is deleted."))
    return redirect("reports:report_show", report.pk)


def _reports(request):
    return Report.objects.within(request.reach).select_related("participation__municipality", "survey")


def _recommendation(request, report, pk):
    own = Recommendation.objects.within(request.reach).filter(survey=report.survey, participation=report.participation)
    return get_object_or_404(own, pk=pk)


def _written(request, report, recommendation, template):
    """The form with the proposals beside it; taking one over saves nothing."""
    proposals = propose(packages.opened(report.data)) if report.data else ()
    form = RecommendationForm(request.POST or None, instance=recommendation)
    taking = TakeOverForm(request.POST, proposals=proposals)
    if taking.is_valid():
        form = RecommendationForm(initial=taking.taken_over(request.POST), instance=recommendation)
    elif form.is_valid():
        return _saved(request, form, report)
    return render(request, template, {"form": form, "report": report, "proposals": proposals})


def _saved(request, form, report):
    actions.save_recommendation(
        recommendation=form.save(commit=False),
        survey=report.survey,
        participation=report.participation,
        by=request.user,
    )
    messages.success(request, _("The recommendation is saved."))
    return redirect("reports:report_show", report.pk)
