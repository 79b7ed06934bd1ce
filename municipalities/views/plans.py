"""The parts of a partnership: its phases and groups."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipalities.access import Action, requires
from municipalities.actions import partnerships as actions
from municipalities.forms import carried_out
from municipalities.forms.partnerships import GroupForm, PhaseForm
from municipalities.models import Group, Partnership, Phase


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def phase_create(request, pk):
    partnership = get_object_or_404(Partnership.objects.within(request.reach), pk=pk)
    last = partnership.phases.last()
    phase = Phase(partnership=partnership, number=last.number + 1 if last else 1)
    form = PhaseForm(request.POST or None, instance=phase)
    if form.is_valid():
        actions.save_phase(phase=form.save(commit=False), by=request.user)
        messages.success(request, _("The phase is saved."))
        return redirect("municipalities:partnership_show", pk)
    return render(request, "municipalities/phase_create.html", {"form": form, "partnership": partnership})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def phase_edit(request, pk):
    phase = get_object_or_404(Phase.objects.within(request.reach).select_related("partnership"), pk=pk)
    form = PhaseForm(request.POST or None, instance=phase)
    if form.is_valid():
        actions.save_phase(phase=form.save(commit=False), by=request.user)
        messages.success(request, _("The phase is saved."))
        return redirect("municipalities:partnership_show", phase.partnership_id)
    return render(request, "municipalities/phase_edit.html", {"form": form, "phase": phase})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def phase_delete(request, pk):
    phase = get_object_or_404(Phase.objects.within(request.reach).select_related("partnership"), pk=pk)
    if request.method == "POST":
        actions.delete_phase(phase=phase, by=request.user)
        messages.success(request, _("The phase is deleted."))
        return redirect("municipalities:partnership_show", phase.partnership_id)
    return render(request, "municipalities/phase_delete.html", {"phase": phase})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def group_create(request, pk):
    partnership = get_object_or_404(Partnership.objects.within(request.reach), pk=pk)
    form = GroupForm(request.POST or None, instance=Group(partnership=partnership))
    if form.is_valid() and carried_out(form, actions.save_group, group=form.save(commit=False), by=request.user):
        messages.success(request, _("The group is saved."))
        return redirect("municipalities:partnership_show", pk)
    return render(request, "municipalities/group_create.html", {"form": form, "partnership": partnership})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def group_edit(request, pk):
    group = get_object_or_404(Group.objects.within(request.reach).select_related("partnership"), pk=pk)
    form = GroupForm(request.POST or None, instance=group)
    if form.is_valid() and carried_out(form, actions.save_group, group=form.save(commit=False), by=request.user):
        messages.success(request, _("The group is saved."))
        return redirect("municipalities:partnership_show", group.partnership_id)
    return render(request, "municipalities/group_edit.html", {"form": form, "group": group})
