from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires
from municipalities.models import Partnership


@require_safe
@requires(Action.MEETING_VIEW)
def meeting_list(request):
    """The meeting plan of every partnership within reach that has one."""
    planned = Partnership.objects.within(request.reach).filter(meetings__isnull=False).distinct()
    context = {"partnerships": planned.prefetch_related("meetings")}
    return render(request, "meetings/meeting_list.html", context)
