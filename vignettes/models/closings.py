"""A survey is closed by hand before or without its day, and perhaps opened again: who did it, when and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vignettes.models.instrument import Survey


class ClosingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(reopened_at=None)


class Closing(models.Model):
    """From `closed_at` on nobody begins; `reopened_at` ends it. The survey's state says the same for now."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="closings")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), default=timezone.now)
    reason = models.TextField(_("reason"))
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    reopening_reason = models.TextField(_("reason for reopening"), blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey"], condition=Q(reopened_at=None), name="closing_one_standing"),
            models.CheckConstraint(condition=~Q(reason=""), name="closing_with_reason"),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None)
                | (Q(reopened_at__isnull=False) & ~Q(reopening_reason="")),
                name="closing_reopened_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.survey}: {self.closed_at:%Y-%m-%d}"
