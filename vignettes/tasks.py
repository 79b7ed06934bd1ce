"""What Celery calls for surveys: one call each, safe to run twice and at any time."""

from functools import partial

from celery import shared_task

from jobs import queue
from vignettes.actions import exporting, importing, reminding, retaining
from vignettes.models import AnswerImport, Export, ImportState


@queue.handler(exporting.BUILD, on_done=exporting.built, on_failed=exporting.build_failed)
def build_export(job):
    from vignettes.exports import build  # noqa: PLC0415 - it takes seconds, and whoever only queues jobs does without

    export = Export.objects.select_related("survey__partnership").get(pk=job.object_id)
    return build.build(export, job.attempts, partial(queue.set_progress, job))


@queue.handler(importing.WORK, on_done=importing.finished, on_failed=importing.failed)
def read_foreign_answers(job):
    from vignettes.imports import work  # noqa: PLC0415 - as above

    row = AnswerImport.objects.select_related("survey__partnership", "participation").get(pk=job.object_id)
    ways = {ImportState.READING: work.look, ImportState.WRITING: work.write, ImportState.REMOVED: work.remove}
    return ways[row.state](row, partial(queue.set_progress, job)) if row.job_id == job.pk and row.state in ways else {}


@shared_task
def send_reminders():
    reminding.send_due()


@shared_task
def delete_outdated_exports():
    exporting.delete_outdated()
    importing.drop_forgotten()


@shared_task
def anonymise_due_answers():
    retaining.run_due()
