"""Finds what the broker lost and what a dead worker left behind."""

from datetime import timedelta

from django.utils import timezone

from jobs import doorbell, lease, queue
from jobs.models import Job, WorkerHeartbeat

WINDOW = 50
FORGET_WORKER_AFTER = timedelta(hours=1)


def reconcile() -> int:
    """Park what failed for good, ring for waiting jobs; how many were rung for. Safe to run at any time and twice.

    Only the oldest waiting jobs are rung for, and each again only after a quarter of a lease: a long queue is not
    flooded with repetitions, and an emptied one still fills, because the next jobs move up when these are done.
    """
    queue.park_expired()
    WorkerHeartbeat.objects.filter(seen_at__lt=timezone.now() - FORGET_WORKER_AFTER).delete()
    rung = 0
    for job_id in _unheard():
        if not doorbell.ring(job_id):
            break
        rung += 1
    return rung


def _unheard():
    now = timezone.now()
    oldest = Job.objects.takeable(now).order_by("pk").values_list("pk", "rung_at")[:WINDOW]
    unheard = [pk for pk, rung_at in oldest if rung_at is None or rung_at < now - lease.renewal()]
    Job.objects.filter(pk__in=unheard).update(rung_at=now)
    return unheard
