"""What Celery calls for surveys: one call each, safe to run twice and at any time."""

from functools import partial

from celery import shared_task

from jobs import queue
from vignettes.actions import exporting, reminding, retaining
from vignettes.models import Export


@queue.handler(exporting.BUILD, on_done=exporting.built, on_failed=exporting.build_failed)
def build_export(job):
    from vignettes.exports import build  # noqa: PLC0415 - it takes seconds, and whoever only queues jobs does without

    export = Export.objects.select_related("survey__partnership").get(pk=job.object_id)
    return build.build(export, job.attempts, partial(queue.set_progress, job))


@shared_task
def send_reminders():
    reminding.send_due()


@shared_task
def delete_outdated_exports():
    exporting.delete_outdated()


@shared_task
def anonymise_due_answers():
    retaining.run_due()
