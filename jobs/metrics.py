"""Prometheus figures that operations need, read from the rows at every scrape: every process tells the same."""

import math
from collections.abc import Iterable

from django.db import DatabaseError
from django.db.models import Count, Max, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from jobs.models import Job, JobState, MailState, OutboxMessage, WorkerHeartbeat

UNSENT = [state for state in MailState if state is not MailState.SENT]


class Rows(Collector):
    """Gauges of jobs, mail and workers. Without the database there is but one: that it does not answer."""

    def collect(self) -> Iterable[Metric]:
        try:
            found = [
                _by_state("partnership_jobs", "Jobs by state", Job, JobState),
                _gauge("partnership_jobs_oldest_queued_seconds", "Age of the oldest waiting job", _oldest_job()),
                _by_state("partnership_mails", "Mails that have not been sent, by state", OutboxMessage, UNSENT),
                _gauge("partnership_mails_oldest_waiting_seconds", "Age of the oldest waiting mail", _oldest_mail()),
                _gauge("partnership_worker_heartbeat_seconds", "Since a worker was last heard of", _silence()),
            ]
        except DatabaseError:
            found = []
        return [_gauge("partnership_database_up", "Whether the database answers", bool(found)), *found]


REGISTRY = CollectorRegistry()
REGISTRY.register(Rows())


def _gauge(name, help_text, value):
    return GaugeMetricFamily(name, help_text, value=value)


def _by_state(name, help_text, model, states):
    rows = model.objects.filter(state__in=states).order_by().values_list("state").annotate(Count("pk"))
    counts = dict(rows)
    family = GaugeMetricFamily(name, help_text, labels=["state"])
    for state in states:
        family.add_metric([state.value], counts.get(state.value, 0))
    return family


def _oldest_job():
    return _seconds_since(Job.objects.filter(state=JobState.QUEUED).aggregate(at=Min("created_at"))["at"], never=0)


def _oldest_mail():
    waiting = OutboxMessage.objects.filter(state=MailState.WAITING)
    return _seconds_since(waiting.aggregate(at=Min("created_at"))["at"], never=0)


def _silence():
    return _seconds_since(WorkerHeartbeat.objects.aggregate(at=Max("seen_at"))["at"], never=math.inf)


def _seconds_since(moment, *, never):
    return never if moment is None else max(0.0, (timezone.now() - moment).total_seconds())
