"""The files of a business case: what there is, asking for one, and fetching it."""

import hashlib

from auditlog.signals import accessed
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from businesscases.models import Case
from jobs.errors import Refused
from municipalities.access import Action, requires
from reports import actions
from reports.casefiles import lines_csv, shelf
from reports.models import MADE_BY_WORKER, CaseFile, CaseFileKind, CaseFileState
from reports.models.case_files import file_name
from reports.views.reading import CONTENT_TYPES


@require_safe
@requires(Action.CASE_VIEW)
def case_file_list(request, case_pk):
    """Each kind of file, with what there is of it; the page asks again as long as one is being made."""
    case = _case(request, case_pk)
    shelves = shelf.shelves(case)
    context = {
        "case": case,
        "shelves": shelves,
        "is_under_way": any(one.is_under_way for one in shelves),
        "downloads": case.downloads.select_related("by")[:10],
    }
    return render(request, "reports/case_file_list.html", context)


@require_POST
@requires(Action.CASE_VIEW)
def case_file_make(request, case_pk, kind):
    case = _case(request, case_pk)
    if kind not in MADE_BY_WORKER:
        raise Http404
    try:
        row = actions.make_case_file(case=case, kind=CaseFileKind(kind), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if row.state == CaseFileState.READY:
            messages.success(request, _("The file is there already, since the case has not changed."))
    return redirect("reports:case_file_list", case.pk)


@require_safe
@requires(Action.CASE_VIEW)
def case_file_download(request, pk):
    """The file, and a row that says who fetched it."""
    rows = CaseFile.objects.within(request.reach).filter(state=CaseFileState.READY).select_related("case").defer("data")
    row = get_object_or_404(rows, pk=pk)
    accessed.send(Case, instance=row.case)
    actions.record_case_download(case=row.case, kind=row.kind, file_sha256=row.file_sha256, by=request.user)
    name = row.file_name
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]
    return FileResponse(row.file.open(), as_attachment=True, filename=name, content_type=content_type)


@require_safe
@requires(Action.CASE_VIEW)
def case_line_export(request, case_pk):
    """The lines as CSV, made at once: it takes a query and no time."""
    case = _case(request, case_pk)
    content = lines_csv.table(case)
    digest = hashlib.sha256(content).hexdigest()
    accessed.send(Case, instance=case)
    actions.record_case_download(case=case, kind=CaseFileKind.LINES, file_sha256=digest, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(case, CaseFileKind.LINES)}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _case(request, pk):
    cases = Case.objects.within(request.reach).select_related("municipality", "participation__partnership")
    return get_object_or_404(cases, pk=pk)
