"""What the worker does for reports."""

from functools import partial

from jobs import queue
from reports import actions, codebooks
from reports.models import CaseFile, Report
from vignettes.exports import printing

printing.by(codebooks.print_codebook)


@queue.handler(actions.BUILD_CASE_FILE, on_done=actions.case_file_made, on_failed=actions.case_file_failed)
def make_case_file(job):
    from reports.casefiles import build  # noqa: PLC0415 - as below

    row = CaseFile.objects.select_related("case").get(pk=job.object_id)
    return build.make(row, partial(queue.set_progress, job))


@queue.handler(actions.RENDER, on_done=actions.rendered, on_failed=actions.render_failed)
def render(job):
    from reports import build  # noqa: PLC0415 - it takes seconds, and whoever only queues jobs does without

    report = Report.objects.select_related("survey__partnership", "participation__municipality").get(pk=job.object_id)
    return build.render(report, partial(queue.set_progress, job))
