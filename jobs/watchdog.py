"""Runs a worker as a child process and starts it anew when it dies or no longer takes work.

An embedded installation needs this: a pool child that is killed while it holds the pool's lock leaves a worker that
looks alive and does nothing. Beat runs once beside it, but a second beat would do no harm: what beat sends
(`reconcile`, `send_mail`) claims rows one by one, so twice finds nothing the second time.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import datetime, timedelta

from celery import current_app
from django.db import DatabaseError, connection
from django.utils import timezone

from jobs.heart import WATCHDOG_VARIABLE
from jobs.models import WorkerHeartbeat

logger = logging.getLogger(__name__)

SILENT_AFTER = timedelta(seconds=30)
TIME_TO_START = timedelta(seconds=120)  # on a machine that is busy with other things
LOOK_SECONDS = 1
PAUSE_SECONDS = 2
GRACE_SECONDS = 4  # process supervisors kill after five

NAME = f"embedded@{socket.gethostname()}"


def watch(extra=()):
    """Keep one worker running until SIGTERM or SIGINT; `extra` are further arguments of `celery worker`."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        worker = _start(extra)
        logger.info("worker started", extra={"worker": worker.pid})
        reason = _wait_for_trouble(worker, stop)
        _end(worker)
        if reason:
            logger.error("worker restarted", extra={"worker": worker.pid, "reason": reason})
            stop.wait(PAUSE_SECONDS)


def _start(extra):
    command = [sys.executable, "-m", "celery", "-q", "-A", current_app.main, "worker"]
    command += ["--hostname", NAME, "--concurrency", "2", *extra]
    environment = os.environ | {WATCHDOG_VARIABLE: str(os.getpid())}
    return subprocess.Popen(command, env=environment, process_group=0)


def _wait_for_trouble(worker, stop):
    """Why the worker must be started anew, or None when it is the watchdog that shall stop."""
    started_at = timezone.now()
    while not stop.wait(LOOK_SECONDS):
        if worker.poll() is not None:
            return "ended"
        if _silent(started_at):
            return "silent"
    return None


def _silent(since: datetime) -> bool:
    """Whether a worker started at `since` has had time to start and was not heard of for too long."""
    try:
        beats = WorkerHeartbeat.objects.filter(name=NAME).values_list("seen_at", flat=True)
        heard_at = max([since + TIME_TO_START - SILENT_AFTER, *beats])
    except DatabaseError:  # without the database no heart can beat
        return False
    finally:
        connection.close()
    return timezone.now() - heard_at > SILENT_AFTER


def _end(worker):
    """Let the worker finish what is short; what is long is taken up again when its lease has run out."""
    worker.terminate()
    try:
        worker.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        logger.warning("worker killed", extra={"worker": worker.pid})
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)  # pool children too, also of a worker that died
    worker.wait()
