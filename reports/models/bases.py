"""The answers behind reports, kept so that published reports stay comparable with those that come after them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vignettes.models import Survey

OUT = ("published", "withdrawn")  # a report that is taken back has been read


class BasisQuerySet(models.QuerySet):
    def released(self, survey):
        """Those of reports that have been published, oldest first."""
        return self.filter(survey=survey, reports__state__in=OUT).distinct().order_by("pk")

    def against(self, basis):
        """Those that nobody has held `basis` against yet: published after it was made."""
        return self.exclude(pk=basis.pk).exclude(agrees_with=basis)


class Basis(models.Model):
    """Every answer that counted when reports were made (analysis/releases.py), with the bases it can stand beside."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="bases")
    sha256 = models.CharField(max_length=64)
    content = models.JSONField(_("answers"))
    agrees_with = models.ManyToManyField("self", blank=True)

    objects = BasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("answers behind reports")
        verbose_name_plural = _("answers behind reports")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "sha256"], name="basis_once")]

    def __str__(self):
        return f"{self.survey} {self.sha256[:8]}"
