"""The respondent's journey: welcome, one page per vignette, review, send, receipt."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Participation
from vignettes import links
from vignettes.actions import answering, timing
from vignettes.drafts import as_document
from vignettes.duration import estimate, longest_share
from vignettes.ending import finish_by
from vignettes.forms.answering import AnswerPageForm, answer_text, field_anchor
from vignettes.journey import journey_of
from vignettes.live import rules_of
from vignettes.models import Respondent, Survey
from vignettes.models.page_views import AWAY, REVIEW
from vignettes.published import spec_of
from vignettes.views import respondent as session
from vignettes.views.respondent import answering_required, respondent_required


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # the link itself is the credential; looking at it changes nothing, since mail scanners do
def answer_welcome(request, token):
    respondent = Respondent.objects.for_pages().filter(token_hash=links.hash_token(token)).first()
    if respondent is None:
        text = _(
            "Check that the whole link from the mail is in the address bar. If you have got a newer mail, use the"
            " link in that one. Otherwise your municipality's contact person can send you a new link."
        )
        return session.unusable(request, _("The link does not work"), text, status=404)
    if refusal := session.gone(request, respondent):
        return refusal
    if respondent.submitted_at:
        return _read_again(request, respondent)
    try:
        answering.refuse_if_closed(respondent)
        if request.method == "POST":
            session.remember(request, answering.start(respondent=respondent))
            return redirect("vignettes:answer_resume")
    except answering.Closed as refusal:
        return session.closed(request, refusal)
    request.finish_by = finish_by(respondent.survey, respondent)
    return render(request, "vignettes/answer_welcome.html", _about(respondent))


@require_POST
@requires(Action.SURVEY_ANSWER)
def survey_answer(request, pk):
    survey = get_object_or_404(Survey.objects.within(request.reach), pk=pk)
    participation = Participation.objects.within(request.reach).current().filter(partnership=survey.partnership).first()
    if participation is None:
        raise Http404
    try:
        respondent = answering.start_signed_in(survey=survey, participation=participation, user=request.user)
    except answering.Closed as refusal:
        if refusal.code == answering.SUBMITTED:
            return _show_receipt(request, survey, participation)
        return session.closed(request, refusal)
    except Refused as refusal:
        return session.unusable(request, _("You cannot answer now"), refusal, status=403)
    session.remember(request, respondent)
    return redirect("vignettes:answer_resume")


@require_safe
@answering_required
def answer_resume(request):
    page = journey_of(request.respondent).first_unfinished
    return redirect(_address(page) if page else reverse("vignettes:answer_review"))


@require_http_methods(["GET", "HEAD", "POST"])
@answering_required
def answer_background(request):
    return _answer_page(request, 0, "vignettes/answer_background.html")


@require_http_methods(["GET", "HEAD", "POST"])
@answering_required
def answer_vignette(request, number):
    return _answer_page(request, number, "vignettes/answer_vignette.html")


@require_safe
@answering_required
def answer_review(request):
    if request.method == "GET":
        timing.shown(respondent=request.respondent, page=REVIEW)
    journey = journey_of(request.respondent)
    overview = [_overview(journey, page) for page in journey.pages]
    context = {"overview": overview, "is_complete": journey.first_unfinished is None, "last": overview[-1:]}
    return render(request, "vignettes/answer_review.html", context | _steps(journey, len(journey.pages)))


@require_http_methods(["GET", "HEAD", "POST"])
@answering_required
def answer_submit(request):
    if journey_of(request.respondent).first_unfinished:
        return redirect("vignettes:answer_review")
    if request.method == "POST":
        try:
            answering.submit(respondent=request.respondent)
            timing.shown(respondent=request.respondent, page=AWAY)
        except Refused as refusal:
            messages.error(request, refusal)
            return redirect("vignettes:answer_resume")
        return redirect("vignettes:answer_receipt")
    return render(request, "vignettes/answer_submit.html", {"respondent": request.respondent})


@require_safe
@respondent_required
def answer_receipt(request):
    if not request.respondent.submitted_at:
        return redirect("vignettes:answer_resume")
    key = session.key_of(request.respondent)
    return render(request, "vignettes/answer_receipt.html", {"respondent": request.respondent, "respondent_key": key})


@require_safe
@respondent_required
def answer_read(request):
    """The own answers once they are sent: to read, no longer to change."""
    if not request.respondent.submitted_at:
        return redirect("vignettes:answer_resume")
    journey = journey_of(request.respondent)
    sections = [(_title(page), _given(journey, page)) for page in journey.pages]
    return render(request, "vignettes/answer_read.html", {"sections": sections, "respondent": request.respondent})


def _read_again(request, respondent):
    """The receipt for whoever opens the link of answers that were sent; a press on its button opens the answers."""
    if request.method == "POST":
        session.remember(request, respondent)
        return redirect("vignettes:answer_read")
    return render(request, "vignettes/answer_receipt.html", {"respondent": respondent})


def _given(journey, page):
    """(question, answer) of one page, as text."""
    answers = {place: answer.value for place, answer in journey.answers.items()}
    vignette_id = page.vignette and page.vignette.pk
    asked = [question for question in page.shown if question.asks]
    return [(question.text, answer_text(question, answers.get((vignette_id, question.pk)))) for question in asked]


def _overview(journey, page):
    """What the review says about a page: untouched, some questions missing (with links to them), or done."""
    url = _address(page)
    is_untouched = not any(
        (page.vignette and page.vignette.pk, question.pk) in journey.answers for question in page.shown
    )
    missing = [(question.text, f"{url}#{field_anchor(question)}") for question in page.missing]
    return {"title": _title(page), "url": url, "is_untouched": is_untouched, "missing": missing}


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
    return render(request, template, context | _steps(journey, place), status=422 if form.errors else 200)


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
        return redirect(_neighbour(journey, page, -1))
    if page.vignette is None:
        journey = journey_of(request.respondent)  # whom the cases are asked of may depend on what was answered here
    return _with_more(request, page, form.appeared()) or redirect(_neighbour(journey, page, 1))


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
    return redirect(f"{_address(page)}#{field_anchor(appeared[0])}")


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


def _neighbour(journey, page, distance):
    """The page that many further on, the first before all others and the review after them."""
    numbers = [one.number for one in journey.pages]
    place = numbers.index(page.number) + distance
    return _address(journey.pages[max(place, 0)]) if place < len(numbers) else reverse("vignettes:answer_review")


def _address(page):
    if page.vignette is None:
        return reverse("vignettes:answer_background")
    return reverse("vignettes:answer_vignette", args=[page.number])


def _title(page):
    return page.vignette.title if page.vignette else _("About you")


def _steps(journey, place):
    """The step guide: every page, then the review. `place` counts from 0."""
    steps = [
        {"label": _title(page), "url": _address(page), "done": page.is_done, "current": False} for page in journey.pages
    ]
    steps.append(
        {"label": _("Review and send"), "url": reverse("vignettes:answer_review"), "done": False, "current": False}
    )
    steps[place]["current"] = True
    return {"steps": steps, "number": place + 1}


def _for_autosave(page, key):
    """What static/js/answers.js needs to know; without it the form is a plain form.

    Sent to the page's bare address, it takes no "#…" along to the next page.
    """
    return {
        "action": _address(page),
        "data-answers": key,
        "data-vignette": page.vignette.pk if page.vignette else "",
        "data-save-url": reverse("vignettes:answer_save"),
        "data-session-url": reverse("vignettes:answer_session"),
    }


def _about(respondent):
    document = as_document(spec_of(respondent.version))
    vignette_count = len(longest_share(document))
    return {"respondent": respondent, "vignette_count": vignette_count, "minutes": estimate(document).minutes}


def _show_receipt(request, survey, participation):
    respondent = Respondent.objects.get(survey=survey, participation=participation, user=request.user)
    session.remember(request, respondent)
    return redirect("vignettes:answer_receipt")
