"""Autosave: one answer at a time as JSON. Every refusal has a status, a reason for the script and a sentence."""

import json

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs.errors import Refused
from vignettes.actions import answering
from vignettes.forms.answering import SaveForm, ValueForm, answer_field, answer_text
from vignettes.instrument import FOR_ALL
from vignettes.published import content_of
from vignettes.views import respondent as session
from vignettes.views.respondent import saving_required


class _Rejected(Exception):
    def __init__(self, status, reason, message="", **more):
        super().__init__(message)
        self.response = JsonResponse({"reason": reason, "message": str(message)} | more, status=status)


@require_POST
@saving_required
def answer_save(request):
    try:
        given = _envelope(request)
        question, vignette = _place(request.respondent, given)
        value = _value(question, given)
        saved = _save(request.respondent, given, question, vignette, value)
    except _Rejected as rejected:
        return rejected.response
    return JsonResponse({"version": saved.version})


@require_safe
@login_not_required  # says whether somebody is answering in this session, and renews the form token after a log-in
def answer_session(request):
    respondent_id = request.session.get(session.SESSION_KEY)
    key = session.key_of_id(respondent_id) if respondent_id else None
    return JsonResponse({"token": get_token(request), "respondent": key})


def _envelope(request):
    try:
        payload = json.loads(request.body)
    except RequestDataTooBig:
        raise _Rejected(413, "invalid", _("The answer is too long. Shorten it.")) from None
    except (ValueError, RecursionError):
        payload = None
    form = SaveForm(payload if isinstance(payload, dict) else {})
    if not form.is_valid():
        raise _Rejected(400, "invalid", _("The answer could not be read. Reload the page and try again."))
    if form.cleaned_data["respondent"] != session.key_of(request.respondent):
        raise _Rejected(401, "signed_out")
    return form.cleaned_data | {"value": payload.get("value")}


def _place(respondent, given):
    """The question and the vignette, both of the respondent's own version, and the vignette of the own deck."""
    content = content_of(respondent.version)
    question = content.questions.get(given["question"])
    vignette = content.vignettes.get(given["vignette"])
    if vignette and vignette.deck not in (FOR_ALL, respondent.assignment.deck):
        vignette = None
    is_asked = question and question.asks and question.is_per_vignette == bool(vignette)
    if not is_asked or bool(vignette) != bool(given["vignette"]):
        raise _Rejected(404, "invalid", _("The question is not part of your survey. Reload the page."))
    return question, vignette


def _value(question, given):
    form = ValueForm(question=question, value=given["value"])
    if not form.is_valid():
        raise _Rejected(400, "invalid", " ".join(form.errors["value"]))
    return form.cleaned_data["value"]


def _save(respondent, given, question, vignette, value):
    try:
        return answering.save_answer(
            respondent=respondent,
            question=question,
            vignette=vignette,
            value=value,
            idempotency_key=given["key"],
            based_on_version=given["version"],
        )
    except answering.Stale as stale:
        both = {"stored": answer_text(question, stale.value), "yours": answer_text(question, value)}
        current = {"version": stale.version, "value": answer_field(question).prepare_value(stale.value)}
        raise _Rejected(409, "stale", question=question.text, **both, **current) from None
    except answering.Closed as closed:
        raise _Rejected(423, closed.code, closed) from None
    except Refused as refusal:
        raise _Rejected(400, "invalid", refusal) from None
