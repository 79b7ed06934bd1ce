from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires


@require_safe
@requires(Action.MEETING_VIEW)
def meeting_list(request):
    return render(request, "meetings/meeting_list.html")
