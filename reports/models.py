"""Analysis reports, their files, and the recommendations written for a municipality."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from municipalities.danish import search_key
from municipalities.models import Participation
from vignettes.models import Survey


class ReportState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RENDERING = "rendering", _("In progress")
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    FAILED = "failed", _("Failed")


UNFINISHED = (ReportState.QUEUED, ReportState.RENDERING)


class ReportQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def readable(self, *, published_within, drafts_within):
        """Published reports within one reach, and every version within another (access.reach_of)."""
        published = Q(state=ReportState.PUBLISHED, participation__in=published_within.participations.values("pk"))
        return self.filter(published | Q(participation__in=drafts_within.participations.values("pk")))


class Report(models.Model):
    """One version of one municipality's analysis report: frozen data package, file and state."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="reports")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.QUEUED)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="report")
    data = models.JSONField(_("data package"), null=True, blank=True)
    data_sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to="reports", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["participation", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "participation", "number"], name="report_version_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["draft", "published"]) | ~Q(file_sha256=""), name="report_has_file"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="report_published_when"
            ),
        ]

    def __str__(self):
        return f"{self.participation.municipality} ({self.number})"

    @property
    def file_name(self):
        """What the file is called on the leader's computer."""
        return f"analyserapport-{search_key(self.participation.municipality.name)}-{self.survey.year}.pdf"


class RecommendationQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))


class Recommendation(models.Model):
    """What the secretariat advises a municipality to do; it follows the municipality from version to version."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="recommendations")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="recommendations")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["participation", "order", "pk"]

    def __str__(self):
        return self.title
