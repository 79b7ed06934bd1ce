"""Files of business cases: one row for each content that somebody asked for, and who fetched it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesscases.models import Case, Snapshot
from businesscases.models.cases import OfCaseQuerySet
from jobs.models import Job
from municipalities.danish import search_key


class CaseFileKind(models.TextChoices):
    FULL = "full", _("The whole case (PDF)")
    PROPOSAL = "proposal", _("Budget proposal (PDF)")
    WORKBOOK = "workbook", _("The calculation with formulas (Excel)")
    LINES = "lines", _("The lines as a table (CSV)")


# Those that a worker makes; a table of lines is made while one waits.
MADE_BY_WORKER = (CaseFileKind.FULL, CaseFileKind.PROPOSAL, CaseFileKind.WORKBOOK)
_NAMES = {
    CaseFileKind.FULL: ("businesscase", "pdf"),
    CaseFileKind.PROPOSAL: ("budgetforslag", "pdf"),
    CaseFileKind.WORKBOOK: ("beregning", "xlsx"),
    CaseFileKind.LINES: ("linjer", "csv"),
}
_LONGEST_NAME = 60


class CaseFileState(models.TextChoices):
    QUEUED = "queued", _("In progress")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class CaseFile(models.Model):
    """One file of a case. `content_sha256` is of all that decides what it says: the same is not made twice.

    `data` is the package it is made of, frozen when somebody asked for it. With a `snapshot` it is about that, which
    never changes, and not about the case as it stands.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=CaseFileKind)
    content_sha256 = models.CharField(max_length=64)
    data = models.JSONField(_("data package"))
    state = models.CharField(_("state"), max_length=10, choices=CaseFileState, default=CaseFileState.QUEUED)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="case_file")
    file = models.FileField(_("file"), upload_to="reports", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a business case")
        verbose_name_plural = _("files of business cases")
        ordering = ["case", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "content_sha256"], name="case_file_once"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(file_sha256=""), name="case_file_ready_has_file"),
        ]

    def __str__(self):
        return f"{self.case}: {self.get_kind_display()}"

    @property
    def file_name(self):
        return file_name(self.case, self.kind, self.snapshot)


def file_name(case, kind, snapshot=None) -> str:
    """What a file of the case, or of a snapshot of it, is called on a reader's computer."""
    word, ending = _NAMES[CaseFileKind(kind)]
    word = f"{word}-oejebliksbillede-{snapshot.number}" if snapshot else word
    words = "-".join(search_key(part) for part in case.title.split())
    title = "".join(letter for letter in words if letter.isalnum() or letter == "-")[:_LONGEST_NAME].strip("-")
    return f"{word}-{title or case.pk}.{ending}"


class CaseDownload(models.Model):
    """Somebody fetched a file of a case; rows are only added. `file_sha256` is that of the file."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="downloads")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, blank=True, related_name="downloads")
    kind = models.CharField(_("kind"), max_length=10, choices=CaseFileKind)
    file_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("downloaded"), default=timezone.now)

    class Meta:
        verbose_name = _("download of a file of a business case")
        verbose_name_plural = _("downloads of files of business cases")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
