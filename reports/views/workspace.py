"""Writing a report: its workspace, the texts of its sections, comments, and the newest texts into the draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from reports import actions, checklist
from reports.forms import CommentForm, SectionTextForm, VersionForm
from reports.models import Comment, Recommendation, Report
from reports.workspace import address, parts, sections_of


@require_safe
@requires(Action.REPORT_WRITE)
def workspace_show(request, report_pk):
    """Figures beside texts, comments, the checklist, and what comes next."""
    report = _report(request, report_pk)
    context = {
        "report": report,
        "parts": [(part, CommentForm(auto_id=f"id_{part.key}_%s")) for part in parts(report)],
        "recommendations": Recommendation.objects.within(request.reach).beside(report),
        "lines": checklist.lines(report),
        "steps": report.review_steps.select_related("by"),
        "standing": report.standing_step,
        "downloads": report.downloads.select_related("by"),
    }
    return render(request, "reports/workspace_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REPORT_WRITE)
def text_edit(request, report_pk, section):
    report = _report(request, report_pk)
    part = next((row for row in parts(report) if row.key == section), None) or _not_there()
    text = part.own.text if part.is_edited else part.generated.text
    form = SectionTextForm(request.POST or None, initial={"text": text, "version": part.version})
    current = None
    if form.is_valid():
        try:
            actions.save_text(report=report, section=part.generated, by=request.user, **form.cleaned_data)
            return _back(request, report, section, _("The text is saved."))
        except actions.Stale as stale:
            current, form = stale.current, _over(stale.current, form, str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"report": report, "part": part, "form": form, "current": current}
    context["recommendations"] = Recommendation.objects.within(request.reach).beside(report)
    return render(request, "reports/text_edit.html", context)


@require_POST
@requires(Action.REPORT_WRITE)
def text_confirm(request, report_pk, section):
    """The text still fits the new figures."""
    return _pressed(request, report_pk, section, actions.confirm_text, _("The text is confirmed."))


@require_POST
@requires(Action.REPORT_WRITE)
def text_reset(request, report_pk, section):
    """The text from the figures comes back."""
    return _pressed(request, report_pk, section, _emptied, _("The text from the figures stands in the report again."))


@require_POST
@requires(Action.REPORT_WRITE)
def comment_write(request, report_pk, section):
    report = _report(request, report_pk)
    generated = sections_of(report).get(section) or _not_there()
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["text"]))
        return redirect(address(report, section))
    actions.write_comment(report=report, section=generated, text=form.cleaned_data["text"], by=request.user)
    return _back(request, report, section, _("The comment is saved."))


@require_POST
@requires(Action.REPORT_WRITE)
def comment_resolve(request, report_pk, pk):
    report = _report(request, report_pk)
    comment = get_object_or_404(Comment.objects.within(request.reach).beside(report), pk=pk)
    actions.resolve_comment(comment=comment, by=request.user)
    return _back(request, report, comment.section, _("The comment is resolved."))


@require_POST
@requires(Action.REPORT_WRITE)
def draft_refresh(request, report_pk):
    """Take the newest texts into the draft."""
    report = _report(request, report_pk)
    try:
        actions.take_in(report=report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft is being set anew. It takes less than a minute."))
    return redirect("reports:workspace_show", report.pk)


@require_safe
@requires(Action.REPORT_WRITE)
def draft_state(request, report_pk):
    """Whether the draft is still being set; the workspace asks until it is."""
    report = get_object_or_404(Report.objects.within(request.reach).only("state"), pk=report_pk)
    return render(request, "reports/_draft_state.html", {"report": report})


def _report(request, pk):
    return get_object_or_404(Report.objects.within(request.reach).written(), pk=pk)


def _not_there():
    raise Http404


def _over(current, form, message):
    """The same words in a form that knows what has been written meanwhile, so that nobody's text is lost."""
    version = current.version if current.pk else 0
    again = SectionTextForm({"text": form.cleaned_data["text"], "version": version})
    again.is_valid()
    again.add_error(None, message)
    return again


def _emptied(*, report, section, version, by):
    actions.save_text(report=report, section=section, text="", version=version, by=by)


def _pressed(request, report_pk, section, action, done):
    report = _report(request, report_pk)
    generated = sections_of(report).get(section) or _not_there()
    form = VersionForm(request.POST)
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        action(report=report, section=generated, version=version, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(address(report, section))


def _back(request, report, section, done):
    messages.success(request, done)
    return redirect(address(report, section))
