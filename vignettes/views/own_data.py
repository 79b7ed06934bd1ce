"""A respondent's own data: what is stored, as a file, and being forgotten. Also once the link has expired."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipalities.personal import FILE_NAME, packed
from vignettes import links
from vignettes.actions import erasing
from vignettes.forms.own_data import EraseForm
from vignettes.models import Respondent
from vignettes.own_data import sections_of
from vignettes.views import respondent as session


def owner_required(view):
    """Let the view through with `request.respondent`, whether or not answers are still accepted or the link lives:
    what is stored about a person is that person's to see.
    """

    @login_not_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        pk = request.session.get(links.SESSION_KEY)
        respondent = Respondent.objects.for_pages().select_related("user").filter(pk=pk).order_by().first()
        if respondent is None:
            return session.lost(request)
        request.respondent = respondent
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # the link itself is the credential; looking at it changes nothing, since mail scanners do
def answer_own(request, token):
    """The way in from a mail: the own data of whoever has the link, also of one that no longer takes answers."""
    respondent = Respondent.objects.for_pages().filter(token_hash=links.hash_token(token)).first()
    if respondent is None:
        text = _("Nothing is stored under it any more, or a newer link has taken its place.")
        return session.unusable(request, _("The link does not work"), text, status=404)
    if request.method == "POST":
        session.remember(request, respondent)
        return redirect("vignettes:answer_data")
    return render(request, "vignettes/answer_own.html", {"respondent": respondent})


@require_safe
@owner_required
def answer_data(request):
    return render(request, "vignettes/answer_data.html", {"respondent": request.respondent})


@require_safe
@owner_required
def answer_data_download(request):
    content = packed(sections_of(request.respondent))
    named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(content, content_type="application/zip", headers=named)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_required
def answer_erase(request):
    form = EraseForm(request.POST or None)
    if not form.is_valid():
        context = {"respondent": request.respondent, "form": form}
        return render(request, "vignettes/answer_erase.html", context, status=422 if form.errors else 200)
    erasing.erase(respondent=request.respondent)
    session.forget(request)
    response = render(request, "vignettes/answer_erased.html", {"was_sent": bool(request.respondent.submitted_at)})
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
