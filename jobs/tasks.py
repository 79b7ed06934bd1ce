"""What Celery calls: an id in, one call."""

from celery import shared_task

from jobs import mail, queue, reconciler


@shared_task
def run(job_id):
    queue.perform(job_id)


@shared_task
def reconcile():
    reconciler.reconcile()


@shared_task
def send_mail():
    mail.deliver_waiting()
