"""How people talk about a step of a case."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.models import Case, Comment
from jobs.errors import Refused


@transaction.atomic
def write_comment(*, case, step, text, by, answers_to=None) -> Comment:
    """A remark to a step, or the answer to one. The second click of two writes nothing."""
    Case.objects.select_for_update().get(pk=case.pk)
    if answers_to and not Comment.objects.filter(pk=answers_to.pk).exists():
        raise Refused(
            _("The comment has been deleted meanwhile, so nobody could read your answer. Write a new comment.")
        )
    if answers_to and answers_to.answers_to_id:
        answers_to = answers_to.answers_to
    last = case.comments.filter(step=step, answers_to=answers_to).last()
    if last and (last.text, last.by_id, last.resolved_at) == (text, by.pk, None):
        return last
    return Comment.objects.create(case=case, step=step, text=text, by=by, answers_to=answers_to)


@transaction.atomic
def resolve_comment(*, comment, by) -> None:
    """Mark a remark as resolved; whoever was first stays the one who did."""
    open_one = Comment.objects.filter(pk=comment.pk, answers_to=None, resolved_at=None)
    for row in open_one.select_for_update():
        row.resolved_by, row.resolved_at = by, timezone.now()
        row.save(update_fields=["resolved_by", "resolved_at"])


@transaction.atomic
def reopen_comment(*, comment) -> None:
    for row in Comment.objects.filter(pk=comment.pk, resolved_at__isnull=False).select_for_update():
        row.resolved_by = row.resolved_at = None
        row.save(update_fields=["resolved_by", "resolved_at"])


@transaction.atomic
def delete_comment(*, comment, by) -> None:
    """Take back one's own words. A remark with answers keeps its place without them."""
    if comment.by_id != by.pk:
        raise Refused(_("You can only delete what you have written yourself."))
    Case.objects.select_for_update().get(pk=comment.case_id)
    _delete(comment)


@transaction.atomic
def forget_comments(*, user) -> None:
    """What somebody wrote who is forgotten: as if the person had deleted it."""
    for comment in Comment.objects.filter(by=user, deleted_at=None).order_by("-pk"):
        _delete(comment)


def _delete(comment):
    if comment.answers.exists():
        comment.text, comment.deleted_at = "", timezone.now()
        comment.save(update_fields=["text", "deleted_at"])
        return
    asked = Comment.objects.filter(pk=comment.answers_to_id, deleted_at__isnull=False)
    comment.delete()
    asked.filter(answers=None).delete()
