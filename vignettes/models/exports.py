"""Exports: what a researcher asked for, the file while it is kept, and who fetched it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from municipalities.danish import search_key
from vignettes.models.instrument import Survey

KEPT_DAYS = 7


class ExportState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    DELETED = "deleted", _("File deleted")


class Shape(models.TextChoices):
    WIDE = "wide", _("One row per respondent (wide)")
    LONG = "long", _("One row per respondent, vignette and question (long)")


class FileFormat(models.TextChoices):
    CSV = "csv", _("CSV – text that all programs read")
    XLSX = "xlsx", _("XLSX – Excel, with a sheet of variables and one of values")
    SPSS = "sav", _("SPSS (.sav)")
    STATA = "dta", _("Stata (.dta, version 14 and later)")
    PARQUET = "parquet", _("Parquet – for R and Python")


class MunicipalityKey(models.TextChoices):
    CODE = "code", _("Municipality code")
    RANDOM = "random", _("Random number, new in each export")


class ExportQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(survey__partnership__in=reach.partnerships.values("pk"))

    def with_words_of(self, respondent):
        """Those that have, or may come to have, what is deleted when this respondent is forgotten.

        Of answers that were sent only free text is; what was not sent stands in exports of unfinished answers alone.
        """
        rows = self.filter(survey=respondent.survey_id).exclude(state=ExportState.DELETED)
        return rows.filter(has_texts=True) if respondent.submitted_at else rows.filter(has_unfinished=True)

    def outdated(self, now):
        """Those whose file is to go, and those that have failed and may have left one behind."""
        since = now - timedelta(days=KEPT_DAYS)
        return self.filter(
            Q(state=ExportState.READY, kept_until__lte=now) | Q(state=ExportState.FAILED, requested_at__lte=since)
        )


class Export(models.Model):
    """One table of a survey's answers, as asked for. `salt` makes its keys; it is deleted with the file.

    `erasures` counts how often answers that it may hold were erased before it was ready.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="exports")
    shape = models.CharField(_("shape"), max_length=10, choices=Shape)
    file_format = models.CharField(_("format"), max_length=10, choices=FileFormat)
    has_bom = models.BooleanField(_("byte order mark"), default=False)
    municipality_key = models.CharField(_("municipalities"), max_length=10, choices=MunicipalityKey)
    has_unfinished = models.BooleanField(_("with unfinished answers"), default=False)
    has_texts = models.BooleanField(_("with free text"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.QUEUED)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="export")
    salt = models.CharField(max_length=64, blank=True, editable=False)
    place = models.CharField(max_length=64, unique=True, editable=False)
    erasures = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    file = models.FileField(_("file"), upload_to="exports", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(_("size"), null=True, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    column_count = models.PositiveIntegerField(_("columns"), null=True, blank=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    kept_until = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_texts=False) | Q(municipality_key="random"), name="export_text_without_municipality"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file_sha256="") & Q(kept_until__isnull=False)),
                name="export_ready_has_file",
            ),
            models.CheckConstraint(condition=~Q(state="deleted") | Q(salt="", file=""), name="export_deleted_is_gone"),
        ]

    def __str__(self):
        return f"{self.survey} ({self.get_file_format_display()})"

    @property
    def file_name(self):
        """What the file is called on the researcher's computer."""
        words = "-".join(search_key(part) for part in self.survey.title.split())
        name = "".join(letter for letter in words if letter.isalnum() or letter == "-")
        return f"eksport-{name[:60]}-{timezone.localdate(self.requested_at):%Y-%m-%d}-{self.pk}.zip"


class ExportDownload(models.Model):
    """Somebody fetched an export; rows are only added."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="downloads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("downloaded"), default=timezone.now)

    class Meta:
        verbose_name = _("download of an export")
        verbose_name_plural = _("downloads of exports")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
