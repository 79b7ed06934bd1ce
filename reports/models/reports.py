"""Reports: one row per version, its files, and who downloaded them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from municipalities.danish import search_key
from municipalities.models import Participation
from reports.models.bases import Basis
from vignettes.models import Survey


class ReportState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RENDERING = "rendering", _("In progress")
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")
    WITHDRAWN = "withdrawn", _("Taken back")


class ReportKind(models.TextChoices):
    ANALYSIS = "analysis", _("Analysis report")
    INTERIM = "interim", _("Interim report")
    OVERVIEW = "overview", _("Partnership overview")


class FileKind(models.TextChoices):
    """What a reader can fetch: the report itself, and what is made of the same package."""

    REPORT = "report", _("Report")
    SHORT = "short", _("Short version")
    TABLES = "tables", _("Tables")


# What is made of the package besides the report itself.
ATTACHED = {
    ReportKind.ANALYSIS: (FileKind.SHORT, FileKind.TABLES),
    ReportKind.INTERIM: (),
    ReportKind.OVERVIEW: (),
}
UNFINISHED = (ReportState.QUEUED, ReportState.RENDERING)
SEEN_BY_MUNICIPALITY = (ReportState.PUBLISHED, ReportState.WITHDRAWN)


class ReportQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(_reached(reach))

    def readable(self, *, published_within, drafts_within):
        """Published reports within one reach, and every version within another (access.reach_of).

        A withdrawn report is among the first: the municipality is told why, but not shown what it said.
        """
        return self.filter((Q(state__in=SEEN_BY_MUNICIPALITY) & _reached(published_within)) | _reached(drafts_within))

    def beside(self, report):
        """Every version of the report that `report` is one version of."""
        return self.filter(survey=report.survey_id, participation=report.participation_id, kind=report.kind)

    def analyses(self):
        """Municipalities' own reports: neither interim ones nor overviews."""
        return self.filter(kind=ReportKind.ANALYSIS)

    def besides_analyses(self):
        """Interim reports and overviews, without their packages, the newest version of each municipality first."""
        others = self.exclude(kind=ReportKind.ANALYSIS).defer("data")
        return others.order_by("participation__municipality", "-number")

    def published(self):
        return self.filter(state=ReportState.PUBLISHED)

    def written(self):
        """What has a data package and can be published, with all that a page about one report names."""
        people = ("review__author", "review__reviewer")
        reports = self.filter(data__isnull=False).exclude(kind=ReportKind.INTERIM)
        return reports.select_related("participation__municipality", "survey__partnership", *people)


def _reached(reach):
    """Reports on a participation in reach, and overviews of its partnerships, which are on none."""
    overviews = Q(participation=None, survey__partnership__in=reach.partnerships.values("pk"))
    return Q(participation__in=reach.participations.values("pk")) | overviews


class Report(models.Model):
    """One version of a report: frozen data package, file and state. An overview is on no single participation."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="reports")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind, default=ReportKind.ANALYSIS)
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.QUEUED)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="report")
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
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
            models.UniqueConstraint(fields=["survey", "participation", "kind", "number"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["survey", "kind", "number"], condition=Q(participation=None), name="report_overview_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="overview", participation=None) | (~Q(kind="overview") & ~Q(participation=None)),
                name="report_on_whom",
            ),
            models.CheckConstraint(
                condition=~Q(kind="interim") | ~Q(state__in=["published", "withdrawn"]), name="report_interim_stays"
            ),
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
        return f"{self.subject} ({self.number})"

    @property
    def subject(self):
        """Whom the report is about: a municipality, or the whole partnership."""
        return self.participation.municipality if self.participation_id else self.survey.partnership

    @property
    def standing_step(self):
        """The last step of the review, if it was about the content as it stands; None otherwise."""
        steps = list(self.review_steps.all())
        return steps[-1] if steps and steps[-1].data_sha256 == self.data_sha256 else None

    def file_name(self, kind=FileKind.REPORT):
        """What one of its files is called on a reader's computer."""
        own = {
            ReportKind.ANALYSIS: "analyserapport",
            ReportKind.INTERIM: "delrapport",
            ReportKind.OVERVIEW: "partnerskabsoverblik",
        }[self.kind]
        word, ending = {
            FileKind.REPORT: (own, "pdf"),
            FileKind.SHORT: ("kortudgave", "pdf"),
            FileKind.TABLES: ("tabeller", "xlsx"),
        }[kind]
        name = "-".join(search_key(part) for part in self.subject.name.split())
        return f"{word}-{name}-{self.survey.year}.{ending}"


class Attachment(models.Model):
    """A file that goes with a report: made of the same package, and frozen, published and withdrawn with it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind)
    file = models.FileField(_("file"), upload_to="reports")
    file_sha256 = models.CharField(max_length=64)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["report", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="attachment_kind_once"),
            models.CheckConstraint(condition=~Q(kind="report"), name="attachment_is_not_the_report"),
        ]

    def __str__(self):
        return f"{self.report}: {self.get_kind_display()}"


class Download(models.Model):
    """Somebody fetched a file of a report; rows are only added."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="downloads")
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind, default=FileKind.REPORT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("downloaded"), default=timezone.now)

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
