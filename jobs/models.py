"""Job rows, worker heartbeats and outgoing mail: the database is the truth, Celery only the doorbell."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_ATTEMPTS = 3


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")


class JobQuerySet(models.QuerySet):
    def takeable(self, now):
        """What a worker may claim: waiting, or left behind by a worker whose lease ran out."""
        left_behind = Q(state=JobState.RUNNING, lease_until__lt=now)
        return self.filter(Q(state=JobState.QUEUED) | left_behind, attempts__lt=MAX_ATTEMPTS)

    def in_turn(self):
        """What a person waits for alone before what came in bulk; what has failed before last."""
        return self.order_by("-is_urgent", "attempts", "pk")

    def under_lease(self, now):
        return self.filter(state=JobState.RUNNING, lease_until__gte=now)

    def exhausted(self, now):
        """What has killed its worker at the last attempt."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now, attempts__gte=MAX_ATTEMPTS)

    def held(self, job):
        """The row of `job`, as long as the claim that made `job` holds."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)


class Job(models.Model):
    """One piece of work on one object, done exactly once under a lease."""

    kind = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    idempotency_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    is_urgent = models.BooleanField(_("goes before the others"), default=False, db_default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    progress = models.PositiveSmallIntegerField(_("progress in per cent"), default=0)
    worker = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    error_id = models.CharField(_("error id"), max_length=32, blank=True)
    error = models.TextField(_("error"), blank=True)
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_per_cent"),
            models.CheckConstraint(condition=Q(attempts__lte=MAX_ATTEMPTS), name="job_attempts_limited"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class WorkerHeartbeat(models.Model):
    """When a worker was last seen alive; `/readyz` and the watchdog read it."""

    name = models.CharField(max_length=120, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.name


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    HELD = "held", _("Not sent (demonstration)")
    FAILED = "failed", _("Failed")


class OutboxMessageQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=MailState.WAITING, next_attempt_at__lte=now)


class OutboxMessage(models.Model):
    """A mail written in the transaction that caused it, sent by a worker, retried, never twice."""

    idempotency_key = models.CharField(max_length=120, unique=True)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="mail_waiting")]

    def __str__(self):
        return f"{self.recipient}: {self.subject}"
