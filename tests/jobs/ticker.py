"""Reconciles often, in place of beat's every five seconds: `python -m tests.jobs.ticker`."""

import time

import django

django.setup()

from jobs import reconciler  # noqa: E402 - after django.setup()
from tests.jobs import handlers  # noqa: E402, F401 - knows what to do when a job is parked

while True:
    reconciler.reconcile()
    time.sleep(0.5)
