"""The lines of a case: their three steps, and what the table in the browser sends."""

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from businesscases.assembling import ASSUMPTIONS, inputs_of
from businesscases.forms import line_rows
from businesscases.forms.lines import offer_of
from businesscases.guide import guide
from businesscases.line_exchange import exchange, lines_with
from businesscases.line_page import page_of
from businesscases.models import Case, Kind, Step
from businesscases.panel import panel_of
from municipalities.access import Action, may, requires


@require_safe
@requires(Action.CASE_VIEW)
def line_costs(request, pk):
    """What the intervention costs."""
    return _page(request, pk, Kind.COST, Step.COSTS, "businesscases/line_costs.html")


@require_safe
@requires(Action.CASE_VIEW)
def line_consequences(request, pk):
    """What changes when it works, and what that is worth."""
    return _page(request, pk, Kind.GAIN, Step.CONSEQUENCES, "businesscases/line_consequences.html")


@require_safe
@requires(Action.CASE_VIEW)
def line_purses(request, pk):
    """What the purses pay each other."""
    return _page(request, pk, Kind.TRANSFER, Step.PURSES, "businesscases/line_purses.html")


@require_POST
@requires(Action.CASE_WRITE)
def line_save(request, pk):
    """Store the rows that the table sends; what became of each."""
    case, sent = case_of(request, pk), _sent(request)
    if sent is None:
        return JsonResponse({"message": _("The table could not be read. Reload the page and try again.")}, status=400)
    return JsonResponse({"rows": exchange(sent=sent, offer=offer_of(case, request.reach), by=request.user)})


@require_POST
@requires(Action.CASE_WRITE)
def line_panel(request, pk):
    """The panel as it would be with the rows that are being typed. Nothing is stored."""
    case, sent = case_of(request, pk), _sent(request)
    if sent is None:
        return JsonResponse({}, status=400)
    offer = offer_of(case, request.reach)
    lines, unread = lines_with(sent=sent, offer=offer)
    panel = panel_of(inputs_of(case, lines, offer.refunds.rows, offer.calculation), unread)
    return render(request, "businesscases/_panel.html", {"panel": panel, "case": case})


def case_of(request, pk):
    cases = Case.objects.within(request.reach).select_related(*ASSUMPTIONS).prefetch_related("effects")
    return get_object_or_404(cases, pk=pk)


def _page(request, pk, kind, step, template):
    case = case_of(request, pk)
    context = page_of(case, kind, offer_of(case, request.reach))
    context |= {"guide": guide(case, step), "may_write": may(request.user, Action.CASE_WRITE)}
    return render(request, template, context)


def _sent(request):
    try:
        return line_rows.read(request.body)
    except RequestDataTooBig:
        return None
