"""The lease under which one worker holds a job, and the thread that renews it while the work goes on."""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from jobs.models import Job

logger = logging.getLogger(__name__)


def length() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def renewal() -> timedelta:
    """How often a lease is renewed: three renewals may fail before it is lost."""
    return length() / 4


def renew(job) -> bool:
    """Hold on to the job for another lease; False when another worker has it by now."""
    now = timezone.now()
    return bool(Job.objects.held(job).update(heartbeat_at=now, lease_until=now + length()))


@contextmanager
def kept(job):
    """Renew the lease of `job` from a thread until the block ends, so that long work needs no care of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(job, stop), name=f"lease of job {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renew_until(job, stop):
    try:
        while not stop.wait(renewal().total_seconds()):
            if not _renewed(job):
                return
    finally:
        connection.close()


def _renewed(job):
    try:
        held = renew(job)
    except DatabaseError:  # the next renewal may find the database again; the lease lasts for three more
        logger.warning("lease not renewed", exc_info=True, extra={"job": job.pk})
        return True
    if not held:
        logger.warning("lease lost while the work went on", extra={"job": job.pk, "kind": job.kind})
    return held
