"""Exports: queue them, take what the worker made, record who fetched them, and delete them in time."""

import logging
import secrets
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from jobs import queue
from jobs.errors import Refused
from jobs.models import MAX_ATTEMPTS
from vignettes.exports.room import MOST_CELLS_IN_EXCEL, size_of
from vignettes.models import KEPT_DAYS, Export, ExportDownload, ExportState, FileFormat, Survey

BUILD = "vignettes.export"
logger = logging.getLogger(__name__)


@transaction.atomic
def make(*, survey, by, **choices) -> Export:
    """Queue an export. One with the same choices that is on its way for the same person is enough.

    Raises Refused for a survey that has never been published, and for a table too big for Excel.
    """
    Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.versions.filter(published_at__isnull=False).exists():
        raise Refused(_("The survey has not been published, so there is nothing to export."))
    wanted = {"survey": survey, "requested_by": by} | choices
    if under_way := Export.objects.filter(**wanted, state=ExportState.QUEUED).first():
        return under_way
    export = Export(**wanted, salt=secrets.token_hex(32), place=secrets.token_hex(16))
    _refuse_too_big(export)
    export.save(force_insert=True)
    _enqueue(export)
    return export


def _enqueue(export) -> None:
    key = f"{BUILD}:{export.pk}:{export.erasures}"
    export.job = queue.enqueue(kind=BUILD, object_id=export.pk, idempotency_key=key, is_urgent=True)
    export.save(update_fields=["job"])


def _refuse_too_big(export) -> None:
    if export.file_format != FileFormat.XLSX:
        return
    rows, columns = size_of(export)
    if rows * columns > MOST_CELLS_IN_EXCEL:
        text = _(
            "The table has %(rows)s rows and %(columns)s columns, which is too much for an Excel file. Choose CSV,"
            " Parquet, SPSS or Stata instead."
        )
        told = {
            name: number_format(count, force_grouping=True) for name, count in (("rows", rows), ("columns", columns))
        }
        raise Refused(text % told)


def built(job) -> None:
    """In the transaction that finishes the job: the export gets its file, and a day on which it goes.

    Where answers were erased since the work began, the file may still have them: it goes, and another one is made.
    """
    export = Export.objects.select_for_update().filter(job=job, state=ExportState.QUEUED).first()
    if export is None:
        return
    made = dict(job.result)
    if made.pop("erasures") != export.erasures:
        _delete_files(export)
        _enqueue(export)
        return
    ready = {"state": ExportState.READY, "kept_until": timezone.now() + timedelta(days=KEPT_DAYS)}
    Export.objects.filter(pk=export.pk).update(**made, **ready)


def build_failed(job) -> None:
    Export.objects.filter(job=job, state=ExportState.QUEUED).update(state=ExportState.FAILED)


@transaction.atomic
def retry(*, export, by) -> None:
    """Let a failed export have another go. Raises Refused for any other."""
    queue.retry(job=export.job, by=by)
    Export.objects.filter(pk=export.pk, state=ExportState.FAILED).update(state=ExportState.QUEUED)


def record_download(*, export, by) -> None:
    ExportDownload.objects.create(export=export, by=by)


@transaction.atomic
def delete(*, export, by=None) -> None:
    """Delete the file and what its keys were made with: nobody can find a person by them any more.

    Raises Refused while the export is being made. The row stays, and tells who asked for what. Where the storage does
    not answer, all stays as it was, and the next round tries again.
    """
    gone = Export.objects.filter(pk=export.pk, state__in=(ExportState.READY, ExportState.FAILED))
    if not gone.update(state=ExportState.DELETED, salt="", file=""):
        raise Refused(_("The export is being made or has been deleted already."))
    _delete_files(export)
    logger.info("export deleted", extra={"export": export.pk, "by": by.pk if by else None})


def take_back(*, respondent) -> None:
    """No export keeps or gets what is erased of a respondent. Call it in the transaction that erases.

    What is ready is deleted, and what is being made meanwhile is made again (`built`). The caller has the lock of the
    survey: an export that is asked for at this moment (`make`) waits for it, and so for the erasure.
    """
    for export in Export.objects.with_words_of(respondent).select_for_update().order_by("pk"):
        if export.state == ExportState.READY:
            delete(export=export)
        else:
            Export.objects.filter(pk=export.pk).update(erasures=F("erasures") + 1)
            _delete_files(export)


def delete_outdated() -> None:
    """Delete the files that have been kept long enough."""
    for export in Export.objects.outdated(timezone.now()):
        delete(export=export)


def place_of(export, attempt: int) -> str:
    """Where an attempt stores its file. Each has a place of its own, known before: none is left behind unseen."""
    return f"exports/{export.place}-{attempt}.zip"


def _delete_files(export) -> None:
    for name in places(export):
        default_storage.delete(name)


def places(export) -> list[str]:
    return [place_of(export, attempt) for attempt in range(1, MAX_ATTEMPTS + 1)]
