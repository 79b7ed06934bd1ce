"""Enrolment links: the contact person makes and stops them, colleagues use them without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.forms import carried_out
from vignettes import links
from vignettes.actions import enrolling
from vignettes.forms.enrolment import EnrolmentForm, UseForm
from vignettes.models import EnrolmentLink
from vignettes.views import respondent as session
from vignettes.views.responses import response_of, state_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_INVITE)
def enrolment_create(request, survey_pk, participation_pk):
    response = response_of(request, survey_pk, participation_pk)
    form = EnrolmentForm(request.POST or None, survey=response.survey)
    place = {"survey": response.survey, "participation": response.participation, "by": request.user}
    if form.is_valid() and carried_out(form, enrolling.make_link, **place, **form.cleaned_data):
        messages.success(request, _("The link is made. Copy it below and send it to your colleagues."))
        return redirect("vignettes:response_show", survey_pk, participation_pk)
    context = state_of(response) | {"form": form}
    return render(request, "vignettes/enrolment_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_INVITE)
def enrolment_stop(request, pk):
    found = EnrolmentLink.objects.within(request.reach).select_related("survey", "participation__municipality")
    link = get_object_or_404(found, pk=pk)
    if request.method != "POST":
        return render(request, "vignettes/enrolment_stop.html", {"link": link})
    enrolling.stop_link(link=link, by=request.user)
    messages.success(request, _("The link no longer works. Those who have enrolled keep their personal link."))
    return redirect("vignettes:response_show", link.survey_id, link.participation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # the link itself is the credential; looking at it changes nothing, since mail scanners do
def enrolment_use(request, token):
    links_used = EnrolmentLink.objects.filter(token_hash=links.hash_token(token))
    link = links_used.select_related("survey", "participation__municipality").first()
    if link is None:
        return session.unusable(request, _("The link does not work"), _("Ask whoever sent it to you."), status=404)
    form, had_room = UseForm(request.POST or None), not link.is_full
    try:
        enrolling.refuse_dead(link, link.participation)
        if form.is_valid():
            had_room = enrolling.enrol(link=link, **form.cleaned_data)
    except Refused as refusal:
        text = _("%(reason)s Ask your municipality's contact person.") % {"reason": refusal}
        return session.unusable(request, _("Nobody can enrol now"), text, status=410)
    context = {"link": link, "form": form, "had_room": had_room, "is_done": form.is_valid()}
    return render(request, "vignettes/enrolment_use.html", context, status=422 if form.errors else 200)
