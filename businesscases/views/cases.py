"""A municipality's business cases."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from businesscases.actions import cases as actions
from businesscases.forms.cases import NewCaseForm
from businesscases.front import remembered_panel
from businesscases.guide import guide
from businesscases.models import Case
from businesscases.quality import remembered_checklist
from municipalities.access import Action, may, reaches, requires
from municipalities.models import Municipality

PER_PAGE = 25


@require_safe
@requires(Action.CASE_VIEW)
def case_list(request):
    """The own municipality's cases, the one that was changed last first."""
    cases = Case.objects.within(request.reach).select_related("municipality", "changed_by")
    context = {
        "page": Paginator(cases.prefetch_related("evidence"), PER_PAGE).get_page(request.GET.get("side")),
        "is_several": Municipality.objects.within(request.reach).count() > 1,
        "may_write": may(request.user, Action.CASE_WRITE),
        "may_start": may(request.user, Action.CASE_START),
    }
    return render(request, "businesscases/case_list.html", context)


@require_safe
@requires(Action.CASE_VIEW)
def case_show(request, pk):
    """The front of the case: what it comes to, what it says and rests on, and what is still to be found out."""
    people = ("municipality", "participation__partnership", "created_by", "changed_by", "calculation")
    case = get_object_or_404(Case.objects.within(request.reach).select_related(*people), pk=pk)
    context = {
        "case": case,
        "guide": guide(case, comments=case.comments.open_by_step()),
        "evidence": case.evidence.all(),
        "panel": remembered_panel(case),
        "checklist": remembered_checklist(case),
        "may_write": reaches(request.user, Action.CASE_WRITE, case),
        "may_read_report": reaches(request.user, Action.REPORT_READ, case),
        "may_share": reaches(request.user, Action.CASE_SHARE, case),
    }
    return render(request, "businesscases/case_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_create(request):
    """A case that begins with an idea instead of a finding."""
    form = NewCaseForm(request.POST or None, municipalities=Municipality.objects.within(request.reach))
    if form.is_valid():
        case = actions.create_case(municipality=form.chosen, by=request.user, **form.texts)
        messages.success(request, _("The business case is started."))
        return redirect(case)
    return render(request, "businesscases/case_create.html", {"form": form})
