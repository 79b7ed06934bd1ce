"""What a case was, change by change."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesscases.models.cases import Case, OfCaseQuerySet


class Version(models.Model):
    """The whole case after one person's changes of a short while: `document` as in dossier/document.py."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    document = models.TextField(_("content"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    began_at = models.DateTimeField(_("started"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a business case")
        verbose_name_plural = _("versions of business cases")
        ordering = ["case", "-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="version_number_once")]

    def __str__(self):
        return f"{self.case} {self.number}"
