"""One municipality's part of one survey: counts, invited colleagues, submitting and reopening."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from jobs.models import MailState
from municipalities.access import Action, reaches, requires
from municipalities.models import Participation
from vignettes.actions import enrolling, fieldwork, reminding
from vignettes.ending import end_of
from vignettes.forms.fieldwork import InviteForm, ReopenForm
from vignettes.models import EnrolmentLink, ReminderMail, Respondent, Submission, Survey
from vignettes.status import responses

PER_PAGE = 25


@require_safe
@requires(Action.SURVEY_VIEW)
def response_show(request, survey_pk, participation_pk):
    response = response_of(request, survey_pk, participation_pk)
    participation = response.participation
    history = Submission.objects.filter(survey=response.survey, participation=participation)
    may_invite = reaches(request.user, Action.SURVEY_INVITE, participation)
    invited = _invited().filter(survey=response.survey, participation=participation)
    context = (
        state_of(response)
        | (_about_mails(response) if may_invite else {})
        | {
            "history": history.exclude(reopened_at=None).select_related("submitted_by", "reopened_by"),
            "may_invite": may_invite,
            "enrolments": may_invite and _enrolments(response),
            "may_submit": reaches(request.user, Action.SURVEY_SUBMIT, participation),
            "may_reopen": reaches(request.user, Action.SURVEY_REOPEN, participation),
            "page": may_invite and Paginator(invited, PER_PAGE).get_page(request.GET.get("side")),
        }
    )
    return render(request, "vignettes/response_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_INVITE)
def respondent_invite(request, survey_pk, participation_pk):
    response = response_of(request, survey_pk, participation_pk)
    form = InviteForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _sent(request, response, form):
        rest = form.rest()
        if rest is None:
            return redirect("vignettes:response_show", survey_pk, participation_pk)
        form = rest
    context = state_of(response) | {"form": form}
    return render(request, "vignettes/respondent_invite.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Action.SURVEY_INVITE)
def respondent_resend(request, pk):
    respondent = get_object_or_404(_invited().within(request.reach), pk=pk)
    try:
        fieldwork.resend(respondent=respondent, by=request.user)
        text = _("A new link is on its way to %(email)s. The old one no longer works.")
        messages.success(request, text % {"email": respondent.email})
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("vignettes:response_show", respondent.survey_id, respondent.participation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_INVITE)
def respondent_revoke(request, pk):
    respondents = Respondent.objects.exclude(email="").select_related("survey", "participation__municipality")
    respondent = get_object_or_404(respondents.within(request.reach), pk=pk)
    if request.method != "POST":
        return render(request, "vignettes/respondent_revoke.html", {"respondent": respondent})
    try:
        fieldwork.revoke(respondent=respondent, by=request.user)
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": respondent.email})
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("vignettes:response_show", respondent.survey_id, respondent.participation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_SUBMIT)
def response_submit(request, survey_pk, participation_pk):
    response = response_of(request, survey_pk, participation_pk)
    if request.method != "POST":
        return render(request, "vignettes/response_submit.html", state_of(response))
    try:
        fieldwork.submit(survey=response.survey, participation=response.participation, by=request.user)
        messages.success(request, _("The answers are submitted. Thank you for your work."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("vignettes:response_show", survey_pk, participation_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_REOPEN)
def response_reopen(request, survey_pk, participation_pk):
    response = response_of(request, survey_pk, participation_pk)
    if response.submission is None:
        messages.info(request, _("The municipality can answer already."))
        return redirect("vignettes:response_show", survey_pk, participation_pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid() and _reopened(request, response, form):
        return redirect("vignettes:response_show", survey_pk, participation_pk)
    context = state_of(response) | {"form": form}
    return render(request, "vignettes/response_reopen.html", context, status=422 if form.errors else 200)


def response_of(request, survey_pk, participation_pk):
    """What the municipality has done with the survey; 404 unless both are within reach and belong together."""
    survey = get_object_or_404(Survey.objects.shown_within(request.reach).select_related("partnership"), pk=survey_pk)
    participations = Participation.objects.within(request.reach).current().select_related("municipality")
    participation = get_object_or_404(participations, pk=participation_pk, partnership=survey.partnership_id)
    return responses([survey], [participation])[0]


def state_of(response):
    place = {"survey": response.survey, "participation": response.participation}
    return {
        "response": response,
        "why_unchangeable": fieldwork.why_unchangeable(**place, submission=response.submission),
        "why_unsubmittable": fieldwork.why_unsubmittable(**place, submission=response.submission),
        "end": end_of(response.survey),
        "now": timezone.now(),
    }


def _about_mails(response):
    """When the next reminder goes, and what could not be sent: of reminders their number alone."""
    place = {"survey": response.survey, "participation": response.participation}
    lost = ReminderMail.objects.filter(respondent__survey=response.survey, message__state=MailState.FAILED)
    return {
        "next_reminder": reminding.next_goes_at(response.survey, timezone.localtime()),
        "lost_reminders": lost.filter(respondent__participation=response.participation).count(),
        "unreached_count": Respondent.objects.unreached().filter(**place).count(),
    }


def _enrolments(response):
    """(link, its address) for each that has not been stopped."""
    mine = EnrolmentLink.objects.filter(survey=response.survey, participation=response.participation, revoked_at=None)
    return [(link, enrolling.address_of(link)) for link in mine]


def _invited():
    """Those who were sent a link, by address: the order must not tell who has answered."""
    return Respondent.objects.invited().exclude(email="").select_related("link_mail").order_by("email")


def _sent(request, response, form):
    place = {"survey": response.survey, "participation": response.participation}
    addresses, role = form.invited(), form.cleaned_data["role"]
    try:
        invited = fieldwork.invite(**place, addresses=addresses, role=role, by=request.user)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    if count := len(invited.sent):
        text = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
        messages.success(request, text % {"count": count})
    if lines := form.cleaned_data["file"].unreadable:
        text = _("No address could be read in these lines of the file: %(lines)s. They stand below for correction.")
        messages.warning(request, text % {"lines": ", ".join(str(piece.line) for piece in lines)})
    if invited.already:
        text = _("Invited earlier, and sent nothing now: %(addresses)s.")
        messages.info(request, text % {"addresses": ", ".join(invited.already)})
    return True


def _reopened(request, response, form):
    try:
        fieldwork.reopen(submission=response.submission, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    messages.success(request, _("The municipality can answer again. The contact person gets a mail."))
    return True
