"""How one sees whether a box of the theory of change comes true."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesscases.actions.theory import create_indicator, delete_indicator, save_indicator
from businesscases.forms.theory import IndicatorForm, MovedIndicatorForm
from businesscases.models import Indicator
from businesscases.views.saving import saved
from businesscases.views.theory import case_of, page, to_box
from jobs.errors import Refused
from municipalities.access import Action, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def indicator_create(request, pk, element_pk):
    case = case_of(request, pk)
    element = case.elements.filter(pk=element_pk).first()
    if element is None:
        return _moved(request, case)
    form = IndicatorForm(request.POST or None, initial={"version": 0})
    if indicator := form.is_valid() and _created(form, element, request.user):
        messages.success(request, _("The indicator is saved."))
        return to_box(indicator.element)
    return render(request, "businesscases/indicator_create.html", page(case) | {"form": form, "element": element})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def indicator_edit(request, pk, indicator_pk):
    case = case_of(request, pk)
    indicator = _indicators(case).filter(pk=indicator_pk).first()
    if indicator is None:
        return _moved(request, case)

    def save(form):
        save_indicator(indicator=indicator, version=form.cleaned_data["version"], by=request.user, **form.values)

    form, meanwhile = saved(IndicatorForm(request.POST or None, initial=IndicatorForm.words_of(indicator)), save)
    if form is None:
        messages.success(request, _("The indicator is saved."))
        return to_box(indicator.element)
    context = page(case) | meanwhile | {"form": form, "element": indicator.element, "indicator": indicator}
    return render(request, "businesscases/indicator_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def indicator_delete(request, pk, indicator_pk):
    case = case_of(request, pk)
    indicator = get_object_or_404(_indicators(case), pk=indicator_pk)
    if request.method == "POST":
        delete_indicator(indicator=indicator, by=request.user)
        messages.success(request, _("The indicator is deleted."))
        return to_box(indicator.element)
    return render(request, "businesscases/indicator_delete.html", page(case) | {"indicator": indicator})


def _indicators(case):
    return Indicator.objects.filter(element__case=case).select_related("element")


def _created(form, element, by):
    try:
        return create_indicator(element=element, by=by, **form.values)
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


def _moved(request, case):
    """What was typed comes back with a choice of the boxes there are, when a colleague has deleted its own meanwhile.

    The answer is the same whether another case has a box or indicator of that number, so that nobody can count them.
    """
    if request.method != "POST":
        raise Http404
    form = MovedIndicatorForm(request.POST, case=case)
    if indicator := form.is_valid() and _created(form, form.cleaned_data["element"], request.user):
        messages.success(request, _("The indicator is saved."))
        return to_box(indicator.element)
    if "element" not in request.POST:
        form.errors.pop("element", None)
        form.add_error(None, _("A colleague has deleted the box or the indicator meanwhile. Choose a box, and save."))
    return render(request, "businesscases/indicator_create.html", page(case) | {"form": form, "element": None})
