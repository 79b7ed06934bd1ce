"""How a respondent comes in: by the personal link, or signed in as one of the municipality's people."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Participation
from vignettes import links
from vignettes.actions import answering
from vignettes.drafts import as_document
from vignettes.duration import estimate, longest_share
from vignettes.ending import finish_by
from vignettes.models import Respondent, Survey
from vignettes.published import spec_of
from vignettes.views import respondent as session


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


def _read_again(request, respondent):
    """The receipt for whoever opens the link of answers that were sent; a press on its button opens the answers."""
    if request.method == "POST":
        session.remember(request, respondent)
        return redirect("vignettes:answer_read")
    return render(request, "vignettes/answer_receipt.html", {"respondent": respondent})


def _about(respondent):
    document = as_document(spec_of(respondent.version))
    vignette_count = len(longest_share(document))
    return {"respondent": respondent, "vignette_count": vignette_count, "minutes": estimate(document).minutes}


def _show_receipt(request, survey, participation):
    respondent = Respondent.objects.get(survey=survey, participation=participation, user=request.user)
    session.remember(request, respondent)
    return redirect("vignettes:answer_receipt")
