from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires


@require_safe
@requires(Action.PARTNERSHIP_VIEW)
def partnership_list(request):
    return render(request, "municipalities/partnership_list.html")


@require_safe
@requires(Action.PEOPLE_VIEW)
def person_list(request):
    return render(request, "municipalities/person_list.html")
