"""Reading reports: the list, the web version and the file."""

from auditlog.signals import accessed
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from municipalities.access import Action, may, reach_of, reaches, requires
from reports import actions, packages, presentation
from reports.models import SEEN_BY_MUNICIPALITY, Report, ReportState
from vignettes.models import Survey


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
    context = {
        "report": report,
        "page": presentation.present(packages.opened(report.data)),
        "may_make": may_make,
        "may_download": may(request.user, Action.REPORT_DOWNLOAD) and bool(report.file),
    }
    return render(request, "reports/report_show.html", context)


@require_safe
@requires(Action.REPORT_DOWNLOAD)
def report_download(request, pk):
    """The file; a withdrawn one for the secretariat alone."""
    report = get_object_or_404(_readable(request.user, Action.REPORT_DOWNLOAD).exclude(file=""), pk=pk)
    if report.state == ReportState.WITHDRAWN and not reaches(request.user, Action.REPORT_MAKE, report):
        return redirect("reports:report_show", report.pk)
    accessed.send(Report, instance=report)
    actions.record_download(report=report, by=request.user)
    return FileResponse(
        report.file.open(), as_attachment=True, filename=report.file_name, content_type="application/pdf"
    )


def _instead(request, report):
    """The published version that a reader of a withdrawn one should go to, if there is any."""
    published = Report.objects.within(request.reach).beside(report).published()
    return published.defer("data").order_by("-number").first()


def _readable(user, action=Action.REPORT_READ):
    reports = Report.objects.readable(
        published_within=reach_of(user, action), drafts_within=reach_of(user, Action.REPORT_MAKE)
    )
    return reports.select_related("participation__municipality", "survey__partnership")
