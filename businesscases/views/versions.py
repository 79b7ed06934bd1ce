"""What a case was: who changed what, and the difference of two versions."""

from itertools import pairwise

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from businesscases.changes import parts, result_change, sentence
from businesscases.dossier.differences import differences
from businesscases.dossier.document import from_json
from businesscases.forms.together import CompareForm
from businesscases.models import Case, Version
from businesscases.panel import people_of
from municipalities.access import Action, requires

PER_PAGE = 20


@require_safe
@requires(Action.CASE_VIEW)
def case_versions(request, pk):
    """Who changed what, the newest first, each version with what it changed in a sentence."""
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    page = Paginator(case.versions.select_related("by"), PER_PAGE).get_page(request.GET.get("side"))
    numbers = [version.number for version in page]
    before = case.versions.filter(number__in=[number - 1 for number in numbers[-1:]])
    context = {
        "case": case,
        "page": page,
        "rows": [(version, _changed(version, older)) for version, older in pairwise([*page, *(before or [None])])],
        "form": CompareForm(versions=_choices(case), initial=_newest(case)),
    }
    return render(request, "businesscases/case_versions.html", context)


@require_safe
@requires(Action.CASE_VIEW)
def case_difference(request, pk):
    """What differs between two versions, and what that did to the result."""
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    form = CompareForm(request.GET, versions=_choices(case))
    context = {"case": case, "form": form}
    if form.is_valid():
        chosen = [form.cleaned_data["earlier"], form.cleaned_data["later"]]
        rows = {row.number: row for row in case.versions.filter(number__in=chosen).select_related("by")}
        before, after = (from_json(rows[number].document) for number in chosen)
        found = differences(before, after)
        context |= {"earlier": rows[chosen[0]], "later": rows[chosen[1]], "found": found}
        context |= {"parts": parts(found, before, after), "result": result_change(before, after)}
        context["people"] = [people_of(dossier.calculation) for dossier in (before, after)]
    return render(request, "businesscases/case_difference.html", context)


def _changed(version, older: Version | None) -> str:
    if older is None:
        return _("The case was started")
    return sentence(differences(from_json(older.document), from_json(version.document)))


def _choices(case):
    return [(row.number, _called(row)) for row in case.versions.select_related("by").defer("document")]


def _called(version) -> str:
    day = date_format(timezone.localtime(version.changed_at), "j. F Y H.i")
    return _("Version %(number)s, %(day)s, %(person)s") % {"number": version.number, "day": day, "person": version.by}


def _newest(case):
    last = case.versions.defer("document").first()
    return {"earlier": max(1, last.number - 1), "later": last.number} if last else {}
