"""One line on a page of its own: for phones, and for everybody whose browser runs no scripts."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesscases.actions.lines import Outcome, Row, save_lines
from businesscases.forms.lines import OneLineForm, offer_of
from businesscases.guide import address
from businesscases.line_exchange import uncounted
from businesscases.line_page import fresh
from businesscases.line_table import cells_of, differences
from businesscases.line_templates import template_line
from businesscases.models import Kind, Line, Step
from businesscases.models.lines import MOST_LINES
from businesscases.views.lines import case_of
from municipalities.access import Action, requires

STEPS = {Kind.COST: Step.COSTS, Kind.GAIN: Step.CONSEQUENCES, Kind.TRANSFER: Step.PURSES}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def line_create(request, pk):
    """A new line of the kind that the address names, perhaps begun from a template."""
    case, kind = case_of(request, pk), _kind(request)
    offer = offer_of(case, request.reach)
    begun = fresh(kind, offer) | template_line(request.GET.get("skabelon", ""), offer)
    form = OneLineForm(
        request.POST or None, kind=kind, offer=offer, initial=begun | {"key": uuid.uuid4(), "version": 0}
    )
    return _stored(request, case, form) or _show(request, "businesscases/line_create.html", case, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def line_edit(request, pk, key):
    case = case_of(request, pk)
    line = case.lines.filter(key=key).select_related("effect", "price").first()
    kind = Kind(line.kind) if line else _kind(request)
    if line is None and (request.method != "POST" or Line.objects.filter(key=key).exists()):
        raise Http404  # only a line that was deleted meanwhile can be brought back
    begun = cells_of(line) | {"key": key, "version": line.version} if line else {}
    form = OneLineForm(request.POST or None, kind=kind, offer=offer_of(case, request.reach), initial=begun)
    return _stored(request, case, form) or _show(request, "businesscases/line_edit.html", case, form, line)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def line_delete(request, pk, key):
    case = case_of(request, pk)
    line = get_object_or_404(Line.objects.within(request.reach), case=case, key=key)
    if request.method == "POST":
        save_lines(case=case, rows=[Row(key, line.version, None)], by=request.user)
        messages.success(request, _("The line is deleted."))
        return redirect(address(STEPS[line.kind], case))
    context = {"case": case, "line": line, "back": address(STEPS[line.kind], case)}
    return render(request, "businesscases/line_delete.html", context)


def _kind(request):
    given = request.GET.get("art", Kind.COST)
    if given not in Kind.values:
        raise Http404
    return Kind(given)


def _stored(request, case, form):
    """The way on when the line could be stored; otherwise the form says what to do."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    row = Row(given["key"], given["version"], form.values, given["is_again"])
    saved = save_lines(case=case, rows=[row], by=request.user)[0]
    if saved.outcome == Outcome.SAVED:
        messages.success(request, _("The line is saved."))
        return redirect(address(STEPS[form.kind], case))
    if saved.outcome == Outcome.UNCOUNTED:
        form.add_error("effect", uncounted())
        return None
    form.stands = saved.line
    form.add_error(None, _refusal(saved.outcome))
    form.data = form.data.copy()
    form.data["version"] = saved.line.version if saved.line else given["version"]
    form.data["is_again"] = "on" if saved.outcome == Outcome.GONE else ""
    return None


def _refusal(outcome):
    if outcome == Outcome.FULL:
        most = _("The case has %(most)s lines already. Delete one, or gather several in one")
        return most % {"most": MOST_LINES}
    if outcome == Outcome.GONE:
        return _("Somebody has deleted the line meanwhile. Save again to bring it back, or cancel")
    return _("Somebody has changed the line meanwhile. Compare the two, and save what shall stand")


def _show(request, template, case, form, line=None):
    stands = getattr(form, "stands", None)
    context = {"case": case, "form": form, "line": line, "back": address(STEPS[form.kind], case), "stands": stands}
    return render(request, template, context | {"meanwhile": differences(form, stands) if stands else ()})
