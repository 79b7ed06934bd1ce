"""What people do with a case together: comments, snapshots of it, and the decisions that move it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesscases.models.cases import Case, OfCaseQuerySet, Stage, Step

_PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class CommentQuerySet(OfCaseQuerySet):
    def open_by_step(self) -> dict[str, int]:
        """How many open remarks each step has; steps without any are not in it. One query."""
        rows = self.filter(answers_to=None, resolved_at=None).order_by().values_list("step")
        return dict(rows.annotate(count=models.Count("pk")))


class Comment(models.Model):
    """A remark to one step of a case, or the answer to one. A remark is open until somebody marks it as resolved.

    A remark that was answered and then deleted keeps its place without its text, for the sake of the answers.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    step = models.CharField(_("step"), max_length=16, choices=Step)
    answers_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    text = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("written by"), **_PERSON)
    at = models.DateTimeField(_("written"), default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name=_("resolved by"), **_PERSON
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a business case")
        verbose_name_plural = _("comments on business cases")
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="case_comment_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) & ~Q(text="") | Q(deleted_at__isnull=False, text=""),
                name="case_comment_says_something",
            ),
            models.CheckConstraint(condition=Q(answers_to=None) | Q(resolved_at=None), name="case_answer_unresolved"),
        ]

    def __str__(self):
        """Without the words: the audit trail keeps this, also of what somebody took back."""
        return self.get_step_display()


class Snapshot(models.Model):
    """The whole case with its tables and its figures, frozen on an occasion.

    `document` is as in dossier/document.py, `outcome` as in dossier/frozen.py, `sha256` is of both. The database
    refuses every change (migrations/0009_frozen.py).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(_("number"))
    occasion = models.CharField(_("occasion"), max_length=160)
    document = models.TextField(_("content"))
    outcome = models.TextField(_("figures"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("taken by"), **_PERSON)
    at = models.DateTimeField(_("taken"), default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["case", "-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="snapshot_number_once")]

    def __str__(self):
        return self.occasion


class Decision(models.Model):
    """That a case goes on to another stage, or back: who decided it, when, and why. A row never changes.

    A correction is a row of its own, of the same stages, that says in `corrects` which one it stands for.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(_("number"))
    from_stage = models.CharField(_("from stage"), max_length=12, choices=Stage)
    to_stage = models.CharField(_("to stage"), max_length=12, choices=Stage)
    body = models.CharField(_("decided by"), max_length=160)
    decided_on = models.DateField(_("date of the decision"))
    reason = models.TextField(_("reason"), blank=True)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("snapshot")
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("noted by"), **_PERSON)
    at = models.DateTimeField(_("noted"), default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decision_number_once"),
            models.CheckConstraint(condition=~Q(from_stage=F("to_stage")), name="decision_moves"),
            models.CheckConstraint(condition=~Q(body=""), name="decision_has_body"),
        ]

    def __str__(self):
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"
