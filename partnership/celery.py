"""The Celery application: worker and beat start from here (docs/operations.md)."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

app = Celery("partnership")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logs(**kwargs):
    """That somebody listens keeps Celery from adding handlers of its own to the JSON logs."""
