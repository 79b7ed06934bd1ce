from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires


@require_safe
@requires(Action.SURVEY_VIEW)
def survey_list(request):
    return render(request, "vignettes/survey_list.html")
