"""What people write for one municipality's report. It follows the municipality from version to version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.models import Participation
from reports.models.reports import Report
from vignettes.models import Survey


class WrittenQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def beside(self, report):
        """What is written for the municipality of `report` about its survey."""
        return self.filter(survey=report.survey_id, participation=report.participation_id)


class Recommendation(models.Model):
    """What the secretariat advises a municipality to do; it follows the municipality from version to version."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="recommendations")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="recommendations")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["participation", "order", "pk"]

    def __str__(self):
        return self.title


class SectionText(models.Model):
    """A consultant's own words for one section; empty means that the generated text stands.

    `version` counts the changes. `basis_sha256` is the fingerprint of the figures (texts.generated) under which
    somebody last confirmed the words, `generated` what the figures said then.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="section_texts")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="section_texts")
    section = models.CharField(_("section"), max_length=60)
    text = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    generated = models.TextField(_("text from the figures"), blank=True)
    basis_sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a section")
        verbose_name_plural = _("texts of sections")
        ordering = ["participation", "section"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "participation", "section"], name="section_text_once"),
        ]

    def __str__(self):
        return f"{self.participation}: {self.section}"

    def is_outdated(self, basis_sha256):
        """Were the words confirmed over other figures than those with this fingerprint?"""
        return bool(self.text) and self.basis_sha256 != basis_sha256


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Used as it is")
    EDITED = "edited", _("Used in other words")
    REJECTED = "rejected", _("Rejected")


class SuggestionDecision(models.Model):
    """What became of a suggestion from the figures, with all that the suggestion rested on. Rows are only added."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="suggestion_decisions")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="suggestion_decisions")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="suggestion_decisions")
    key = models.CharField(max_length=200)
    suggestion = models.JSONField(_("suggestion"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestion_decisions"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a suggestion")
        verbose_name_plural = _("decisions on suggestions")
        ordering = ["participation", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(outcome="rejected") | ~Q(reason=""), name="suggestion_rejected_why"),
        ]

    def __str__(self):
        return f"{self.key}: {self.get_outcome_display()}"


class Comment(models.Model):
    """A remark to one section, open until somebody marks it as resolved."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="report_comments")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="report_comments")
    section = models.CharField(_("section"), max_length=60)
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["participation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
            ),
        ]

    def __str__(self):
        return self.text[:60]
