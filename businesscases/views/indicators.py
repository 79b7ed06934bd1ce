"""How one sees whether a box of the theory of change comes true."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesscases.actions.theory import create_indicator, delete_indicator, save_indicator
from businesscases.forms.theory import IndicatorForm
from businesscases.models import Indicator
from businesscases.views.saving import saved
from businesscases.views.theory import case_of, page
from jobs.errors import Refused
from municipalities.access import Action, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def indicator_create(request, pk, element_pk):
    case = case_of(request, pk)
    element = get_object_or_404(case.elements, pk=element_pk)
    form = IndicatorForm(request.POST or None, initial={"version": 0})
    if form.is_valid():
        try:
            create_indicator(element=element, by=request.user, **form.values)
            messages.success(request, _("The indicator is saved."))
            return redirect("businesscases:case_theory", case.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "businesscases/indicator_create.html", page(case) | {"form": form, "element": element})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def indicator_edit(request, pk, indicator_pk):
    case, indicator = case_of(request, pk), _indicator(request, pk, indicator_pk)

    def save(form):
        save_indicator(indicator=indicator, version=form.cleaned_data["version"], by=request.user, **form.values)

    form, meanwhile = saved(IndicatorForm(request.POST or None, initial=IndicatorForm.words_of(indicator)), save)
    if form is None:
        messages.success(request, _("The indicator is saved."))
        return redirect("businesscases:case_theory", case.pk)
    context = page(case) | meanwhile | {"form": form, "element": indicator.element, "indicator": indicator}
    return render(request, "businesscases/indicator_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def indicator_delete(request, pk, indicator_pk):
    case, indicator = case_of(request, pk), _indicator(request, pk, indicator_pk)
    if request.method == "POST":
        delete_indicator(indicator=indicator, by=request.user)
        messages.success(request, _("The indicator is deleted."))
        return redirect("businesscases:case_theory", case.pk)
    return render(request, "businesscases/indicator_delete.html", page(case) | {"indicator": indicator})


def _indicator(request, pk, indicator_pk):
    found = Indicator.objects.within(request.reach).filter(element__case=pk).select_related("element")
    return get_object_or_404(found, pk=indicator_pk)
