"""The steps of a case that are written in words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesscases.actions.cases import save_case
from businesscases.forms.steps import BasisForm, InterventionForm, ProblemForm, ProposalForm
from businesscases.guide import guide, onward
from businesscases.models import Case, Step
from businesscases.views.saving import saved
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

    def save(form):
        save_case(case=case, over=form.cleaned_data["over"], by=request.user, **form.texts)

    form = form_class(request.POST or None, initial=form_class.words_of(case))
    form, meanwhile = saved(form, save)
    if form is None:
        messages.success(request, _("The step is saved."))
        return redirect(onward(request.POST, step, case))
    context = {"form": form, "case": case, "guide": guide(case, step), "evidence": case.evidence.all()}
    return render(request, template, context | meanwhile)
