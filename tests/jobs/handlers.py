"""Jobs for the tests of real workers, known to a worker that is started with `--include tests.jobs.handlers`."""

import os
import signal
import time

from django.db import connection

from jobs import queue


def _note(what):
    def write(job):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO test_notes (what, object_id) VALUES (%s, %s)", [what, job.object_id])

    return write


@queue.handler("test.short", on_done=_note("done"), on_failed=_note("failed"))
def short(job):
    time.sleep(0.15)
    return {"object": job.object_id}


@queue.handler("test.poison", on_done=_note("done"), on_failed=_note("failed"))
def poison(job):
    os.kill(os.getpid(), signal.SIGKILL)
