"""Reminders: what a survey plans to send to those who have not finished, and what each of them was sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import OutboxMessage
from vignettes.models.answers import Respondent
from vignettes.models.instrument import Survey, SurveyState


class ReminderQuerySet(models.QuerySet):
    def within(self, reach):
        """The plan belongs to those who work with the partnership."""
        return self.filter(survey__partnership__in=reach.assigned.values("pk"))

    def unsent(self):
        return self.filter(finished_at=None)

    def due(self, today):
        """Those whose day has come, while their survey takes answers."""
        running = Q(survey__closes_on=None) | Q(survey__closes_on__gte=today)
        return self.unsent().filter(running, survey__state=SurveyState.OPEN, due_on__lte=today)


class Reminder(models.Model):
    """One mail of a survey's plan. Once the first is sent (`begun_at`) its words stand fast."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField(_("day"))
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)
    begun_at = models.DateTimeField(_("sending began"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["survey", "due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "due_on"],
                name="reminder_one_per_day",
                violation_error_message=_("Another reminder goes on this day already. Choose another day."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(begun_at__isnull=False), name="reminder_begun_before_finished"
            ),
        ]

    def __str__(self):
        return self.subject


class ReminderMail(models.Model):
    """One respondent was sent one reminder: by the plan, or (no `reminder`) because the contact person asked.

    Of use to the sending alone. Whoever was reminded had not finished, so no page shows these rows.
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="reminder_mails")
    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, null=True, blank=True, related_name="mails")
    message = models.OneToOneField(OutboxMessage, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"), default=timezone.localdate)

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["respondent", "day"], name="reminded_once_a_day"),
            models.UniqueConstraint(
                fields=["respondent", "reminder"], condition=Q(reminder__isnull=False), name="reminded_once_by_each"
            ),
        ]

    def __str__(self):
        return f"{self.day}: {self.respondent}"
