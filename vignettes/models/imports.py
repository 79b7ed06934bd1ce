"""Answers that came from a foreign file: what was uploaded, what was decided about it, and whom it brought."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from municipalities.models import Participation
from vignettes.models.answers import Respondent, RespondentRole
from vignettes.models.instrument import Survey


class ImportState(models.TextChoices):
    READING = "reading", _("Is being read")
    CHECKED = "checked", _("Read, not imported")
    WRITING = "writing", _("Is being imported")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Cannot be read")
    REMOVED = "removed", _("Taken out again")


OVER = (ImportState.FAILED, ImportState.REMOVED)


class AnswerImportQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(survey__partnership__in=reach.assigned.values("pk"))


class AnswerImport(models.Model):
    """One file. `found` is what the last reading saw (vignettes/imports/work.py), `mapping` and `blank` what a person
    decided: a target for each column that has none by its name, and unknown texts (pairs of column and text) to be left
    blank.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="imports")
    file = models.FileField(_("file"), upload_to="imports", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    role = models.CharField(_("role"), max_length=20, choices=RespondentRole, default=RespondentRole.CASEWORKER)
    mapping = models.JSONField(_("meaning of the columns"), default=dict, blank=True)
    blank = models.JSONField(_("left blank"), default=list, blank=True)
    found = models.JSONField(_("what was found"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READING)
    rounds = models.PositiveSmallIntegerField(_("readings"), default=0)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    row_count = models.PositiveIntegerField(_("people"), null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    done_at = models.DateTimeField(_("imported"), null=True, blank=True)

    objects = AnswerImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of answers")
        verbose_name_plural = _("imports of answers")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "sha256"], condition=~Q(state__in=["failed", "removed"]), name="import_file_once"
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="import_done_when"),
        ]

    def __str__(self):
        return self.file_name


class ImportedRespondent(models.Model):
    """Marks a respondent as one that a file brought: without address or link, and taken out with the others."""

    respondent = models.OneToOneField(Respondent, on_delete=models.CASCADE, related_name="imported")
    source = models.ForeignKey(AnswerImport, on_delete=models.PROTECT, related_name="people")

    class Meta:
        verbose_name = _("imported respondent")
        verbose_name_plural = _("imported respondents")

    def __str__(self):
        return f"{self.source}: {self.respondent}"
