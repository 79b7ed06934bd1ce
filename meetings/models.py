"""The meeting plan of a partnership."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.models import Partnership


class MeetingKind(models.TextChoices):
    JOINT = "joint", _("Joint meeting")
    LAB_DAY = "lab_day", _("Lab day")
    STRATEGIC = "strategic", _("Strategic leader group")
    WORKING = "working", _("Working group")


class MeetingQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(partnership__in=reach.partnerships.values("pk"))


class Meeting(models.Model):
    """A meeting in a partnership's plan. The plan names the month; the day comes when it is agreed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind)
    title = models.CharField(_("title"), max_length=200)
    theme = models.TextField(_("theme"), blank=True)
    month = models.DateField(_("month"), help_text=_("The first day of the month."))

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "title", "month"], name="meeting_planned_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="meeting_month_first_day"),
        ]

    def __str__(self):
        return self.title
