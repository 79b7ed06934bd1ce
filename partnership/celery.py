"""The Celery application: worker and beat start from here (docs/operations.md).

The environment decides the broker (settings.py); how work is taken and given back is the same everywhere.
"""

import os
from datetime import timedelta

from celery import Celery
from celery.schedules import schedule
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

app = Celery("partnership")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=300,
    task_soft_time_limit=240,
    task_publish_retry_policy={"max_retries": 1},
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=50,
    worker_max_memory_per_child=400_000,
    broker_connection_retry_on_startup=True,
    timezone="Europe/Copenhagen",
    beat_schedule={
        "ring for waiting jobs": {"task": "jobs.tasks.reconcile", "schedule": schedule(timedelta(seconds=5))},
        "send waiting mail": {"task": "jobs.tasks.send_mail", "schedule": schedule(timedelta(seconds=10))},
        "send reminders": {"task": "vignettes.tasks.send_reminders", "schedule": schedule(timedelta(minutes=5))},
        "delete old exports": {
            "task": "vignettes.tasks.delete_outdated_exports",
            "schedule": schedule(timedelta(hours=1)),
        },
        "anonymise answers": {
            "task": "vignettes.tasks.anonymise_due_answers",
            "schedule": schedule(timedelta(hours=1)),
        },
    },
)


@setup_logging.connect
def keep_our_logs(**kwargs):
    """That somebody listens keeps Celery from adding handlers of its own to the JSON logs."""
