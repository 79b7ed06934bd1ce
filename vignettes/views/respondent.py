"""Who is answering: the session remembers a respondent, beside whoever is signed in. The one place that decides it."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from vignettes import saving
from vignettes.actions import answering
from vignettes.ending import finish_by
from vignettes.forms.leaving import LeaveForm
from vignettes.links import SESSION_KEY
from vignettes.models import Respondent

NOT_TYPED = ("csrfmiddlewaretoken", "who")


def remember(request, respondent):
    """Put the respondent into the session under a new session key, so that a planted session is worth nothing."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = respondent.pk


def forget(request):
    request.session.pop(SESSION_KEY, None)


def key_of(respondent):
    """What the browser calls the respondent: stable, and of no use to anybody who finds it on a shared device."""
    return key_of_id(respondent.pk)


def key_of_id(respondent_id):
    return salted_hmac("vignettes.respondent", str(respondent_id)).hexdigest()[:32]


def respondent_required(view):
    """Let the view through with `request.respondent`, or say how to come back.

    No log-in is asked for, since a personal link needs no account: the session of the respondent is the key.
    """
    pages = Respondent.objects.for_pages().order_by()

    @wraps(view)
    def with_way_out(request, *args, **kwargs):
        request.leave_form = LeaveForm.of(request.respondent)
        return view(request, *args, **kwargs)

    return _guarded(with_way_out, lambda respondent_id: pages.filter(pk=respondent_id).first())


def saving_required(view):
    """As `respondent_required`, without what only pages show: the save itself reads the state that decides."""
    return _guarded(view, saving.answering)


def _guarded(view, find):
    @login_not_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        respondent = find(request.session.get(SESSION_KEY))
        if respondent is None:
            return lost(request)
        if refusal := gone(request, respondent):
            return refusal
        request.respondent = respondent
        return view(request, *args, **kwargs)

    return guarded


def answering_required(view):
    """As `respondent_required`, and answers are still accepted: otherwise the receipt, or why not."""

    @respondent_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            answering.refuse_if_closed(request.respondent)
        except answering.Closed as refusal:
            return closed(request, refusal)
        request.finish_by = finish_by(request.respondent.survey, request.respondent)
        return view(request, *args, **kwargs)

    return guarded


def lost(request):
    """Nobody is answering in this session (any more). Typed answers are carried over to the next try."""
    if request.content_type == "application/json":
        return JsonResponse({"reason": "signed_out"}, status=401)
    carried = [(name, value) for name, values in request.POST.lists() for value in values]
    carried = [(name, value) for name, value in carried if name not in NOT_TYPED]
    return render(request, "vignettes/answer_lost.html", {"carried": carried}, status=401)


def gone(request, respondent):
    """The response to a withdrawn or expired link, or None while it is good."""
    if respondent.revoked_at:
        return unusable(
            request, _("The link has been withdrawn"), _("Ask your municipality's contact person for a new one.")
        )
    if respondent.expires_at <= timezone.now():
        return unusable(
            request,
            _("The link has expired"),
            _("Ask your municipality's contact person for a new one. Answers you have given are kept."),
        )
    return None


def closed(request, refusal):
    if refusal.code == answering.SUBMITTED:
        return redirect("vignettes:answer_receipt")
    context = {"heading": _("You cannot answer now"), "text": refusal}
    return render(request, "vignettes/answer_unusable.html", context, status=403)


def unusable(request, heading, text, status=410):
    if request.content_type == "application/json":
        return JsonResponse({"reason": "gone", "message": f"{heading}. {text}"}, status=status)
    return render(request, "vignettes/answer_unusable.html", {"heading": heading, "text": text}, status=status)
