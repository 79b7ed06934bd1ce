"""A table from SØM, pasted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from businesscases import som
from businesscases.forms.lines import offer_of
from businesscases.forms.pasting import PasteForm
from businesscases.guide import address
from businesscases.models import Step
from businesscases.models.lines import MOST_LINES
from businesscases.views.lines import case_of
from municipalities.access import Action, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def line_paste(request, pk):
    """First shown as the lines it would become, then stored."""
    case = case_of(request, pk)
    offer = offer_of(case, request.reach)
    form = PasteForm(request.POST or None, decision_year=case.calculation.decision_year)
    found = som.preview(given=form.cleaned_data, offer=offer) if form.is_valid() else None
    if found and found.forms and "store" in request.POST:
        left = som.store(found=found, batch=form.cleaned_data["batch"], offer=offer, by=request.user)
        return _done(request, case, len(found.forms) - left, left)
    form.offer_sums(found.alike if found else [])
    context = {"case": case, "form": form, "found": found, "back": address(Step.COSTS, case)}
    return render(request, "businesscases/line_paste.html", context)


def _done(request, case, stored, left):
    text = ngettext(
        "%(count)s line from SØM is stored. You find costs and consequences in their steps.",
        "%(count)s lines from SØM are stored. You find costs and consequences in their steps.",
        stored,
    )
    messages.success(request, text % {"count": stored})
    if left:
        most = _("There was no room for %(left)s lines: a case holds %(most)s. Gather some in one and paste again.")
        messages.warning(request, most % {"left": left, "most": MOST_LINES})
    return redirect(address(Step.COSTS, case))
