"""The documents of a case as HTML. Only what setting needs is imported: the press keeps this in memory, warm."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.casefiles import page, proposal
from reports.casefiles.opened import CaseFacts


@dataclass(frozen=True)
class Form:
    """One kind of document: its name, its template, and what fills it."""

    name: Callable[[], str]
    template: str
    present: Callable


FORMS = {
    "case-full": Form(lambda: _("Business case"), "reports/case_full.html", page.present),
    "case-proposal": Form(lambda: _("Budget proposal"), "reports/case_proposal.html", proposal.present),
}


def source(data: dict, kind: str) -> tuple[str, dict]:
    """The package as a document in the active language, and the charts in it by name."""
    facts, form = CaseFacts(data), FORMS[kind]
    shown = form.present(facts)
    context = {
        "page": shown,
        "name": form.name(),
        "title": f"{form.name()}: {shown.title}",
        "created": data["made_on"],
        "inputs": facts.inputs,
    }
    return render_to_string(form.template, context), shown.charts
