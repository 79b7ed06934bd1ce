"""Several people who do something in the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from jobs.errors import Refused
from vignettes.actions import answering

AT_ONCE = 6
EXPECTED = (Refused, answering.Stale)


def race(*calls):
    """Call all at once, each on a connection of its own: how often each came back with what, or was refused how."""
    start = Barrier(len(calls))

    def run(call):
        try:
            connection.ensure_connection()
            start.wait()
            return call()
        except EXPECTED as reason:
            return str(reason) if isinstance(reason, Refused) else type(reason)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return Counter(threads.map(run, calls))
