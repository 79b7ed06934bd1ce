"""What the worker does for reports."""

from functools import partial

from jobs import queue
from reports import actions, codebooks
from reports.models import Report
from vignettes.exports import printing

printing.by(codebooks.print_codebook)


@queue.handler(actions.RENDER, on_done=actions.rendered, on_failed=actions.render_failed)
def render(job):
    from reports import build  # noqa: PLC0415 - it takes seconds, and whoever only queues jobs does without

    report = Report.objects.select_related("survey__partnership", "participation__municipality").get(pk=job.object_id)
    return build.render(report, partial(queue.set_progress, job))
