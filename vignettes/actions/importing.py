"""Answers from a foreign file: uploaded, decided upon, imported as a whole, taken out again as a whole."""

import hashlib
import logging
import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import queue
from jobs.errors import Refused
from vignettes.models import AnswerImport, ImportState, Respondent, Survey

WORK = "vignettes.import"
KEPT = timedelta(days=7)
logger = logging.getLogger(__name__)


@transaction.atomic
def upload(*, survey, content, file_name, participation, role, by) -> AnswerImport:
    """Store the file under a random name and let a worker read it. Raises Refused for one that is here already."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.versions.filter(published_at__isnull=False).exists():
        raise Refused(_("The survey has not been published, so there is nothing to import answers to."))
    row = AnswerImport(
        survey=survey,
        file_name=file_name[-120:],
        sha256=hashlib.sha256(content).hexdigest(),
        participation=participation,
        role=role,
        requested_by=by,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(
            _("This very file has been uploaded to the survey already. Nothing was imported twice.")
        ) from None
    row.file.save(secrets.token_hex(16), ContentFile(content), save=False)
    _enqueue(row)
    return row


@transaction.atomic
def decide(*, row, mapping, blank, rounds, by) -> None:
    """What columns mean and which unknown texts are left blank, beside what was decided before; then read again.

    Raises Refused if the file has been read anew since the reading of `rounds`, which the decisions are about.
    """
    row = _locked(row, ImportState.CHECKED, rounds=rounds)
    row.mapping |= mapping
    row.blank = sorted({*map(tuple, row.blank), *map(tuple, blank)})
    row.state = ImportState.READING
    _enqueue(row)


@transaction.atomic
def write(*, row, by) -> None:
    """Import everybody. Raises Refused while anything is unresolved."""
    row = _locked(row, ImportState.CHECKED)
    if not row.found.get("is_clear"):
        raise Refused(_("Something in the file is not understood yet. Decide about it first; nothing was imported."))
    row.state = ImportState.WRITING
    _enqueue(row)


@transaction.atomic
def remove(*, row, by) -> None:
    """Take everybody out whom the file brought, or drop a file that was not imported. Nobody counts from now on; a
    worker deletes them.

    Raises Refused once a report has been published that may count them, and while a worker is at it.
    """
    row = _locked(row, ImportState.CHECKED, ImportState.DONE, ImportState.FAILED)
    if row.done_at and row.survey.reports.filter(published_at__gte=row.done_at).exists():  # the app above names these
        raise Refused(_("A report has been published since. The answers count in it, so they stay."))
    row.state = ImportState.REMOVED
    if Respondent.objects.filter(imported__source=row).update(revoked_at=timezone.now()):
        _enqueue(row)
    row.save(update_fields=["state"])
    _drop_file(row)


def finished(job) -> None:
    """In the transaction that ends the job: the row gets what was found, and whom it brought is seen at once."""
    row = AnswerImport.objects.select_for_update(of=("self",)).get(pk=job.object_id)
    if row.job_id != job.pk or row.state not in (ImportState.READING, ImportState.WRITING):
        return
    row.found = job.result["found"]
    if "unreadable" in row.found:
        row.state = ImportState.FAILED
    elif row.state == ImportState.WRITING and row.found["is_clear"]:
        row.state, row.done_at = ImportState.DONE, timezone.now()
        row.row_count = _show(row)
    else:
        row.state = ImportState.CHECKED
    row.save(update_fields=["found", "state", "done_at", "row_count"])
    if row.state != ImportState.CHECKED:
        _drop_file(row)


def _show(row) -> int:
    """Let everybody count whom the worker has brought in, and no fewer than the file has."""
    count = Respondent.objects.filter(imported__source=row).update(revoked_at=None)
    if count != row.found["rows"]:
        raise RuntimeError(f"import {row.pk} brought {count} people of {row.found['rows']}")
    return count


def failed(job) -> None:
    """Three times in vain: nobody has come in. The file stays for a look, and can be dropped or uploaded again."""
    waiting = AnswerImport.objects.filter(job=job, state__in=(ImportState.READING, ImportState.WRITING))
    Respondent.objects.filter(imported__source__in=waiting).delete()
    waiting.update(
        state=ImportState.FAILED, found={"unreadable": {"reason": "broken", "line": 0, "about": job.error_id}}
    )


def drop_forgotten() -> None:
    """Files that nobody has imported within a week go: they may name people."""
    old = AnswerImport.objects.filter(requested_at__lte=timezone.now() - KEPT).exclude(file="")
    for row in old.filter(state__in=(ImportState.CHECKED, ImportState.FAILED)):
        remove(row=row, by=None)


def _locked(row, *states, rounds=None) -> AnswerImport:
    row = AnswerImport.objects.select_for_update(of=("self",)).select_related("survey").get(pk=row.pk)
    if row.state not in states or rounds not in (None, row.rounds):
        raise Refused(_("The file is being read, or has been dealt with already. Look at it as it is now."))
    return row


def _enqueue(row) -> None:
    row.rounds += 1
    key = f"{WORK}:{row.pk}:{row.rounds}"
    row.job = queue.enqueue(kind=WORK, object_id=row.pk, idempotency_key=key, is_urgent=True)
    row.save()


def _drop_file(row) -> None:
    """With the texts out of it that were in doubt: they may name people as well."""
    if row.file:
        name = row.file.name
        found = {key: value for key, value in row.found.items() if key != "doubts"}
        AnswerImport.objects.filter(pk=row.pk).update(file="", found=found, blank=[])
        transaction.on_commit(lambda: default_storage.delete(name))
        logger.info("file of an import deleted", extra={"import": row.pk})
