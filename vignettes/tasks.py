"""What Celery calls: one call each, safe to run twice and at any time."""

from celery import shared_task

from vignettes.actions import reminding


@shared_task
def send_reminders():
    reminding.send_due()
