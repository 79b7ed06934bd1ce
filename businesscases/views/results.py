"""What a case comes to, and how sure that is."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from businesscases.assembling import ASSUMPTIONS, inputs_of, schedules
from businesscases.forms.results import PurseForm
from businesscases.guide import guide
from businesscases.models import Case, Step
from businesscases.result_page import result_page
from businesscases.scenarios import scenarios_of
from businesscases.uncertainty_page import uncertainty_page
from municipalities.access import Action, reaches, requires


@require_safe
@requires(Action.CASE_VIEW)
def case_result(request, pk):
    """The figures of the case as people read them: the sentence first, and a section for each question.

    One of them can be read for each purse: `?kasse=state`.
    """
    case = get_object_or_404(Case.objects.within(request.reach).select_related(*ASSUMPTIONS), pk=pk)
    scenarios = scenarios_of(case)
    named = [(scenario.name, scenario.values) for scenario in scenarios]
    inputs = inputs_of(case, calculation=case.calculation)
    form = PurseForm(request.GET, inputs=inputs)
    context = {
        "case": case,
        "guide": guide(case, Step.RESULT),
        "page": result_page(inputs, named, schedules(), purses=(form.purse,)),
        "form": form,
        "scenarios": scenarios,
        "may_write": reaches(request.user, Action.CASE_WRITE, case),
    }
    return render(request, "businesscases/case_result.html", context)


@require_safe
@requires(Action.CASE_VIEW)
def case_uncertainty(request, pk):
    """Every input with its range, where it is changed, and what drives the result most."""
    case = get_object_or_404(Case.objects.within(request.reach).select_related(*ASSUMPTIONS), pk=pk)
    context = {
        "case": case,
        "guide": guide(case, Step.UNCERTAINTY),
        "page": uncertainty_page(inputs_of(case, calculation=case.calculation), case),
        "may_write": reaches(request.user, Action.CASE_WRITE, case),
    }
    return render(request, "businesscases/case_uncertainty.html", context)
