"""Who writes a report, who reads it critically before it is published, and what the two have said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.reports import Report


class Review(models.Model):
    """The two people without whom a version is not published: never the same person."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="review")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.CheckConstraint(condition=~Q(author=F("reviewer")), name="review_takes_two")]

    def __str__(self):
        return f"{self.report}: {self.author} / {self.reviewer}"


class Step(models.TextChoices):
    HANDED_OVER = "handed_over", _("Handed over for review")
    RETURNED = "returned", _("Returned to the author")
    APPROVED = "approved", _("Approved")


class ReviewStep(models.Model):
    """One step of a review, about the very content with this fingerprint. Rows are only added."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="review_steps")
    step = models.CharField(_("step"), max_length=12, choices=Step)
    data_sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of a review")
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(step="returned") | ~Q(reason=""), name="review_returned_why"),
        ]

    def __str__(self):
        return f"{self.report}: {self.get_step_display()}"
