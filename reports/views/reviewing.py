"""The way of a draft to publication: author, reviewer, their steps, and the withdrawal of what was published."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from reports import actions, comparison
from reports.forms import AssignForm, ReasonForm, WithdrawForm
from reports.models import Report, ReportState


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REPORT_WRITE)
def review_assign(request, report_pk):
    """Who writes and who reviews."""
    report = _report(request, report_pk)
    chosen = {"author": report.review.author, "reviewer": report.review.reviewer} if _has_review(report) else {}
    form = AssignForm(request.POST or None, partnership=report.survey.partnership, initial=chosen)
    if form.is_valid():
        return _done(request, report, actions.assign, _("Author and reviewer are chosen."), **form.cleaned_data)
    return render(request, "reports/review_assign.html", {"form": form, "report": report})


@require_POST
@requires(Action.REPORT_WRITE)
def review_hand_over(request, report_pk):
    return _done(request, _report(request, report_pk), actions.hand_over, _("The report is handed over for review."))


@require_POST
@requires(Action.REPORT_REVIEW)
def review_approve(request, report_pk):
    return _done(request, _report(request, report_pk), actions.approve, _("The report is approved for publication."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REPORT_REVIEW)
def review_return(request, report_pk):
    """Back to the author, with the reason."""
    report = _report(request, report_pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        return _done(request, report, actions.send_back, _("The report is returned."), **form.cleaned_data)
    return render(request, "reports/review_return.html", {"form": form, "report": report})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REPORT_WITHDRAW)
def report_withdraw(request, pk):
    """Take a published report back with a reason, and perhaps publish an approved draft instead."""
    report = _report(request, pk)
    drafts = Report.objects.within(request.reach).beside(report).filter(state=ReportState.DRAFT)
    form = WithdrawForm(request.POST or None, drafts=drafts.defer("data"))
    if form.is_valid():
        told = _("The report is withdrawn, and its leaders get a mail.")
        return _done(request, report, actions.withdraw, told, **form.cleaned_data)
    return render(request, "reports/report_withdraw.html", {"form": form, "report": report})


@require_safe
@requires(Action.REPORT_WRITE)
def report_compare(request, pk):
    """Texts and key figures beside those of the version before."""
    report = get_object_or_404(Report.objects.within(request.reach).analyses().written(), pk=pk)
    others = Report.objects.within(request.reach).beside(report)
    before = others.filter(number__lt=report.number, data__isnull=False).order_by("-number").first()
    context = {"report": report, "before": before}
    if before:
        context["comparison"] = comparison.compare(before.data, report.data)
    return render(request, "reports/report_compare.html", context)


def _report(request, pk):
    return get_object_or_404(Report.objects.within(request.reach).written(), pk=pk)


def _has_review(report):
    return hasattr(report, "review")


def _done(request, report, action, said, **facts):
    """Do it, say it, and go back to the workspace; a refusal is said instead."""
    try:
        action(report=report, by=request.user, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("reports:workspace_show", report.pk)
