"""After the last page: the review, sending, the receipt, and the own answers to read."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jobs.errors import Refused
from vignettes.actions import answering, timing
from vignettes.forms.answering import answer_text, field_anchor
from vignettes.journey import journey_of
from vignettes.models.page_views import AWAY, REVIEW
from vignettes.views import respondent as session
from vignettes.views.respondent import answering_required, respondent_required
from vignettes.views.steps import address_of, step_guide, title_of


@require_safe
@answering_required
def answer_review(request):
    if request.method == "GET":
        timing.shown(respondent=request.respondent, page=REVIEW)
    journey = journey_of(request.respondent)
    overview = [_overview(journey, page) for page in journey.pages]
    context = {"overview": overview, "is_complete": journey.first_unfinished is None, "last": overview[-1:]}
    return render(request, "vignettes/answer_review.html", context | step_guide(journey, len(journey.pages)))


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
    sections = [(title_of(page), _given(journey, page)) for page in journey.pages]
    return render(request, "vignettes/answer_read.html", {"sections": sections, "respondent": request.respondent})


def _given(journey, page):
    """(question, answer) of one page, as text."""
    answers = {place: answer.value for place, answer in journey.answers.items()}
    vignette_id = page.vignette and page.vignette.pk
    asked = [question for question in page.shown if question.asks]
    return [(question.text, answer_text(question, answers.get((vignette_id, question.pk)))) for question in asked]


def _overview(journey, page):
    """What the review says about a page: untouched, some questions missing (with links to them), or done."""
    url = address_of(page)
    is_untouched = not any(
        (page.vignette and page.vignette.pk, question.pk) in journey.answers for question in page.shown
    )
    missing = [(question.text, f"{url}#{field_anchor(question)}") for question in page.missing]
    return {"title": title_of(page), "url": url, "is_untouched": is_untouched, "missing": missing}
