"""Taking a break, or being done: the browser forgets who was answering, and the link comes by mail if it is wanted."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_POST

from vignettes.actions import relinking, timing
from vignettes.forms.leaving import LeaveForm
from vignettes.models.page_views import AWAY
from vignettes.views import respondent as session
from vignettes.views.respondent import respondent_required


@require_POST
@login_not_required  # a second click comes when the browser has forgotten already
def answer_leave(request):
    form = LeaveForm(request.POST)
    if session.SESSION_KEY not in request.session and form.is_valid():
        return _left(request, form.cleaned_data["who"])
    return _leave(request)


@require_POST
@login_not_required  # what is signed in the form is the key
def answer_link(request):
    """Mail the link to the address that was invited, at most once in ten minutes."""
    form = LeaveForm(request.POST)
    if not form.is_valid() or not _is_mailable(form.cleaned_data["who"]):
        return session.lost(request)
    relinking.send_again(respondent=form.cleaned_data["who"])
    return render(request, "vignettes/answer_leave.html", {"is_mailed": True})


@respondent_required
def _leave(request):
    session.forget(request)
    timing.shown(respondent=request.respondent, page=AWAY)
    return _left(request, request.respondent)


def _left(request, respondent):
    context = {
        "is_sent": bool(respondent.submitted_at),
        "offer": LeaveForm.of(respondent) if _is_mailable(respondent) else None,
        "signs_in": bool(respondent.user_id),
    }
    response = render(request, "vignettes/answer_leave.html", context)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _is_mailable(respondent):
    return bool(respondent.email) and not respondent.submitted_at
