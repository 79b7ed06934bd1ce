"""Reading reports: the list, the web version and the file."""

from auditlog.signals import accessed
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from municipalities.access import Action, may, reach_of, requires
from reports import packages, presentation
from reports.models import Report, ReportState
from vignettes.models import Survey


@require_safe
@requires(Action.REPORT_READ)
def report_list(request):
    """Published reports, newest first; consultants also get the way to the surveys they make reports for."""
    published = Report.objects.within(request.reach).filter(state=ReportState.PUBLISHED)
    surveys = Survey.objects.none()
    if may(request.user, Action.REPORT_MAKE):
        surveys = Survey.objects.within(reach_of(request.user, Action.REPORT_MAKE)).select_related("partnership")
    context = {
        "reports": published.select_related("participation__municipality", "survey__partnership")
        .defer("data")
        .order_by("-published_at"),
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
    drafts = reach_of(request.user, Action.REPORT_MAKE).participations
    context = {
        "report": report,
        "page": presentation.present(packages.opened(report.data)),
        "may_make": drafts.filter(pk=report.participation_id).exists(),
        "may_download": may(request.user, Action.REPORT_DOWNLOAD) and bool(report.file),
        "recommendations": report.survey.recommendations.filter(participation=report.participation),
        "is_outdated": report.data["recommendations"] != packages.recommendations(report),
    }
    return render(request, "reports/report_show.html", context)


@require_safe
@requires(Action.REPORT_DOWNLOAD)
def report_download(request, pk):
    report = get_object_or_404(_readable(request.user, Action.REPORT_DOWNLOAD).exclude(file=""), pk=pk)
    accessed.send(Report, instance=report)
    return FileResponse(
        report.file.open(), as_attachment=True, filename=report.file_name, content_type="application/pdf"
    )


def _readable(user, action=Action.REPORT_READ):
    reports = Report.objects.readable(
        published_within=reach_of(user, action), drafts_within=reach_of(user, Action.REPORT_MAKE)
    )
    return reports.select_related("participation__municipality", "survey__partnership")
