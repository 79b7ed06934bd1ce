"""How many answers a survey expects from each municipality."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.models import Participation
from vignettes.models.instrument import Survey

MOST = 5000


class Target(models.Model):
    """The number of people whose answers are expected; without a row none is agreed."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="targets")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="survey_targets")
    people = models.PositiveSmallIntegerField(_("expected answers"), validators=[MaxValueValidator(MOST)])

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "participation"], name="target_once")]

    def __str__(self):
        return f"{self.participation}: {self.people}"
