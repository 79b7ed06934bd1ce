"""The steps of a case that are written in words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesscases.actions import cases as actions
from businesscases.forms.steps import BasisForm, InterventionForm, ProblemForm, ProposalForm
from businesscases.guide import guide, onward
from businesscases.models import Case, Step
from municipalities.access import Action, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_problem(request, pk):
    return _write(request, pk, Step.PROBLEM, ProblemForm, "businesscases/case_problem.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_intervention(request, pk):
    return _write(request, pk, Step.INTERVENTION, InterventionForm, "businesscases/case_intervention.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_basis(request, pk):
    return _write(request, pk, Step.BASIS, BasisForm, "businesscases/case_basis.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_proposal(request, pk):
    return _write(request, pk, Step.PROPOSAL, ProposalForm, "businesscases/case_proposal.html")


def _write(request, pk, step, form_class, template):
    case = get_object_or_404(Case.objects.within(request.reach).select_related("calculation"), pk=pk)
    form = form_class(request.POST or None, initial=form_class.words_of(case))
    context = {"case": case}
    if form.is_valid():
        try:
            actions.save_case(case=case, over=form.cleaned_data["over"], by=request.user, **form.texts)
            messages.success(request, _("The step is saved."))
            return redirect(onward(request.POST, step, case))
        except actions.Stale as stale:
            context |= {"current": stale.current, "meanwhile": form.beside(stale.current)}
            form = form.over_again(stale.current)
            form.add_error(None, str(stale))
    context |= {"form": form, "guide": guide(case, step), "evidence": case.evidence.all()}
    return render(request, template, context)
