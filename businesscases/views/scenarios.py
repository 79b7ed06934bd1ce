"""The municipality's own scenarios: other values for some inputs, side by side with the expected ones."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from businesscases.actions import scenarios as actions
from businesscases.assembling import inputs_of
from businesscases.forms.scenarios import ScenarioForm
from businesscases.models import Case, Scenario
from businesscases.scenarios import inputs_with_values, values_of
from jobs.errors import Refused
from municipalities.access import Action, requires

RESULT = "businesscases:case_result"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def scenario_create(request, pk):
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    return _write(request, Scenario(case=case), {}, _("The scenario is added."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def scenario_edit(request, pk):
    scenario = get_object_or_404(Scenario.objects.within(request.reach).select_related("case"), pk=pk)
    return _write(request, scenario, values_of(scenario), _("The scenario is saved."))


@require_POST
@requires(Action.CASE_WRITE)
def scenario_delete(request, pk):
    scenario = get_object_or_404(Scenario.objects.within(request.reach), pk=pk)
    case_pk = scenario.case_id
    actions.delete_scenario(scenario=scenario, by=request.user)
    messages.success(request, _("The scenario is deleted."))
    return redirect(RESULT, case_pk)


def _write(request, scenario, values, done):
    inputs = inputs_with_values(inputs_of(scenario.case))
    form = ScenarioForm(request.POST or None, instance=scenario, inputs=inputs, values=values)
    if form.is_valid():
        try:
            over = form.cleaned_data["over"]
            actions.save_scenario(scenario=form.instance, over=over, values=form.values, by=request.user)
            messages.success(request, done)
            return redirect(RESULT, scenario.case_id)
        except Refused as refusal:
            form.add_error("name" if isinstance(refusal, actions.NameTaken) else None, str(refusal))
    context = {"form": form, "case": scenario.case, "scenario": scenario}
    return render(request, "businesscases/scenario_edit.html", context)
