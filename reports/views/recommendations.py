"""The secretariat's recommendations to one municipality, written beside the draft of its report."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from municipalities.access import Action, requires
from reports import actions, packages
from reports.forms import RecommendationForm, RejectForm, TakenForm, TakeOverForm
from reports.models import Recommendation, Report, SuggestionDecision
from reports.proposals import propose
from reports.workspace import address


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
    return redirect(address(report, "recommendations"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.RECOMMENDATION_WRITE)
def proposal_list(request, report_pk):
    """Every suggestion from the figures, what became of it, and a way to reject it."""
    report = get_object_or_404(_reports(request), pk=report_pk, data__isnull=False)
    proposals = propose(packages.opened(report.data))
    form = RejectForm(request.POST or None, proposals=proposals)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.reject_suggestion(report=report, proposal=form.chosen, reason=reason, by=request.user)
        messages.success(request, _("The suggestion is rejected, and the reason is kept."))
        return redirect("reports:proposal_list", report.pk)
    decided = SuggestionDecision.objects.within(request.reach).beside(report)
    decisions = list(decided.select_related("by", "recommendation"))
    rows = [_row(row, form, proposals, decisions) for row in proposals]
    earlier = [row for row in decisions if row.key not in form.proposals]
    return render(request, "reports/proposal_list.html", {"report": report, "rows": rows, "earlier": earlier})


def _row(proposal, form, proposals, decisions):
    """A proposal with its trail and its own form; the form that was sent stands where it was sent from."""
    own = form if form.is_bound and form.data.get("proposal") == proposal.key else None
    blank = RejectForm(proposals=proposals, initial={"proposal": proposal.key}, auto_id=f"id_{proposal.anchor}_%s")
    trail = [row for row in decisions if row.key == proposal.key]
    return {"proposal": proposal, "trail": trail, "form": own or blank}


def _reports(request):
    return Report.objects.within(request.reach).analyses().select_related("participation__municipality", "survey")


def _recommendation(request, report, pk):
    own = Recommendation.objects.within(request.reach).filter(survey=report.survey, participation=report.participation)
    return get_object_or_404(own, pk=pk)


def _written(request, report, recommendation, template):
    """The form with the proposals beside it; taking one over saves nothing."""
    proposals = propose(packages.opened(report.data)) if report.data else ()
    form = RecommendationForm(request.POST or None, instance=recommendation)
    taken = TakenForm(request.POST, proposals=proposals).chosen
    taking = TakeOverForm(request.POST, proposals=proposals)
    if taking.is_valid():
        form = RecommendationForm(initial=taking.taken_over(request.POST), instance=recommendation)
        taken.append(taking.chosen)
    elif form.is_valid():
        return _saved(request, form, report, taken)
    context = {"form": form, "report": report, "proposals": proposals}
    context["taken"] = TakenForm(initial={"taken": [row.key for row in taken]}, proposals=proposals)
    return render(request, template, context)


def _saved(request, form, report, taken):
    actions.save_recommendation(
        recommendation=form.save(commit=False),
        survey=report.survey,
        participation=report.participation,
        by=request.user,
        report=report,
        taken=taken,
    )
    messages.success(request, _("The recommendation is saved."))
    return redirect(address(report, "recommendations"))
