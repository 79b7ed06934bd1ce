"""A whole survey is copied, into the same partnership or another within reach."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipalities.access import Action, requires
from municipalities.models import Partnership
from vignettes.actions import copying
from vignettes.building import survey_of
from vignettes.forms.building import SurveyForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def survey_copy(request, pk):
    source = survey_of(request, pk)
    partnerships = Partnership.objects.within(request.reach)
    usual = {"partnership": source.partnership_id, "title": source.title, "year": source.year, "n_min": source.n_min}
    form = SurveyForm(request.POST or None, partnerships=partnerships, initial=usual)
    if form.is_valid():
        survey = copying.copy_survey(survey=form.save(commit=False), source=source, by=request.user)
        messages.success(request, _("The copy is created as a draft. Look it over before you publish."))
        return redirect("vignettes:draft_show", survey.pk)
    context = {"survey": source, "form": form}
    return render(request, "vignettes/survey_copy.html", context, status=422 if form.errors else 200)
