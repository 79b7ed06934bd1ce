"""Telling the workers that a job waits. Nothing depends on it: what was not heard, the reconciler rings for again."""

import logging
import time

from celery import current_app

logger = logging.getLogger(__name__)

QUIET_AFTER_FAILURE_SECONDS = 10

_quiet_until = 0.0


def ring(job_id) -> bool:
    """Tell the workers that one more job waits. A dead broker is logged, never raised: the row is saved already.

    After a failure this process stays quiet for some seconds, so that a request which starts a hundred jobs does not
    wait a hundred times for a broker that hangs.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    try:
        current_app.send_task("jobs.tasks.run")
    except Exception as exc:
        _quiet_until = time.monotonic() + QUIET_AFTER_FAILURE_SECONDS
        logger.warning("the broker does not answer", extra={"job": job_id, "reason": repr(exc)})
        return False
    return True
