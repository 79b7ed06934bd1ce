"""Jobs done exactly once: the row with its lease is the truth, Celery only the doorbell.

An app registers what its kind of job does, in its tasks.py:

    @handler("reports.render", on_done=actions.rendered, on_failed=actions.render_failed)
    def render(job) -> dict: ...

`render` runs outside any transaction and may run twice (a killed worker), so it writes its output to a place of its
own and returns a JSON-able dict that names it. `on_done(job)` runs in the transaction that finishes the job, only for
the one worker that still holds the lease; `on_failed(job)` in the transaction that parks it.
"""

import logging
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import doorbell, lease
from jobs.errors import Refused
from jobs.models import MAX_ATTEMPTS, Job, JobState

logger = logging.getLogger(__name__)


def _nothing(job):
    pass


@dataclass(frozen=True)
class _Handler:
    work: Callable
    on_done: Callable = _nothing
    on_failed: Callable = _nothing


_handlers: dict[str, _Handler] = {}


def handler(kind, *, on_done=_nothing, on_failed=_nothing):
    """Register the decorated `(job) -> dict` as the work of `kind`."""

    def register(work):
        _handlers[kind] = _Handler(work, on_done, on_failed)
        return work

    return register


def enqueue(*, kind, object_id, idempotency_key, is_urgent=False) -> Job:
    """The job with this key, made in the caller's transaction if there is none; rung for when that commits.

    A job that somebody waits for is urgent: it goes before those that came in bulk.
    """
    wanted = {"kind": kind, "object_id": object_id, "is_urgent": is_urgent, "rung_at": timezone.now()}
    job, created = Job.objects.get_or_create(idempotency_key=idempotency_key, defaults=wanted)
    if created:
        transaction.on_commit(partial(doorbell.ring, job.pk))
    return job


def hurry(job) -> None:
    """Let a waiting job go before those that are not urgent."""
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(is_urgent=True)


def cancel(job) -> bool:
    """Take a job out of the queue; False when a worker has it already, or it is finished."""
    stopped = {"state": JobState.CANCELLED, "finished_at": timezone.now()}
    return bool(Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(**stopped))


@transaction.atomic
def retry(*, job, by):
    """A person lets a failed or stopped job have three attempts, and waits. Raises Refused for any other job."""
    again = {"state": JobState.QUEUED, "attempts": 0, "progress": 0, "error": "", "error_id": ""}
    given_up = Job.objects.filter(pk=job.pk, state__in=(JobState.FAILED, JobState.CANCELLED))
    if not given_up.update(**again, is_urgent=True, finished_at=None, rung_at=timezone.now()):
        raise Refused(_("Only work that has failed or been stopped can be started again."))
    job.refresh_from_db()
    logger.info("job retried", extra={"job": job.pk, "kind": job.kind, "by": by.pk})
    transaction.on_commit(partial(doorbell.ring, job.pk))


def claim(job_id) -> Job | None:
    """The job, taken under a fresh lease, or None when it is done, parked or in somebody else's hands."""
    now = timezone.now()
    token = secrets.token_hex(16)
    taken = (
        Job.objects.filter(pk=job_id)
        .takeable(now)
        .update(
            state=JobState.RUNNING,
            worker=token,
            attempts=F("attempts") + 1,
            progress=0,
            lease_until=now + lease.length(),
            heartbeat_at=now,
            started_at=now,
        )
    )
    return Job.objects.get(pk=job_id, worker=token) if taken else None


def set_progress(job, percent) -> bool:
    """Show how far the work is, if the job is still ours; False says that another worker has taken it over."""
    return bool(Job.objects.held(job).update(progress=percent))


@transaction.atomic
def finish(job, result) -> bool:
    """Done, if still ours; whoever lost the lease changes nothing and gets False."""
    done = {"state": JobState.DONE, "progress": 100, "result": result, "error": "", "error_id": ""}
    if not Job.objects.held(job).update(**done, worker="", lease_until=None, finished_at=timezone.now()):
        logger.warning("job lost before it was finished", extra={"job": job.pk, "kind": job.kind})
        return False
    _handler_of(job.kind).on_done(Job.objects.get(pk=job.pk))
    return True


def fail(job, exc) -> bool:
    """Back to the queue, or parked after the third attempt and when a rule said no; False if no longer ours."""
    if job.attempts >= MAX_ATTEMPTS or isinstance(exc, Refused):
        return _park(Job.objects.held(job), job, exc)
    logger.warning("job failed, tried again", exc_info=exc, extra={"job": job.pk, "kind": job.kind})
    waiting = {"state": JobState.QUEUED, "worker": "", "lease_until": None, "rung_at": timezone.now()}
    return bool(Job.objects.held(job).update(**waiting, error=_reason(exc)))


def park_expired():
    """Park the jobs whose worker died at the last attempt: such a job kills workers."""
    for job in Job.objects.exhausted(timezone.now()):
        try:
            _park(Job.objects.exhausted(timezone.now()).filter(pk=job.pk), job, WorkerDied())
        except Exception:
            logger.exception("job could not be parked", extra={"job": job.pk, "kind": job.kind})


def perform_next():
    """What a bell calls for: one job, whichever's turn it is. Every job has had a bell, so all get done."""
    while waiting := Job.objects.takeable(timezone.now()).in_turn().first():
        if perform(waiting.pk):
            return


def perform(job_id) -> bool:
    """Do the job: claim, work under a renewed lease, finish or fail. False when it is not to be had."""
    job = claim(job_id)
    if job is None:
        return False
    try:
        with lease.kept(job):
            result = _handler_of(job.kind).work(job)
        finish(job, result)
    except SystemExit as exc:  # the worker is told to stop: the attempt is over, the job is not
        fail(job, exc)
        raise
    except Exception as exc:
        fail(job, exc)
    return True


class WorkerDied(Exception):
    """The lease ran out: whoever did the job was killed or cut off."""


@transaction.atomic
def _park(still_ours, job, exc) -> bool:
    error_id = uuid.uuid4().hex
    parked = {"state": JobState.FAILED, "worker": "", "lease_until": None, "finished_at": timezone.now()}
    if not still_ours.update(**parked, error_id=error_id, error=_reason(exc)):
        return False
    logger.error("job parked", exc_info=exc, extra={"job": job.pk, "kind": job.kind, "error_id": error_id})
    if known := _find_handler(job.kind):
        known.on_failed(Job.objects.get(pk=job.pk))
    return True


def _reason(exc):
    """A sentence for the people who wait for the job; the traceback is in the log under the error id."""
    if isinstance(exc, Refused):
        return str(exc)
    if isinstance(exc, SoftTimeLimitExceeded):
        return _("The work took longer than allowed.")
    if isinstance(exc, WorkerDied | SystemExit):
        return _("The work was interrupted before it was finished.")
    return _("An unexpected error stopped the work.")


def _find_handler(kind):
    if kind not in _handlers:
        current_app.loader.import_default_modules()  # a command has not imported the apps' tasks.py yet
    return _handlers.get(kind)


def _handler_of(kind):
    if known := _find_handler(kind):
        return known
    raise LookupError(f"no app has registered the job kind {kind!r}")
