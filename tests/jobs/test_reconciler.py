"""What the reconciler rings for, what it leaves alone, and what it parks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from jobs import doorbell, queue, reconciler
from jobs.models import MAX_ATTEMPTS, Job, JobState, WorkerHeartbeat

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(minutes=5)


@pytest.fixture
def rung(monkeypatch):
    ids = []
    monkeypatch.setattr(doorbell, "ring", lambda job_id: ids.append(job_id) or True)
    return ids


def make(key, **fields):
    fields = {"rung_at": timezone.now() - LONG_AGO} | fields
    return Job.objects.create(kind="test", object_id=1, idempotency_key=key, **fields).pk


def running(key, *, lease_left, attempts=1):
    return make(key, state=JobState.RUNNING, worker="gone", attempts=attempts, lease_until=timezone.now() + lease_left)


def test_rings_for_waiting_and_expired_jobs_and_for_no_others(rung):
    waiting, unrung = make("waiting"), make("unrung", rung_at=None)
    expired = running("expired", lease_left=timedelta(seconds=-1))
    make("just rung for", rung_at=timezone.now())
    running("in good hands", lease_left=timedelta(seconds=30))
    make("done", state=JobState.DONE)
    make("failed", state=JobState.FAILED)
    assert reconciler.reconcile() == 3
    assert rung == [waiting, unrung, expired]


def test_does_not_ring_again_at_once(rung):
    make("waiting")
    assert (reconciler.reconcile(), reconciler.reconcile()) == (1, 0)


def test_long_queue_is_not_flooded_and_moves_up_when_the_oldest_are_done(rung, monkeypatch):
    monkeypatch.setattr(reconciler, "WINDOW", 2)
    first, second, third = (make(key) for key in "abc")
    assert (reconciler.reconcile(), reconciler.reconcile()) == (2, 0)
    Job.objects.filter(pk=first).update(state=JobState.DONE)
    assert reconciler.reconcile() == 1
    assert rung == [first, second, third]


def test_dead_broker_is_tried_once(monkeypatch):
    calls = []
    monkeypatch.setattr(doorbell, "ring", lambda job_id: bool(calls.append(job_id)))
    first, _second = make("a"), make("b")
    assert reconciler.reconcile() == 0
    assert calls == [first]


def test_job_that_killed_its_worker_three_times_is_parked_with_an_error_id(rung, monkeypatch, caplog):
    parked = []
    monkeypatch.setattr(queue, "_handlers", {})
    queue.handler("test", on_failed=lambda job: parked.append((job.pk, job.state)))(dict)
    job_id = running("poison", lease_left=timedelta(seconds=-1), attempts=MAX_ATTEMPTS)
    assert reconciler.reconcile() == 0
    job = Job.objects.get()
    assert (job.state, len(job.error_id), job.worker) == (JobState.FAILED, 32, "")
    assert job.error == "Arbejdet blev afbrudt, før det var færdigt."
    assert parked == [(job_id, JobState.FAILED)]
    assert [record.error_id for record in caplog.records] == [job.error_id]


def test_hook_that_fails_does_not_keep_the_others_waiting(rung, monkeypatch):
    monkeypatch.setattr(queue, "_handlers", {})
    queue.handler("test", on_failed=lambda job: 1 / 0)(dict)
    running("poison", lease_left=timedelta(seconds=-1), attempts=MAX_ATTEMPTS)
    waiting = make("waiting")
    assert reconciler.reconcile() == 1
    assert rung == [waiting]
    assert Job.objects.get(idempotency_key="poison").state == JobState.RUNNING, "tried again at the next pass"


def test_command_says_how_many_were_rung_for(rung, capsys):
    make("waiting")
    call_command("reconcile_jobs")
    assert capsys.readouterr().out == "1 jobs rung for\n"


def test_forgets_workers_that_have_been_gone_for_long(rung):
    now = timezone.now()
    WorkerHeartbeat.objects.create(name="gone", seen_at=now - timedelta(hours=2))
    WorkerHeartbeat.objects.create(name="alive", seen_at=now)
    reconciler.reconcile()
    assert list(WorkerHeartbeat.objects.values_list("name", flat=True)) == ["alive"]
