"""The pages of questions: shown, saved as a plain form, and left for the next one."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vignettes.actions import answering, timing
from vignettes.forms.answering import AnswerPageForm, field_anchor
from vignettes.journey import journey_of
from vignettes.live import rules_of
from vignettes.views import respondent as session
from vignettes.views.respondent import answering_required
from vignettes.views.steps import address_of, neighbour, step_guide


@require_safe
@answering_required
def answer_resume(request):
    page = journey_of(request.respondent).first_unfinished
    return redirect(address_of(page) if page else reverse("vignettes:answer_review"))


@require_http_methods(["GET", "HEAD", "POST"])
@answering_required
def answer_background(request):
    return _answer_page(request, 0, "vignettes/answer_background.html")


@require_http_methods(["GET", "HEAD", "POST"])
@answering_required
def answer_vignette(request, number):
    return _answer_page(request, number, "vignettes/answer_vignette.html")


def _answer_page(request, number, template):
    journey = journey_of(request.respondent)
    page = journey.page(number)
    if page is None:
        return _not_asked(request.respondent, number)
    key = session.key_of(request.respondent)
    form = AnswerPageForm(
        request.POST if request.method == "POST" else None,
        page=page,
        answers=journey.answers,
        respondent_key=key,
        attrs=_for_autosave(page, key),
    )
    if form.is_bound and (response := _saved(request, journey, page, form)):
        return response
    if request.method == "GET":
        timing.shown(respondent=request.respondent, page=number)
    context = {"page": page, "form": form, "respondent": request.respondent, "rules": rules_of(page)}
    place = journey.pages.index(page)
    return render(request, template, context | step_guide(journey, place), status=422 if form.errors else 200)


def _not_asked(respondent, number):
    """What is asked may have changed since the page was opened; a page that nobody has does not exist."""
    if number > len(respondent.assignment.vignette_order):
        raise Http404
    return redirect("vignettes:answer_resume")


def _saved(request, journey, page, form):
    """Save the page's changed answers; the response that leads on, or None to show the form's errors."""
    form.is_valid()
    if form.cleaned_data.get("respondent") != session.key_of(request.respondent):
        return session.lost(request)
    try:
        for question, value, version in form.given():
            _save_changed(request.respondent, journey, page, form, (question, value, version))
    except answering.Closed as refusal:
        return session.closed(request, refusal)
    if form.errors:
        return None
    if "previous" in request.POST:
        return redirect(neighbour(journey, page, -1))
    if page.vignette is None:
        journey = journey_of(request.respondent)  # whom the cases are asked of may depend on what was answered here
    return _with_more(request, page, form.appeared()) or redirect(neighbour(journey, page, 1))


def _with_more(request, page, appeared):
    """The page once more, at the first question that the answers have brought up; a script shows it without this."""
    if not appeared:
        return None
    text = ngettext(
        "Your answers lead to one more question. You find it here.",
        "Your answers lead to %(count)s more questions. You find them here.",
        len(appeared),
    )
    messages.info(request, text % {"count": len(appeared)})
    return redirect(f"{address_of(page)}#{field_anchor(appeared[0])}")


def _save_changed(respondent, journey, page, form, given):
    question, value, version = given
    current = journey.answers.get((page.vignette and page.vignette.pk, question.pk))
    if value == (current and current.value):
        return
    try:
        saved = answering.save_answer(
            respondent=respondent,
            question=question,
            vignette=page.vignette,
            value=value,
            idempotency_key=uuid.uuid4(),
            based_on_version=version,
        )
        form.show_version(question, saved.version)
    except answering.Stale as stale:
        form.show_conflict(question, stale)


def _for_autosave(page, key):
    """What static/js/answers.js needs to know; without it the form is a plain form.

    Sent to the page's bare address, it takes no "#…" along to the next page.
    """
    return {
        "action": address_of(page),
        "data-answers": key,
        "data-vignette": page.vignette.pk if page.vignette else "",
        "data-save-url": reverse("vignettes:answer_save"),
        "data-session-url": reverse("vignettes:answer_session"),
    }
