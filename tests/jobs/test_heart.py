"""The heartbeat stands for a worker that takes work, not for a process that exists."""

import os
import signal
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.utils import timezone

from jobs import filesystem, heart, reconciler, watchdog
from jobs.models import Job, JobState, WorkerHeartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keep_the_tests_connection(monkeypatch):
    monkeypatch.setattr(heart.connection, "close", lambda: None)


@pytest.fixture
def deaf(monkeypatch):
    monkeypatch.setattr(filesystem, "seconds_since_poll", lambda: heart.DEAF_AFTER_SECONDS + 1)


def beats():
    return list(WorkerHeartbeat.objects.values_list("name", flat=True))


def make_running(lease_left):
    until = timezone.now() + lease_left
    Job.objects.create(kind="test", object_id=1, idempotency_key="key", state=JobState.RUNNING, lease_until=until)


def test_listening_worker_beats_in_one_row():
    heart.beat("embedded@test")
    heart.beat("embedded@test")
    assert beats() == ["embedded@test"]


def test_deaf_worker_falls_silent(deaf):
    heart.beat("embedded@test")
    assert beats() == []


def test_busy_worker_does_not_listen_but_lives(deaf):
    make_running(timedelta(seconds=30))
    heart.beat("embedded@test")
    assert beats() == ["embedded@test"]


def test_worker_whose_job_has_lost_its_lease_is_not_busy(deaf):
    make_running(timedelta(seconds=-1))
    heart.beat("embedded@test")
    assert beats() == []


def test_ready_worker_looks_for_work_and_then_beats_by_timer(monkeypatch):
    calls = []
    monkeypatch.setattr(reconciler, "reconcile", lambda: calls.append("reconcile"))
    timer = SimpleNamespace(call_repeatedly=lambda *args: calls.append(args))
    heart.start(SimpleNamespace(hostname="embedded@test", timer=timer))
    assert calls == ["reconcile", (heart.BEAT_SECONDS, heart._safely, (heart.beat, "embedded@test"))]
    assert beats() == ["embedded@test"]


def test_dead_database_does_not_stop_the_heart(caplog):
    def fail():
        raise DatabaseError

    heart._safely(fail)
    assert [record.getMessage() for record in caplog.records] == ["the database does not answer"]


@pytest.mark.parametrize(("watchdog_pid", "signals"), [(os.getppid(), []), (1 << 30, [signal.SIGTERM])])
def test_worker_ends_when_its_watchdog_was_killed(monkeypatch, watchdog_pid, signals):
    sent = []
    monkeypatch.setenv(heart.WATCHDOG_VARIABLE, str(watchdog_pid))
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append(number))
    heart.beat("embedded@test")
    assert sent == signals


@pytest.mark.parametrize(
    ("started_ago", "heard_ago", "silent"),
    [(10, None, False), (119, None, False), (121, None, True), (300, 29, False), (300, 31, True), (10, 500, False)],
)
def test_watchdog_gives_time_to_start_and_then_thirty_seconds_of_silence(started_ago, heard_ago, silent):
    now = timezone.now()
    if heard_ago:
        WorkerHeartbeat.objects.create(name=watchdog.NAME, seen_at=now - timedelta(seconds=heard_ago))
    assert watchdog._silent(now - timedelta(seconds=started_ago)) is silent
