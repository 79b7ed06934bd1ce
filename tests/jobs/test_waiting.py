"""How long the work that waits will take."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job, JobState
from jobs.waiting import seconds_left

pytestmark = pytest.mark.django_db


def make(key, *, state=JobState.QUEUED, kind="test", took=None, **fields):
    now = timezone.now()
    if took is not None:
        fields |= {"started_at": now - timedelta(seconds=took), "finished_at": now}
    return Job.objects.create(kind=kind, object_id=7, idempotency_key=key, state=state, **fields).pk


def test_nothing_is_known_before_one_of_the_kind_has_been_done():
    make("other", kind="other", state=JobState.DONE, took=10)
    make("failed", state=JobState.FAILED, took=10)
    make("waits")
    assert seconds_left("test") == {}


def test_two_workers_share_what_waits_in_its_turn():
    for key, took in (("a", 6), ("b", 10)):
        make(key, state=JobState.DONE, took=took)
    begun, half = (make(str(percent), state=JobState.RUNNING, progress=percent) for percent in (0, 50))
    bulk, urgent = make("bulk"), make("urgent", is_urgent=True)
    make("stopped", state=JobState.CANCELLED)
    left = seconds_left("test")
    assert {pk: round(seconds, 6) for pk, seconds in left.items()} == {begun: 8, half: 4, urgent: 10, bulk: 14}


def test_before_anybody_has_begun_one_worker_is_expected():
    make("done", state=JobState.DONE, took=8)
    first, second = make("a"), make("b")
    assert {pk: round(seconds, 6) for pk, seconds in seconds_left("test").items()} == {first: 8, second: 16}
