"""How long the work that waits will take, judged by the work of its kind that was done last."""

from django.db.models import Avg, DurationField, ExpressionWrapper, F

from jobs.models import Job, JobState

JUDGED_BY = 12  # jobs: enough to level out, few enough to follow a machine that has become slower


def seconds_left(kind) -> dict[int, float]:
    """{id of an unfinished job of `kind`: seconds until it is done}; empty as long as none has been done.

    Those under way have their rest left; each that waits has that of all before it, shared by the workers at work.
    """
    mean = _mean_seconds(kind)
    rows = Job.objects.filter(kind=kind, state__in=(JobState.RUNNING, JobState.QUEUED)).in_turn()
    unfinished = list(rows.values_list("pk", "state", "progress")) if mean else []
    running = {pk: mean * (100 - progress) / 100 for pk, state, progress in unfinished if state == JobState.RUNNING}
    left, before, workers = dict(running), sum(running.values()), max(1, len(running))
    for pk in [pk for pk, state, _progress in unfinished if state == JobState.QUEUED]:
        before += mean
        left[pk] = before / workers
    return left


def _mean_seconds(kind):
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    last = Job.objects.filter(kind=kind, state=JobState.DONE, started_at__isnull=False).order_by("-finished_at")
    mean = last[:JUDGED_BY].aggregate(mean=Avg(took))["mean"]
    return mean.total_seconds() if mean else 0.0
