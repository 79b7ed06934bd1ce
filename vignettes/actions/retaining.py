"""The end of the link between answers and people: planned, announced, postponed, carried out by the clock."""

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs import mail
from jobs.errors import Refused
from municipalities.models import Role, RoleKind, User
from vignettes.actions.anonymising import cut_loose
from vignettes.models import Retention, Survey, SurveyState
from vignettes.retention import LONGEST_POSTPONEMENT, NOTICE, closed_on, due_on, planned_on
from vignettes.status import is_over

logger = logging.getLogger(__name__)


def run_due() -> None:
    """Look at every survey that still has people: start its clock, announce, anonymise. Safe to run twice."""
    surveys = Survey.objects.exclude(state=SurveyState.DRAFT).exclude(retention__done_at__isnull=False)
    for pk in surveys.order_by("pk").values_list("pk", flat=True):
        _step(pk, timezone.localdate())


@transaction.atomic
def set_days(*, survey, days, by):
    """Another number of days from closing. Raises Refused for more days once they are running: that is postponing."""
    retention = _locked(survey.pk)
    if retention.counts_from and days > retention.days:
        raise Refused(
            _("The survey has closed, and the days are running. Choose at most %(days)d, or postpone with a reason.")
            % {"days": retention.days}
        )
    retention.days = days
    retention.save()
    return retention


@transaction.atomic
def postpone(*, survey, to, reason, by):
    """Keep the link until `to`. Raises Refused before the closing, once it is done, and for a day that is no later."""
    retention = _locked(survey.pk)
    due, today = due_on(retention), timezone.localdate()
    if due is None:
        raise Refused(_("The survey has not closed, so there is nothing to postpone yet."))
    if to <= due:
        raise Refused(_("Choose a day after %(day)s.") % {"day": _day(due)})
    if to > today + LONGEST_POSTPONEMENT:
        latest = _day(today + LONGEST_POSTPONEMENT)
        raise Refused(_("Choose a day no later than %(day)s. You can postpone again later.") % {"day": latest})
    retention.postponed_to, retention.reason, retention.postponed_by = to, reason, by
    retention.warned_on = None
    retention.save()
    return retention


def _locked(survey_id):
    """The plan under the survey's lock. Raises Refused once it has been carried out."""
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    retention, _created = Retention.objects.get_or_create(survey=survey)
    if retention.done_at:
        raise Refused(_("The answers are anonymous already. That cannot be undone."))
    return retention


@transaction.atomic
def _step(survey_id, today):
    """One survey, under its lock: whichever worker comes second finds it done."""
    try:
        retention = _locked(survey_id)
    except Refused:
        return
    if not is_over(retention.survey, today):
        _stop_clock(retention)
        return
    if retention.counts_from is None:
        retention.counts_from = closed_on(retention.survey, today)
        retention.save()
    if retention.warned_on is None:
        if today >= planned_on(retention) - NOTICE:
            _announce(retention, today)
    elif today >= due_on(retention):
        _carry_out(retention)


def _stop_clock(retention):
    """The survey takes answers, perhaps again."""
    if retention.counts_from:
        retention.counts_from = retention.warned_on = None
        retention.save()


def _announce(retention, today):
    retention.warned_on = today
    retention.save()
    due = due_on(retention)
    subject = _("The answers to “%(survey)s” become anonymous on %(day)s")
    words = {"survey": retention.survey.title, "day": _day(due)}
    _tell(retention, f"announced-{due}", subject % words, "vignettes/_retention_announced_mail.txt", {"due": due})


def _carry_out(retention):
    retention.people = cut_loose(retention.survey.respondents.all())
    retention.done_at = timezone.now()
    retention.save()
    logger.info("answers anonymised", extra={"survey": retention.survey_id, "people": retention.people})
    subject = _("The answers to “%(survey)s” are anonymous now") % {"survey": retention.survey.title}
    _tell(retention, "done", subject, "vignettes/_retention_done_mail.txt", {})


def _tell(retention, what, subject, template, context):
    """Researchers, and the consultants of the partnership."""
    survey = retention.survey
    url = settings.SITE_URL + reverse("vignettes:retention_show", args=[survey.pk])
    own = Q(kind=RoleKind.RESEARCHER) | Q(kind=RoleKind.CONSULTANT, partnership=survey.partnership_id)
    roles = Role.objects.current().filter(own)
    for person in User.objects.filter(is_active=True, pk__in=roles.values("user")):
        words = {"retention": retention, "survey": survey, "person": person, "url": url} | context
        mail.post(
            key=f"retention-{what}-{retention.pk}-{person.pk}",
            recipient=person.email,
            subject=subject,
            text=render_to_string(template, words),
        )


def _day(day):
    return date_format(day, "j. F Y")
