"""The effects of a case."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from businesscases.actions.effects import create_effect, delete_effect, save_effect
from businesscases.assembling import effect_of, inputs_of
from businesscases.forms.effects import EffectForm
from businesscases.guide import guide
from businesscases.models import Case, Effect, Step
from businesscases.netting import netted
from businesscases.panel import panel_of
from businesscases.views.saving import saved
from jobs.errors import Refused
from municipalities.access import Action, requires


@require_safe
@requires(Action.CASE_WRITE)
def case_effects(request, pk):
    """Every effect with what is left of it, and how one knows."""
    case = _case(request, pk)
    effects = [(effect, netted(effect_of(effect))) for effect in case.effects.prefetch_related("lines")]
    return render(request, "businesscases/case_effects.html", _page(case) | {"effects": effects})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def effect_create(request, pk):
    case = _case(request, pk)
    form = EffectForm(request.POST or None, initial={"version": 0})
    if form.is_valid():
        create_effect(case=case, by=request.user, **form.values)
        messages.success(request, _("The effect is saved."))
        return redirect("businesscases:case_effects", case.pk)
    return render(request, "businesscases/effect_create.html", _page(case) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def effect_edit(request, pk, effect_pk):
    case = _case(request, pk)
    effect = case.effects.filter(pk=effect_pk).first()
    if effect is None:
        return _deleted(request, case)

    def save(form):
        save_effect(effect=effect, version=form.cleaned_data["version"], by=request.user, **form.values)

    try:
        form, meanwhile = saved(EffectForm(request.POST or None, initial=EffectForm.words_of(effect)), save)
    except Effect.DoesNotExist:
        return _deleted(request, case)
    if form is None:
        messages.success(request, _("The effect is saved."))
        return redirect("businesscases:case_effects", case.pk)
    return render(request, "businesscases/effect_edit.html", _page(case) | meanwhile | {"form": form, "effect": effect})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def effect_delete(request, pk, effect_pk):
    case = _case(request, pk)
    effect = get_object_or_404(case.effects, pk=effect_pk)
    refusal = ""
    if request.method == "POST":
        try:
            delete_effect(effect=effect, by=request.user)
            messages.success(request, _("The effect is deleted."))
            return redirect("businesscases:case_effects", case.pk)
        except Refused as refused:
            refusal = str(refused)
    context = {"effect": effect, "lines": effect.lines.all(), "refusal": refusal}
    return render(request, "businesscases/effect_delete.html", _page(case) | context)


def _case(request, pk):
    return get_object_or_404(Case.objects.within(request.reach).select_related("calculation"), pk=pk)


def _page(case):
    return {"case": case, "guide": guide(case, Step.EFFECTS), "panel": panel_of(inputs_of(case))}


def _deleted(request, case):
    """What was typed into an effect that a colleague deleted meanwhile comes back in the form of a new one.

    The answer is the same whether another case has an effect of that number, so that nobody can count them.
    """
    if request.method != "POST":
        raise Http404
    form = EffectForm(request.POST)
    form.add_error(None, _("A colleague has deleted the effect meanwhile. Save, if it shall stand again."))
    return render(request, "businesscases/effect_create.html", _page(case) | {"form": form})
