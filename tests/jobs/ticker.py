"""Reconciles often, in place of beat's every five seconds: `python -m tests.jobs.ticker`."""

import time

import django

django.setup()

from jobs import reconciler  # noqa: E402 - after django.setup()

while True:
    reconciler.reconcile()
    time.sleep(0.5)
