"""Questions that the secretariat keeps to use again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.models import Partnership
from vignettes.drafts import BACKGROUND, BATTERY


class LibraryQuestionQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(partnership__in=reach.assigned.values("pk"))


class LibraryQuestion(models.Model):
    """A question that was saved from a draft, as the document has it and without its condition.

    Those who work with the partnership for the secretariat see it, and use it in all surveys that they write.
    """

    class Section(models.TextChoices):
        BACKGROUND = BACKGROUND, _("Questions about the respondent")
        BATTERY = BATTERY, _("Questions about each case")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="library_questions")
    section = models.CharField(_("section"), max_length=10, choices=Section)
    row = models.JSONField(_("question"))
    fingerprint = models.CharField(_("fingerprint"), max_length=16)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = LibraryQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question in the library")
        verbose_name_plural = _("questions in the library")
        ordering = ["section", "saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "section", "fingerprint"], name="library_question_once")
        ]

    def __str__(self):
        return self.row["text"]
