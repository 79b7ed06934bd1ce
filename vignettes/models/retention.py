"""How long a survey's answers stay linked to the people who gave them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vignettes.models.instrument import Survey

USUAL_DAYS, FEWEST_DAYS, MOST_DAYS = 180, 30, 1825


class Retention(models.Model):
    """The plan for one survey; one without a row has the usual plan. `vignettes/retention.py` reads its days.

    `counts_from` is the day the survey closed, seen by the clock; `people` is how many were cut loose, at `done_at`.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="retention")
    days = models.PositiveSmallIntegerField(
        _("days from closing to anonymisation"),
        default=USUAL_DAYS,
        validators=[MinValueValidator(FEWEST_DAYS), MaxValueValidator(MOST_DAYS)],
    )
    counts_from = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    postponed_to = models.DateField(_("postponed to"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    postponed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    warned_on = models.DateField(_("announced"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("anonymised"), null=True, blank=True, editable=False)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("retention of a survey's answers")
        verbose_name_plural = _("retention of surveys' answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=FEWEST_DAYS, days__lte=MOST_DAYS), name="retention_days_within_limits"
            ),
            models.CheckConstraint(condition=Q(postponed_to=None) | ~Q(reason=""), name="retention_postponed_why"),
        ]

    def __str__(self):
        return str(self.survey)
