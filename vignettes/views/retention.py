"""How long a survey's answers stay linked to people: what will happen and when, another number of days, postponing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipalities.access import Action, requires
from municipalities.forms import carried_out
from vignettes.actions import retaining
from vignettes.forms.retention import PostponementForm, RetentionForm
from vignettes.models import Survey
from vignettes.retention import NOTICE, preview_of, retention_of


@require_safe
@requires(Action.SURVEY_KEEP)
def retention_show(request, survey_pk):
    survey = _survey(request, survey_pk)
    preview = preview_of(survey, timezone.localdate())
    context = {"survey": survey, "preview": preview, "retention": preview.retention, "notice_days": NOTICE.days}
    return render(request, "vignettes/retention_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_KEEP)
def retention_edit(request, survey_pk):
    survey = _survey(request, survey_pk)
    form = RetentionForm(request.POST or None, initial={"days": retention_of(survey).days})
    values = {"survey": survey, "by": request.user}
    if form.is_valid() and carried_out(form, retaining.set_days, **values, **form.cleaned_data):
        messages.success(request, _("The number of days is saved."))
        return redirect("vignettes:retention_show", survey_pk)
    context = {"survey": survey, "form": form}
    return render(request, "vignettes/retention_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_KEEP)
def retention_postpone(request, survey_pk):
    survey = _survey(request, survey_pk)
    form = PostponementForm(request.POST or None)
    values = {"survey": survey, "by": request.user}
    if form.is_valid() and carried_out(form, retaining.postpone, **values, **form.cleaned_data):
        messages.success(request, _("The anonymisation is postponed."))
        return redirect("vignettes:retention_show", survey_pk)
    preview = preview_of(survey, timezone.localdate())
    context = {"survey": survey, "form": form, "preview": preview}
    return render(request, "vignettes/retention_postpone.html", context, status=422 if form.errors else 200)


def _survey(request, pk):
    return get_object_or_404(Survey.objects.within(request.reach).filter(partnership__in=request.reach.assigned), pk=pk)
