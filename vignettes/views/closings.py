"""The secretariat closes a survey by hand and opens it again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipalities.access import Action, requires
from municipalities.forms import carried_out
from vignettes.actions import closing
from vignettes.forms.fieldwork import CloseForm, ReopenSurveyForm
from vignettes.models import Survey, SurveyState
from vignettes.status import people_in


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_CLOSE)
def survey_close(request, pk):
    survey = _survey(request, pk)
    if survey.state != SurveyState.OPEN:
        return redirect("vignettes:survey_show", pk)
    form = CloseForm(request.POST or None)
    if form.is_valid() and carried_out(form, closing.close, survey=survey, by=request.user, **form.cleaned_data):
        messages.success(request, _("The survey is closed. The contact persons get a mail."))
        return redirect("vignettes:survey_show", pk)
    context = {"survey": survey, "form": form, "begun": people_in(survey).under_way}
    return render(request, "vignettes/survey_close.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_CLOSE)
def survey_reopen(request, pk):
    survey = _survey(request, pk)
    if survey.state != SurveyState.CLOSED:
        return redirect("vignettes:survey_show", pk)
    is_ahead = survey.closes_on and survey.closes_on >= timezone.localdate()
    form = ReopenSurveyForm(request.POST or None, initial={"closes_on": survey.closes_on if is_ahead else None})
    if form.is_valid() and carried_out(form, closing.reopen, survey=survey, by=request.user, **form.cleaned_data):
        messages.success(request, _("The survey is open again. The contact persons get a mail."))
        return redirect("vignettes:survey_show", pk)
    context = {"survey": survey, "form": form}
    return render(request, "vignettes/survey_reopen.html", context, status=422 if form.errors else 200)


def _survey(request, pk):
    assigned = Survey.objects.within(request.reach).filter(partnership__in=request.reach.assigned)
    return get_object_or_404(assigned.select_related("partnership"), pk=pk)
