"""Analysis reports: one row per version, its file, and who downloaded it."""

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
    WITHDRAWN = "withdrawn", _("Taken back")


UNFINISHED = (ReportState.QUEUED, ReportState.RENDERING)
SEEN_BY_MUNICIPALITY = (ReportState.PUBLISHED, ReportState.WITHDRAWN)


class ReportQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def readable(self, *, published_within, drafts_within):
        """Published reports within one reach, and every version within another (access.reach_of).

        A withdrawn report is among the first: the municipality is told why, but not shown what it said.
        """
        published = Q(state__in=SEEN_BY_MUNICIPALITY, participation__in=published_within.participations.values("pk"))
        return self.filter(published | Q(participation__in=drafts_within.participations.values("pk")))

    def beside(self, report):
        """Every version of the report that `report` is one version of."""
        return self.filter(survey=report.survey_id, participation=report.participation_id)

    def published(self):
        return self.filter(state=ReportState.PUBLISHED)

    def written(self):
        """What has a data package, with all that a page about one report names."""
        people = ("review__author", "review__reviewer")
        return self.filter(data__isnull=False).select_related(
            "participation__municipality", "survey__partnership", *people
        )


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
    file_facts = models.JSONField(_("what the file says of itself"), default=dict, blank=True)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["participation", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "participation", "number"], name="report_version_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["draft", "published", "withdrawn"]) | ~Q(file_sha256=""),
                name="report_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="report_published_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="report_withdrawn_why",
            ),
        ]

    def __str__(self):
        return f"{self.participation.municipality} ({self.number})"

    @property
    def standing_step(self):
        """The last step of the review, if it was about the content as it stands; None otherwise."""
        steps = list(self.review_steps.all())
        return steps[-1] if steps and steps[-1].data_sha256 == self.data_sha256 else None

    @property
    def file_name(self):
        """What the file is called on the leader's computer."""
        return f"analyserapport-{search_key(self.participation.municipality.name)}-{self.survey.year}.pdf"


class Download(models.Model):
    """Somebody fetched the file of a report; rows are only added."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="downloads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("downloaded"), default=timezone.now)

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
