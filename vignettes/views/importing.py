"""Answers from a foreign file: upload, what was found and is to be decided, import, take out again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Municipality
from vignettes import importable
from vignettes.actions import importing
from vignettes.forms.importing import DecisionForm, UploadForm
from vignettes.models import AnswerImport, ImportState, Survey

WAITING = (ImportState.READING, ImportState.WRITING)


@require_safe
@requires(Action.SURVEY_BUILD)
def import_list(request, survey_pk):
    survey = _survey(request, survey_pk)
    imports = survey.imports.select_related("requested_by")
    return render(request, "vignettes/import_list.html", {"survey": survey, "imports": imports})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def import_create(request, survey_pk):
    survey = _survey(request, survey_pk)
    form = UploadForm(request.POST or None, request.FILES or None, survey=survey)
    if form.is_valid() and (row := _uploaded(request, survey, form)):
        return redirect("vignettes:import_show", row.pk)
    context = {"survey": survey, "form": form}
    return render(request, "vignettes/import_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def import_show(request, pk):
    """What the file holds; decisions are sent here, and the file is then read again."""
    row = _import(request, pk)
    form = _decisions(request, row)
    if form and form.is_bound and form.is_valid():
        _done(request, importing.decide, row=row, **form.decisions)
        return redirect("vignettes:import_show", pk)
    context = {
        "row": row,
        "survey": row.survey,
        "form": form,
        "is_waiting": row.state in WAITING,
        "places": _places(row),
        "reason": importable.unreadable_sentence(row.found["unreadable"]) if "unreadable" in row.found else "",
        "homeless": next((lines for _name, text, _count, lines in row.found.get("doubts", ()) if not text), ()),
        "hidden_doubts": row.found.get("doubt_count", 0) - len(row.found.get("doubts", ())),
    }
    return render(request, "vignettes/import_show.html", context, status=422 if form and form.errors else 200)


@require_POST
@requires(Action.SURVEY_BUILD)
def import_write(request, pk):
    _done(request, importing.write, row=_import(request, pk))
    return redirect("vignettes:import_show", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def import_remove(request, pk):
    row = _import(request, pk)
    if request.method != "POST":
        return render(request, "vignettes/import_remove.html", {"row": row, "survey": row.survey})
    if _done(request, importing.remove, row=row):
        messages.success(request, _("Everything that the file brought is gone."))
        return redirect("vignettes:import_list", row.survey_id)
    return redirect("vignettes:import_show", pk)


def _survey(request, pk):
    return get_object_or_404(Survey.objects.within(request.reach).select_related("partnership"), pk=pk)


def _import(request, pk):
    rows = AnswerImport.objects.within(request.reach).select_related("survey__partnership", "requested_by", "job")
    return get_object_or_404(rows, pk=pk)


def _uploaded(request, survey, form):
    given = form.cleaned_data
    file = given["file"]
    about = {"participation": given["participation"], "role": given["role"], "by": request.user}
    try:
        return importing.upload(survey=survey, content=file.read(), file_name=file.name, **about)
    except Refused as reason:
        form.add_error("file", str(reason))
        return None


def _decisions(request, row):
    """The form where there is something to decide; None otherwise."""
    if row.state != ImportState.CHECKED or row.found.get("is_clear"):
        return None
    targets = importable.free_targets(row) if row.found.get("open") else []
    return DecisionForm(request.POST or None, row=row, targets=targets)


def _places(row):
    counts = dict(map(tuple, row.found.get("places", ())))
    names = Municipality.objects.filter(code__in=counts).values_list("code", "name")
    return [(name, counts[code]) for code, name in names]


def _done(request, action, **values):
    """The page tells itself what is being done; a refusal it does not know."""
    try:
        action(**values, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return False
    return True
