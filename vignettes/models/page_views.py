"""When each page of the journey was shown, and how long somebody stayed. For researchers; pages show a median."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vignettes.models.answers import Respondent

REVIEW, AWAY = 30_000, 30_001  # pages without questions; time away is nobody's


class PageView(models.Model):
    """One page of one respondent: 0 holds the questions about the person, 1, 2, … the cases in the person's own order.

    `seconds` sums the time from each showing to what came next; breaks are left out (vignettes/actions/timing.py).
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="page_views")
    page = models.PositiveSmallIntegerField(_("page"))
    shown_at = models.DateTimeField(_("first shown"))
    last_shown_at = models.DateTimeField(_("last shown"))
    seconds = models.PositiveIntegerField(_("seconds"), default=0)

    class Meta:
        verbose_name = _("shown page")
        verbose_name_plural = _("shown pages")
        ordering = ["respondent", "page"]
        constraints = [models.UniqueConstraint(fields=["respondent", "page"], name="page_view_once")]

    def __str__(self):
        return f"{self.respondent}: {self.page}"
