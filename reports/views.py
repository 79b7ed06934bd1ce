from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires


@require_safe
@requires(Action.REPORT_READ)
def report_list(request):
    return render(request, "reports/report_list.html")
