"""Starting a business case from a finding: the request names the finding, what it says comes from the report."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobs.errors import Refused
from municipalities.access import Action, requires
from reports import actions, evidence, packages, presentation
from reports.forms import StartCaseForm
from reports.models import SEEN_BY_MUNICIPALITY, Report


@require_POST
@requires(Action.CASE_START)
def case_start(request, pk):
    reports = Report.objects.within(request.reach).analyses().filter(state__in=SEEN_BY_MUNICIPALITY)
    report = get_object_or_404(reports.select_related("participation__municipality", "survey"), pk=pk)
    form = StartCaseForm(request.POST, quotes=evidence.quotes(presentation.present(packages.opened(report.data))))
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["finding"]))
        return redirect("reports:report_show", report.pk)
    try:
        case, is_new = actions.start_case(report=report, quote=form.chosen, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:report_show", report.pk)
    told = _(
        "The business case is started, and the finding follows along. "
        "Give it a title of its own, and describe the problem."
    )
    messages.success(request, told if is_new else _("A business case has been started from this finding already."))
    return redirect(case)
