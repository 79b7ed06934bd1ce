"""Reminders to those who have not sent their answers: by the survey's plan, and once more if the contact person asks.

They are written a municipality at a time, in one transaction under its lock: whoever comes second (another worker, a
second beat) finds them written, and what a killed worker left undone is done by the next. Nobody is told who gets one,
since that would tell who has not answered.
"""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs import mail
from jobs.errors import Refused
from municipalities.models import Participation
from vignettes import reminder_texts
from vignettes.actions import fieldwork
from vignettes.models import Reminder, ReminderMail, Respondent, Survey
from vignettes.status import is_over
from vignettes.working_hours import is_working_time, next_working_time


def send_due() -> int:
    """Write the mails of every reminder that is due, within working hours; how many. Safe at any time and twice."""
    now = timezone.localtime()
    if not is_working_time(now):
        return 0
    return sum(_send_planned(reminder, now) for reminder in Reminder.objects.due(now.date()))


@transaction.atomic
def remind_now(*, survey, participation, by):
    """Remind those in one municipality who have not sent their answers, at most once a day.

    It is the same for the caller whether anybody was left to remind.
    """
    now = timezone.localtime()
    if not is_working_time(now):
        text = _("Reminders are sent on working days between 8 and 17. Come back %(moment)s.")
        raise Refused(text % {"moment": date_format(next_working_time(now), _("j F \\a\\t H.i"))})
    fieldwork.refuse_change(survey, fieldwork.locked(participation))
    if _reminded_today(survey, participation, now.date()).exists():
        raise Refused(_("Your colleagues have been sent a reminder today. Wait until tomorrow."))
    _write(_left(survey, participation, now.date()), Reminder(survey=survey), now)


@transaction.atomic
def save(*, reminder, by):
    """Put a reminder into the plan, or change it while nobody has been sent it."""
    survey = Survey.objects.select_for_update().get(pk=reminder.survey_id)
    if reminder.pk:
        _refuse_begun(_locked(reminder.pk))
    if is_over(survey, timezone.localdate()):
        raise Refused(_("The survey is closed, so nobody can be reminded of it."))
    if survey.reminders.filter(due_on=reminder.due_on).exclude(pk=reminder.pk).exists():
        raise Refused(_("Another reminder goes on this day already. Choose another day."))
    reminder.save()
    return reminder


@transaction.atomic
def delete(*, reminder, by):
    found = _locked(reminder.pk)
    _refuse_begun(found)
    if found:
        found.delete()


@transaction.atomic
def send_test(*, reminder, to):
    """Send the reminder to the person who plans it, with a link that leads nowhere. A double click sends one."""
    written = mail_for_example(reminder)
    minute = timezone.now().strftime("%Y%m%d%H%M")
    subject = _("Test: %(subject)s") % {"subject": written["subject"]}
    key = f"survey-reminder-test-{reminder.pk}-{to.pk}-{minute}"
    mail.post(key=key, recipient=to.email, subject=subject, text=written["text"])


def mail_for_example(reminder):
    """The mail as an invented colleague would get it."""
    link = fieldwork.address_of(_("example"))
    return reminder_texts.mail_of(reminder.subject, reminder.text, reminder.survey, link)


def goes_at(reminder, now):
    """When a reminder that is not sent will go: local time; None if that is after the survey's end."""
    midnight = datetime.combine(reminder.due_on, time.min, tzinfo=now.tzinfo)
    moment = next_working_time(max(midnight, now))
    return None if is_over(reminder.survey, moment.date()) else moment


def next_goes_at(survey, now):
    """When the next reminder of the plan goes: local time, or None."""
    moments = (goes_at(reminder, now) for reminder in survey.reminders.unsent().select_related("survey"))
    return min((moment for moment in moments if moment), default=None)


def _send_planned(reminder, now):
    begun = _begin(reminder.pk, now)
    if begun is None:
        return 0
    left = Respondent.objects.to_remind(now.date()).filter(survey=begun.survey_id)
    places = Participation.objects.filter(pk__in=left.values("participation")).order_by("pk")
    written = sum(_remind_municipality(begun, place, now) for place in places)
    Reminder.objects.unsent().filter(pk=begun.pk).update(finished_at=timezone.now())
    return written


@transaction.atomic
def _begin(reminder_id, now):
    """The reminder with its words fast from now on; None if it has been deleted or is no longer due."""
    reminder = Reminder.objects.due(now.date()).filter(pk=reminder_id).select_for_update(of=("self",)).first()
    if reminder and reminder.begun_at is None:
        reminder.begun_at = now
        reminder.save(update_fields=["begun_at"])
    return reminder


@transaction.atomic
def _remind_municipality(reminder, participation, now):
    try:
        fieldwork.refuse_change(Survey.objects.get(pk=reminder.survey_id), fieldwork.locked(participation))
    except Refused:
        return 0
    left = _left(reminder.survey, participation, now.date())
    return _write(left.exclude(reminder_mails__reminder=reminder), reminder, now)


def _left(survey, participation, today):
    """Those to be reminded now, under their locks: whoever sends answers meanwhile is first or waits."""
    left = Respondent.objects.to_remind(today).filter(survey=survey, participation=participation)
    return left.exclude(reminder_mails__day=today).select_for_update(of=("self",))


def _write(respondents, reminder, now):
    subject = reminder.subject or reminder_texts.default_subject()
    text = reminder.text or reminder_texts.default_text(reminder.survey)
    written = 0
    for respondent in respondents:
        mailed = reminder_texts.mail_of(subject, text, reminder.survey, fieldwork.living_link(respondent, now))
        key = f"survey-reminder-{reminder.pk or f'extra-{now:%Y%m%d}'}-{respondent.pk}"
        message = mail.post(key=key, recipient=respondent.email, **mailed)
        planned = reminder if reminder.pk else None
        ReminderMail.objects.create(respondent=respondent, reminder=planned, message=message, day=now.date())
        written += 1
    return written


def _reminded_today(survey, participation, today):
    return ReminderMail.objects.filter(respondent__survey=survey, respondent__participation=participation, day=today)


def _locked(reminder_id):
    return Reminder.objects.select_for_update().filter(pk=reminder_id).first()


def _refuse_begun(reminder):
    if reminder and reminder.begun_at:
        raise Refused(_("The reminder has been sent. It can no longer be changed or deleted."))
