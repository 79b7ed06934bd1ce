"""The heartbeat of a worker: a row that is renewed as long as the worker really takes work."""

import logging
import os
import signal

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs import filesystem, reconciler
from jobs.models import Job, WorkerHeartbeat

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5
DEAF_AFTER_SECONDS = 15
WATCHDOG_VARIABLE = "JOBS_WATCHDOG_PID"


def start(sender, **kwargs):
    """A worker is ready (`sender` is its consumer): look for work that was left behind, then beat."""
    _safely(reconciler.reconcile)
    _safely(beat, sender.hostname)
    sender.timer.call_repeatedly(BEAT_SECONDS, _safely, (beat, sender.hostname))


def beat(name):
    """Say that the worker called `name` is alive, unless it has stopped taking work.

    With Redis the event loop itself calls this, so a call proves that the loop runs. The file broker has no event
    loop: there the consumer must have looked for messages lately, or somebody must be at work.
    """
    _stop_without_watchdog()
    if filesystem.seconds_since_poll() < DEAF_AFTER_SECONDS or _at_work():
        WorkerHeartbeat.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})


def _at_work():
    return Job.objects.under_lease(timezone.now()).exists()


def _stop_without_watchdog():
    """A watched worker whose watchdog was killed would live on unseen beside its successor."""
    watchdog = os.environ.get(WATCHDOG_VARIABLE)
    if watchdog and int(watchdog) != os.getppid():
        os.kill(os.getpid(), signal.SIGTERM)


def _safely(call, *args):
    """Work and heart go on without the database; its connection is not left open for pool children to inherit."""
    try:
        call(*args)
    except DatabaseError:
        logger.warning("the database does not answer", exc_info=True)
    finally:
        connection.close()
