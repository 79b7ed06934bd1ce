"""The theory of change of a case: the picture, and its boxes one by one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from businesscases.actions.theory import create_element, delete_element, move_element, save_element
from businesscases.forms.theory import QUESTIONS, ElementForm
from businesscases.gathering import element_of
from businesscases.guide import guide
from businesscases.models import Case, Part, Step, TheoryElement
from businesscases.theory_picture import theory_picture
from businesscases.views.saving import saved
from jobs.errors import Refused
from municipalities.access import Action, requires


@require_safe
@requires(Action.CASE_WRITE)
def case_theory(request, pk):
    """The picture, and a table of the same boxes in which they are changed."""
    case = case_of(request, pk)
    rows = list(case.elements.prefetch_related("leads_to", "indicators"))
    columns = [(part, QUESTIONS[part], [row for row in rows if row.part == part]) for part in Part]
    picture = theory_picture([element_of(row) for row in rows]) if rows else None
    return render(request, "businesscases/case_theory.html", page(case) | {"columns": columns, "picture": picture})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def element_create(request, pk):
    case, part = case_of(request, pk), request.GET.get("del", Part.INPUT)
    if part not in Part.values:
        raise Http404
    form = ElementForm(request.POST or None, case=case, part=part, initial={"version": 0})
    if form.is_valid():
        try:
            element = create_element(case=case, part=part, by=request.user, **form.values)
            messages.success(request, _("The box is saved."))
            return to_box(element)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "businesscases/element_create.html", page(case) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def element_edit(request, pk, element_pk):
    case = case_of(request, pk)
    element = case.elements.filter(pk=element_pk).first()
    if element is None:
        return _deleted(request, case)

    def save(form):
        save_element(element=element, version=form.cleaned_data["version"], by=request.user, **form.values)

    initial = ElementForm.words_of(element)
    try:
        form, meanwhile = saved(ElementForm(request.POST or None, case=case, part=element.part, initial=initial), save)
    except TheoryElement.DoesNotExist:
        return _deleted(request, case)
    if form is None:
        messages.success(request, _("The box is saved."))
        return to_box(element)
    context = page(case) | meanwhile | {"form": form, "element": element}
    return render(request, "businesscases/element_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def element_delete(request, pk, element_pk):
    case = case_of(request, pk)
    element = get_object_or_404(case.elements, pk=element_pk)
    if request.method == "POST":
        delete_element(element=element, by=request.user)
        messages.success(request, _("The box is deleted."))
        return _to(case.pk, f"part-{element.part}")
    context = page(case) | {"element": element, "indicators": element.indicators.all()}
    return render(request, "businesscases/element_delete.html", context)


@require_POST
@requires(Action.CASE_WRITE)
def element_move(request, pk, element_pk):
    case = case_of(request, pk)
    element = get_object_or_404(case.elements, pk=element_pk)
    move_element(element=element, is_up="up" in request.POST, by=request.user)
    return to_box(element)


def case_of(request, pk):
    return get_object_or_404(Case.objects.within(request.reach).select_related("calculation"), pk=pk)


def to_box(element):
    """Back to the page at the box that was worked on: it is long, and most people go on beside it."""
    return _to(element.case_id, f"felt-{element.pk}")


def _to(case_pk, place):
    return redirect(f"{reverse('businesscases:case_theory', args=[case_pk])}#{place}")


def page(case):
    return {"case": case, "guide": guide(case, Step.THEORY)}


def _deleted(request, case):
    """What was typed into a box that a colleague deleted meanwhile comes back in the form of a new one.

    The answer is the same whether another case has a box of that number, so that nobody can count them.
    """
    part = request.GET.get("del")
    if request.method != "POST" or part not in Part.values:
        raise Http404
    form = ElementForm(request.POST, case=case, part=part)
    form.add_error(None, _("A colleague has deleted the box meanwhile. Save, if it shall stand again."))
    return render(request, "businesscases/element_create.html", page(case) | {"form": form})
