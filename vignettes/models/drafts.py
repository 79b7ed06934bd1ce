"""What is being written: a document until it is published, then rows (vignettes/models/instrument.py)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vignettes.models.instrument import Survey


class Draft(models.Model):
    """The next version of a survey, as the document that docs/instrument.md describes; it may be unfinished.

    `revision` counts its changes, so that nobody publishes or rearranges what somebody else has changed meanwhile.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField(_("content"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of a survey")
        verbose_name_plural = _("drafts of surveys")

    def __str__(self):
        return str(self.survey)
