"""The stages of a case: what lacks before the next one, who decided, and the snapshots they rest on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from businesscases.actions import decisions as actions
from businesscases.actions.snapshots import take_snapshot
from businesscases.economics.flows import InvalidInput
from businesscases.forms.together import DecideForm, NotedForm, SnapshotForm
from businesscases.models import Case, Decision, Snapshot
from businesscases.staging import decision_log, options, stage_path, way_on
from businesscases.standing import standing_of
from jobs.errors import Refused
from municipalities.access import Action, reaches, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_decide(request, pk):
    """Where the case stands, what lacks before it can go on, and every decision so far."""
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    is_leader = reaches(request.user, Action.CASE_DECIDE, case)
    form = DecideForm(request.POST or None, initial=_fresh(case))
    if form.is_valid():
        try:
            actions.decide(case=case, is_leader=is_leader, by=request.user, **form.cleaned_data)
            messages.success(request, _("The decision is noted."))
            return redirect("businesscases:case_decide", pk=case.pk)
        except Refused as refused:
            case.refresh_from_db()
            form = form.after(_fresh(case)["seen"])
            form.add_error(None, str(refused))
    way = way_on(case, is_leader)
    context = {"case": case, "way": way, "path": stage_path(case), "log": decision_log(case)}
    context["form"] = form.offering(options(case, is_leader, may_go_on=not way.lacks))
    context["snapshots"] = case.snapshots.select_related("by").defer("document", "outcome")
    return render(request, "businesscases/case_decide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def decision_correct(request, pk):
    """Note that a decision was noted wrongly: a row of its own."""
    decision = get_object_or_404(Decision.objects.within(request.reach).select_related("case"), pk=pk)
    stands = actions.standing(decision)
    names = ("body", "decided_on", "reason")
    form = NotedForm(request.POST or None, initial={name: getattr(stands, name) for name in names})
    if form.is_valid():
        try:
            may = reaches(request.user, Action.CASE_DECIDE, decision.case)
            actions.correct(decision=decision, is_leader=may, by=request.user, **form.cleaned_data)
            messages.success(request, _("The correction is noted."))
            return redirect("businesscases:case_decide", pk=decision.case_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"case": decision.case, "decision": stands, "form": form}
    return render(request, "businesscases/decision_correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def snapshot_create(request, pk):
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    form = SnapshotForm(request.POST or None)
    if form.is_valid():
        try:
            snapshot = take_snapshot(case=case, occasion=form.cleaned_data["occasion"], by=request.user)
            messages.success(request, _("The case is frozen as it stands."))
            return redirect("businesscases:snapshot_show", pk=snapshot.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "businesscases/snapshot_create.html", {"case": case, "form": form})


@require_safe
@requires(Action.CASE_VIEW)
def snapshot_show(request, pk):
    """A frozen case, computed anew in front of the reader, and once more under today's tables."""
    snapshot = get_object_or_404(Snapshot.objects.within(request.reach).select_related("case", "by"), pk=pk)
    try:
        standing = standing_of(snapshot)
    except InvalidInput:
        standing = None
    context = {"case": snapshot.case, "snapshot": snapshot, "standing": standing}
    return render(request, "businesscases/snapshot_show.html", context)


def _fresh(case):
    last = case.decisions.first()
    return {"seen": last.number if last else 0, "decided_on": timezone.localdate()}
