"""Reading reports: the list, the web version and the file."""

from auditlog.signals import accessed
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from municipalities.access import Action, may, reach_of, reaches, requires
from reports import actions, documents, evidence, overview, packages, presentation, selection
from reports.forms import SelectionForm
from reports.models import SEEN_BY_MUNICIPALITY, FileKind, Report, ReportKind, ReportState
from vignettes.models import Survey

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

PAGES = {
    ReportKind.ANALYSIS: (presentation.present, "reports/report_show.html"),
    ReportKind.INTERIM: (presentation.present, "reports/report_interim.html"),
    ReportKind.OVERVIEW: (overview.present, "reports/report_partnership.html"),
}


@require_safe
@requires(Action.REPORT_READ)
def report_list(request):
    """Published reports, newest first, and those that were withdrawn; consultants also get the way to the surveys they
    make reports for."""
    reports = Report.objects.within(request.reach).filter(state__in=SEEN_BY_MUNICIPALITY).defer("data")
    surveys = Survey.objects.none()
    if may(request.user, Action.REPORT_MAKE):
        surveys = Survey.objects.within(reach_of(request.user, Action.REPORT_MAKE)).select_related("partnership")
    context = {
        "reports": reports.select_related("participation__municipality", "survey__partnership").order_by(
            "-published_at"
        ),
        "surveys": surveys,
        "may_download": may(request.user, Action.REPORT_DOWNLOAD),
    }
    return render(request, "reports/report_list.html", context)


@require_safe
@requires(Action.REPORT_READ)
def report_show(request, pk):
    """The same analysis as in the file, for the screen."""
    report = get_object_or_404(_readable(request.user), pk=pk, data__isnull=False)
    accessed.send(Report, instance=report)
    may_make = reaches(request.user, Action.REPORT_MAKE, report)
    if report.state == ReportState.WITHDRAWN and not may_make:
        return render(
            request, "reports/report_withdrawn.html", {"report": report, "instead": _instead(request, report)}
        )
    package = packages.opened(report.data)
    present, template = PAGES[report.kind]
    page = present(package)
    context = {
        "report": report,
        "page": page,
        "case_starts": _case_starts(request.user, report, page),
        "mark": documents.mark_of(package),
        "may_make": may_make,
        "may_download": may(request.user, Action.REPORT_DOWNLOAD) and bool(report.file),
        "attachments": {row.kind: row for row in report.attachments.all()},
    }
    return render(request, template, context)


@require_safe
@requires(Action.REPORT_READ)
def answers_select(request, pk):
    """The answers of chosen people to chosen cases beside chosen municipalities; the address says what is chosen."""
    report = get_object_or_404(_readable(request.user).analyses(), pk=pk, data__isnull=False)
    if report.state == ReportState.WITHDRAWN and not reaches(request.user, Action.REPORT_MAKE, report):
        return redirect("reports:report_show", report.pk)
    accessed.send(Report, instance=report)
    package = packages.opened(report.data)
    if not hasattr(package, "tables"):
        return render(request, "reports/answers_select.html", {"report": report})
    form = SelectionForm.of(request, package)
    chosen = form.chosen
    context = {
        "report": report,
        "form": form,
        "chosen": chosen,
        "names": selection.names(package, chosen) if chosen else (),
        "is_tested": chosen and selection.is_tested(chosen),
        "is_one_case": chosen and chosen.case != selection.ALL_CASES,
        "cases": selection.selected(package, chosen) if chosen else (),
        "n_min": package.analysis.n_min,
    }
    return render(request, "reports/answers_select.html", context)


@require_safe
@requires(Action.REPORT_DOWNLOAD)
def report_download(request, pk):
    """The report as PDF; a withdrawn one for the secretariat alone."""
    return _served(request, get_object_or_404(_downloadable(request).exclude(file=""), pk=pk), FileKind.REPORT)


@require_safe
@requires(Action.REPORT_DOWNLOAD)
def short_download(request, pk):
    """The short version, on the same terms."""
    return _served(request, get_object_or_404(_downloadable(request), pk=pk), FileKind.SHORT)


@require_safe
@requires(Action.REPORT_DOWNLOAD)
def tables_download(request, pk):
    """The tables as a workbook, on the same terms."""
    return _served(request, get_object_or_404(_downloadable(request), pk=pk), FileKind.TABLES)


def _downloadable(request):
    return _readable(request.user, Action.REPORT_DOWNLOAD)


def _served(request, report, kind):
    """One file of a report, and a row that says who fetched it."""
    if report.state == ReportState.WITHDRAWN and not reaches(request.user, Action.REPORT_MAKE, report):
        return redirect("reports:report_show", report.pk)
    holder = report if kind == FileKind.REPORT else get_object_or_404(report.attachments, kind=kind)
    accessed.send(Report, instance=report)
    actions.record_download(report=report, by=request.user, kind=kind)
    name = report.file_name(kind)
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]
    return FileResponse(holder.file.open(), as_attachment=True, filename=name, content_type=content_type)


def _case_starts(user, report, page):
    """The findings that the reader may start a business case from, with the case that each has led to."""
    is_offered = report.kind == ReportKind.ANALYSIS and report.state == ReportState.PUBLISHED
    if not is_offered or not reaches(user, Action.CASE_START, report):
        return {}
    return evidence.offers(report, evidence.quotes(page))


def _instead(request, report):
    """The published version that a reader of a withdrawn one should go to, if there is any."""
    published = Report.objects.within(request.reach).beside(report).published()
    return published.defer("data").order_by("-number").first()


def _readable(user, action=Action.REPORT_READ):
    reports = Report.objects.readable(
        published_within=reach_of(user, action), drafts_within=reach_of(user, Action.REPORT_MAKE)
    )
    return reports.select_related("participation__municipality", "survey__partnership")
