"""The checklist of quality of a case."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from businesscases.models import Case
from businesscases.quality import checklist_of
from municipalities.access import Action, requires


@require_safe
@requires(Action.CASE_VIEW)
def case_checklist(request, pk):
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    return render(request, "businesscases/case_checklist.html", {"case": case, "checklist": checklist_of(case)})
