"""Respondents and what they answered. Events are append-only; the current answer is kept beside them."""

from datetime import datetime, time

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import MailState, OutboxMessage
from municipalities.models import Participation
from vignettes import links
from vignettes.instrument import FOR_ALL
from vignettes.models.instrument import Question, Survey, SurveyVersion, Vignette


class RespondentRole(models.TextChoices):
    CASEWORKER = "caseworker", _("Caseworker")
    LEADER = "leader", _("Leader")
    OTHER = "other", _("Other")


class RespondentQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def invited(self):
        return self.filter(revoked_at=None)

    def started(self):
        return self.invited().filter(started_at__isnull=False)

    def submitted(self):
        return self.invited().filter(submitted_at__isnull=False)

    def linked(self):
        """Those whose rows still lead to a person: by account, address, mail or link."""
        nobody = Q(user=None, email="", link_mail=None, token_hash__startswith=links.NO_LINK)
        return self.exclude(nobody)

    def to_remind(self, today):
        """Those who were sent a link before today and have neither sent their answers nor lost the invitation."""
        midnight = timezone.make_aware(datetime.combine(today, time.min))
        return self.invited().exclude(email="").filter(submitted_at=None, link_sent_at__lt=midnight)

    def unreached(self):
        """Those whose mail with the link could not be sent. What became of reminders would tell who was sent one."""
        return self.invited().filter(link_mail__state=MailState.FAILED)

    def with_state(self):
        """Everything that decides whether the respondent may answer, in one query."""
        standing = Submission.objects.standing().filter(
            survey=OuterRef("survey"), participation=OuterRef("participation")
        )
        return self.select_related("survey").annotate(is_closed_by_municipality=Exists(standing))

    def for_pages(self):
        """With the state, and with what every page of the journey shows: the version without its long document."""
        rows = self.with_state().select_related("version", "assignment", "participation__municipality")
        return rows.defer("version__document")


class Respondent(models.Model):
    """A person asked to answer for a municipality: by personal link (token stored hashed) or signed in.

    `by_log_in` stays when account and address are gone: those who came uninvited are counted apart (hiding.py).
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="respondents")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="respondents")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="respondents")
    role = models.CharField(_("role"), max_length=20, choices=RespondentRole)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="respondents"
    )
    by_log_in = models.BooleanField(_("came by the own log-in"), db_default=False, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_nonce = models.CharField(max_length=43, blank=True, db_default="", editable=False)
    link_mail = models.OneToOneField(OutboxMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    link_sent_at = models.DateTimeField(_("link sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("link expires"))
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation", "email"],
                condition=~Q(email="") & Q(revoked_at=None),
                name="respondent_address_once",
            ),
            models.UniqueConstraint(
                fields=["survey", "participation", "user"], condition=Q(user__isnull=False), name="respondent_user_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.pk}"

    @property
    def receipt_number(self):
        return f"{self.survey.year}-{self.pk:06}"


class Assignment(models.Model):
    """The deck that a respondent got and the order of the vignettes, with the seed that both were drawn from."""

    respondent = models.OneToOneField(Respondent, on_delete=models.CASCADE, related_name="assignment")
    seed = models.BigIntegerField(_("seed"))
    deck = models.PositiveSmallIntegerField(_("deck"), default=FOR_ALL)
    vignette_order = models.JSONField(_("order of the vignettes"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self):
        return str(self.respondent)


class Answer(models.Model):
    """The current answer to one question; `version` counts its changes."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="answers")
    vignette = models.ForeignKey(Vignette, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField(_("value"), null=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["respondent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["respondent", "vignette", "question"], name="answer_once_per_vignette"),
            models.UniqueConstraint(
                fields=["respondent", "question"], condition=Q(vignette=None), name="answer_once_per_respondent"
            ),
        ]

    def __str__(self):
        return f"{self.respondent}: {self.question.code}"


class AnswerEvent(models.Model):
    """One acknowledged save. The key makes a repeated save harmless."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="answer_events")
    idempotency_key = models.UUIDField(unique=True)
    vignette = models.ForeignKey(Vignette, on_delete=models.PROTECT, null=True, blank=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT)
    value = models.JSONField(null=True)
    based_on_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer event")
        verbose_name_plural = _("answer events")
        ordering = ["pk"]

    def __str__(self):
        return str(self.idempotency_key)


class SubmissionQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def standing(self):
        return self.filter(reopened_at=None)


class Submission(models.Model):
    """A municipality closes its part of the survey; the secretariat may reopen it with a reason."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="submissions")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="submissions")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation"], condition=Q(reopened_at=None), name="submission_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None) | (Q(reopened_at__isnull=False) & ~Q(reason="")),
                name="submission_reopened_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.survey} – {self.participation}"
