"""Somebody asks for the own personal link once more: at a break, or by enrolling again.

It is the link that the person has, so that the first mail goes on working. Nothing changes that the contact person
sees, since that would tell who is in the middle.
"""

from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import mail
from jobs.models import OutboxMessage
from vignettes import links
from vignettes.actions import fieldwork
from vignettes.models import Respondent

SAME_REQUEST = timedelta(minutes=10)  # a double click, or impatience: the mail is on its way


@transaction.atomic
def send_again(*, respondent):
    """Mail the link to the respondent's own address, at most once within SAME_REQUEST."""
    respondent = Respondent.objects.select_for_update(of=("self",)).select_related("survey").get(pk=respondent.pk)
    now = timezone.now()
    key = f"survey-link-again-{respondent.pk}-"
    sent = OutboxMessage.objects.filter(idempotency_key__startswith=key, created_at__gt=now - SAME_REQUEST)
    first = respondent.link_sent_at
    if (first and now - first < SAME_REQUEST) or sent.exists():
        return
    context = {"respondent": respondent, "url": fieldwork.living_link(respondent, now), "days": links.VALID_FOR.days}
    mail.post(
        key=f"{key}{now:%Y%m%d%H%M%S%f}",
        recipient=respondent.email,
        subject=_("Your link to the survey “%(survey)s”") % {"survey": respondent.survey.title},
        text=render_to_string("vignettes/_link_again_mail.txt", context),
    )
