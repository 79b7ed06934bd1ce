"""The secretariat closes a whole survey by hand, or opens it again. Whoever is in the middle may finish (ending.py)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import mail
from jobs.errors import Refused
from municipalities.models import Participation, Role, RoleKind, User
from vignettes.ending import GRACE
from vignettes.models import Closing, Survey, SurveyState


@transaction.atomic
def close(*, survey, reason, by):
    """From now on nobody begins. The contact persons get a mail with the reason; a second click closes nothing more."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.state == SurveyState.CLOSED:
        raise Refused(_("The survey has been closed already."))
    if survey.state == SurveyState.DRAFT:
        raise Refused(_("The survey has not opened yet, so there is nothing to close."))
    closing = Closing.objects.create(survey=survey, closed_by=by, closed_at=timezone.now(), reason=reason)
    survey.state = SurveyState.CLOSED
    survey.save(update_fields=["state"])
    subject = _("The survey “%(survey)s” is closed") % {"survey": survey.title}
    _tell(closing, "closed", subject, "vignettes/_survey_closed_mail.txt")
    return closing


@transaction.atomic
def reopen(*, survey, reason, closes_on, by):
    """Take answers again, until `closes_on` (None: no day is decided). The contact persons get a mail."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.state != SurveyState.CLOSED:
        raise Refused(_("The survey has been reopened already."))
    if closes_on and closes_on < timezone.localdate():
        raise Refused(_("Choose today or a later day, or nobody could answer."))
    closing = survey.closings.standing().get()
    closing.reopened_by, closing.reopened_at, closing.reopening_reason = by, timezone.now(), reason
    closing.save()
    survey.state, survey.closes_on = SurveyState.OPEN, closes_on
    survey.save(update_fields=["state", "closes_on"])
    subject = _("The survey “%(survey)s” is open again") % {"survey": survey.title}
    _tell(closing, "opened", subject, "vignettes/_survey_opened_mail.txt")
    return closing


def _tell(closing, what, subject, template):
    survey = closing.survey
    url = settings.SITE_URL + reverse("vignettes:survey_show", args=[survey.pk])
    about = {"closing": closing, "survey": survey, "url": url, "hours": GRACE // timedelta(hours=1)}
    for contact in _contacts(survey):
        mail.post(
            key=f"survey-{what}-{closing.pk}-{contact.pk}",
            recipient=contact.email,
            subject=subject,
            text=render_to_string(template, about | {"contact": contact}),
        )


def _contacts(survey):
    """The contact persons of all municipalities that take part."""
    partners = Participation.objects.filter(partnership=survey.partnership_id).current()
    roles = Role.objects.current().filter(kind=RoleKind.CONTACT, municipality__in=partners.values("municipality"))
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))
