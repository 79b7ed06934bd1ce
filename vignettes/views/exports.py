"""Exports of a survey: what there is, asking for one, fetching it, deleting it."""

from auditlog.signals import accessed
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from vignettes.actions import exporting
from vignettes.forms.exporting import ExportForm
from vignettes.models import KEPT_DAYS, Export, ExportState, Survey


@require_safe
@requires(Action.SURVEY_EXPORT)
def export_list(request, survey_pk):
    """The exports of a survey, newest first; the page asks again until everything is made."""
    survey = get_object_or_404(Survey.objects.within(request.reach).select_related("partnership"), pk=survey_pk)
    exports = list(survey.exports.select_related("job", "requested_by").prefetch_related("downloads__by"))
    is_under_way = any(export.state == ExportState.QUEUED for export in exports)
    context = {"survey": survey, "exports": exports, "is_under_way": is_under_way, "kept_days": KEPT_DAYS}
    return render(request, "vignettes/export_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_EXPORT)
def export_create(request, survey_pk):
    survey = get_object_or_404(Survey.objects.within(request.reach), pk=survey_pk)
    form = ExportForm(request.POST or None)
    if form.is_valid() and _queued(request, survey, form):
        return redirect("vignettes:export_list", survey.pk)
    context = {"survey": survey, "form": form}
    return render(request, "vignettes/export_create.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Action.SURVEY_EXPORT)
def export_download(request, pk):
    """The file, and rows that say who fetched it."""
    exports = Export.objects.within(request.reach).filter(state=ExportState.READY)
    export = get_object_or_404(exports.select_related("survey"), pk=pk)
    accessed.send(Export, instance=export)
    exporting.record_download(export=export, by=request.user)
    return FileResponse(
        export.file.open(), as_attachment=True, filename=export.file_name, content_type="application/zip"
    )


@require_POST
@requires(Action.SURVEY_EXPORT)
def export_retry(request, pk):
    export = get_object_or_404(Export.objects.within(request.reach).select_related("job"), pk=pk)
    try:
        exporting.retry(export=export, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("vignettes:export_list", export.survey_id)


@require_POST
@requires(Action.SURVEY_EXPORT)
def export_delete(request, pk):
    export = get_object_or_404(Export.objects.within(request.reach), pk=pk)
    try:
        exporting.delete(export=export, by=request.user)
        messages.success(request, _("The file and its keys are deleted."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("vignettes:export_list", export.survey_id)


def _queued(request, survey, form):
    try:
        exporting.make(survey=survey, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The export is being made. You can leave the page meanwhile."))
    return True
