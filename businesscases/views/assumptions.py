"""What a case is calculated from."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesscases.actions.assumptions import save_assumptions
from businesscases.assembling import inputs_of
from businesscases.forms.assumptions import AssumptionsForm
from businesscases.guide import guide
from businesscases.models import Case
from businesscases.panel import panel_of
from businesscases.views.saving import saved
from municipalities.access import Action, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_assumptions(request, pk):
    cases = Case.objects.within(request.reach).select_related("calculation__schedule")
    case = get_object_or_404(cases, pk=pk)

    def save(form):
        save_assumptions(case=case, version=form.cleaned_data["version"], by=request.user, **form.values)

    initial = AssumptionsForm.words_of(case.calculation)
    form, meanwhile = saved(AssumptionsForm(request.POST or None, initial=initial), save)
    if form is None:
        messages.success(request, _("The assumptions are saved."))
        return redirect("businesscases:case_assumptions", case.pk)
    context = {"form": form, "case": case, "guide": guide(case), "schedule": case.calculation.schedule}
    context["panel"] = panel_of(inputs_of(case))
    return render(request, "businesscases/case_assumptions.html", context | meanwhile)
