"""What Celery calls: one call each."""

from celery import shared_task

from jobs import mail, queue, reconciler


@shared_task
def run():
    queue.perform_next()


@shared_task
def reconcile():
    reconciler.reconcile()


@shared_task
def send_mail():
    mail.deliver_waiting()
