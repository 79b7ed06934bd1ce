"""What author and reviewer are told of each other's steps.

That reports wait is said once a day for each survey: a batch of ninety-eight is no reason for ninety-eight mails. A
returned report has a reason of its own, and so a mail of its own.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.mail import post


def tell_handed_over(step) -> None:
    subject = _("Reports wait for you to read them")
    text = _(
        "Dear %(name)s\n\n%(by)s has handed reports from the survey “%(survey)s” over to you. Sign in to read them, "
        "and to approve or return them:\n%(link)s\n\nYou get this mail at most once a day.\n\n"
        "Kind regards\nThe secretariat"
    )
    _once_a_day(step, step.report.review.reviewer, subject, text)


def tell_approved(step) -> None:
    subject = _("Reports are approved and can be published")
    text = _(
        "Dear %(name)s\n\n%(by)s has approved reports from the survey “%(survey)s”. Sign in to publish them:\n"
        "%(link)s\n\nYou get this mail at most once a day.\n\nKind regards\nThe secretariat"
    )
    _once_a_day(step, step.report.review.author, subject, text)


def tell_returned(step) -> None:
    subject = _("The draft for %(report)s has been returned to you")
    text = _(
        "Dear %(name)s\n\n%(by)s has read the draft for %(report)s from the survey “%(survey)s” and returned it to "
        "you. The reason is:\n%(reason)s\n\nHere you go on with it:\n%(link)s\n\nKind regards\nThe secretariat"
    )
    place = reverse("reports:workspace_show", args=[step.report_id])
    _post(f"review-returned:{step.pk}", step, step.report.review.author, place, subject, text)


def _once_a_day(step, recipient, subject, text):
    survey = step.report.survey
    key = f"review-{step.step}:{survey.pk}:{recipient.pk}:{timezone.localdate().isoformat()}"
    _post(key, step, recipient, reverse("reports:review_overview", args=[survey.pk]), subject, text)


def _post(key, step, recipient, place, subject, text):
    facts = {
        "name": recipient.name,
        "by": step.by.name,
        "survey": step.report.survey.title,
        "report": step.report.subject,
        "reason": step.reason,
        "link": settings.SITE_URL + place,
    }
    post(key=key, recipient=recipient.email, subject=subject % facts, text=text % facts)
