"""The files of a business case: what there is, asking for one, and fetching it."""

import hashlib

from auditlog.signals import accessed
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from businesscases.economics.flows import InvalidInput
from businesscases.models import Case, Snapshot
from jobs.errors import Refused
from municipalities.access import Action, requires
from reports import actions
from reports.casefiles import lines_csv, shelf
from reports.models import MADE_BY_WORKER, CaseFile, CaseFileKind, CaseFileState
from reports.models.case_files import file_name
from reports.views.reading import CONTENT_TYPES

# What a snapshot holds and no name of a file needs.
_LARGE = ("snapshot__document", "snapshot__outcome")


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
        "downloads": case.downloads.filter(snapshot=None).select_related("by")[:10],
    }
    return render(request, "reports/case_file_list.html", context)


@require_POST
@requires(Action.CASE_VIEW)
def case_file_make(request, case_pk, kind):
    case = _case(request, case_pk)
    _make(request, kind, case)
    return redirect("reports:case_file_list", case.pk)


@require_safe
@requires(Action.CASE_VIEW)
def case_file_download(request, pk):
    """The file, and a row that says who fetched it."""
    rows = CaseFile.objects.within(request.reach).filter(state=CaseFileState.READY)
    row = get_object_or_404(rows.select_related("case", "snapshot").defer("data", *_LARGE), pk=pk)
    accessed.send(Case, instance=row.case)
    about = {"case": row.case, "snapshot": row.snapshot, "kind": row.kind}
    actions.record_case_download(**about, file_sha256=row.file_sha256, by=request.user)
    name = row.file_name
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]
    return FileResponse(row.file.open(), as_attachment=True, filename=name, content_type=content_type)


@require_safe
@requires(Action.CASE_VIEW)
def case_line_export(request, case_pk):
    """The lines as CSV, made at once: it takes a query and no time."""
    case = _case(request, case_pk)
    return _lines(request, lines_csv.of_case(case), case)


@require_safe
@requires(Action.CASE_VIEW)
def snapshot_file_list(request, snapshot_pk):
    """As the files of the case, of what was frozen."""
    snapshot = _snapshot(request, snapshot_pk)
    try:
        shelves = shelf.shelves(snapshot.case, snapshot)
    except InvalidInput:
        shelves = []
    context = {
        "case": snapshot.case,
        "snapshot": snapshot,
        "shelves": shelves,
        "is_under_way": any(one.is_under_way for one in shelves),
        "downloads": snapshot.downloads.select_related("by")[:10],
    }
    return render(request, "reports/snapshot_file_list.html", context)


@require_POST
@requires(Action.CASE_VIEW)
def snapshot_file_make(request, snapshot_pk, kind):
    snapshot = _snapshot(request, snapshot_pk)
    _make(request, kind, snapshot.case, snapshot)
    return redirect("reports:snapshot_file_list", snapshot.pk)


@require_safe
@requires(Action.CASE_VIEW)
def snapshot_line_export(request, snapshot_pk):
    snapshot = _snapshot(request, snapshot_pk)
    try:
        content = lines_csv.of_snapshot(snapshot)
    except InvalidInput:
        return redirect("reports:snapshot_file_list", snapshot.pk)
    return _lines(request, content, snapshot.case, snapshot)


def _make(request, kind, case, snapshot=None):
    """Ask for a file, and say what came of it."""
    if kind not in MADE_BY_WORKER:
        raise Http404
    try:
        row = actions.make_case_file(case=case, snapshot=snapshot, kind=CaseFileKind(kind), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if row.state == CaseFileState.READY:
            messages.success(request, _("The file is there already, since the case has not changed."))


def _lines(request, content, case, snapshot=None):
    """A table of lines as a file, its fetching noted."""
    digest = hashlib.sha256(content).hexdigest()
    accessed.send(Case, instance=case)
    about = {"case": case, "snapshot": snapshot, "kind": CaseFileKind.LINES}
    actions.record_case_download(**about, file_sha256=digest, by=request.user)
    name = file_name(case, CaseFileKind.LINES, snapshot)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _snapshot(request, pk):
    of = ("case__municipality", "case__participation__partnership")
    return get_object_or_404(Snapshot.objects.within(request.reach).select_related(*of), pk=pk)


def _case(request, pk):
    cases = Case.objects.within(request.reach).select_related("municipality", "participation__partnership")
    return get_object_or_404(cases, pk=pk)
