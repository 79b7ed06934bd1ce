"""The rules of the job row: claimed by one, finished by its holder, parked after the third failure."""

import logging
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from jobs import doorbell, queue
from jobs.errors import Refused
from jobs.models import MAX_ATTEMPTS, Job, JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch):
    """The ids that were rung for."""
    ids = []
    monkeypatch.setattr(doorbell, "ring", ids.append)
    return ids


@pytest.fixture
def register(monkeypatch):
    """register(work, on_done=…) → the kind "test" does `work` for the length of the test."""
    monkeypatch.setattr(queue, "_handlers", {})

    def add(work, **hooks):
        queue.handler("test", **hooks)(work)

    return add


def enqueue(key="key"):
    return queue.enqueue(kind="test", object_id=7, idempotency_key=key)


def make_running(*, attempts=1, lease_left=timedelta(seconds=60)):
    job = Job.objects.create(
        kind="test",
        object_id=7,
        idempotency_key="key",
        state=JobState.RUNNING,
        attempts=attempts,
        worker="somebody",
        lease_until=timezone.now() + lease_left,
    )
    return Job.objects.get(pk=job.pk)


def divide_by_zero(job):
    return {"answer": 1 / 0}


class TestEnqueue:
    def test_rings_when_the_transaction_commits_and_not_before(self, rung, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            job = enqueue()
            assert rung == []
        assert rung == [job.pk]

    def test_second_call_with_the_same_key_gives_the_first_job_and_rings_no_more(
        self, rung, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            assert enqueue().pk == enqueue().pk
        assert len(rung) == Job.objects.count() == 1

    def test_rolled_back_with_the_callers_transaction(self, rung):
        with transaction.atomic():
            enqueue()
            transaction.set_rollback(True)
        assert Job.objects.count() == 0

    def test_dead_broker_is_no_error_of_the_request(self, monkeypatch, caplog, django_capture_on_commit_callbacks):
        def dead(*args, **kwargs):
            calls.append(args)
            raise OSError("connection refused")

        calls = []
        monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
        monkeypatch.setattr(doorbell.current_app, "send_task", dead)
        with django_capture_on_commit_callbacks(execute=True):
            enqueue("first")
            enqueue("second")
        assert [record.getMessage() for record in caplog.records] == ["the broker does not answer"]
        assert len(calls) == 1, "a hanging broker is not tried for every job of a request"
        assert set(Job.objects.values_list("state", flat=True)) == {JobState.QUEUED}


class TestClaim:
    def test_waiting_job_is_taken_under_a_lease(self):
        before = timezone.now()
        job = queue.claim(enqueue().pk)
        assert (job.state, job.attempts, len(job.worker)) == (JobState.RUNNING, 1, 32)
        assert timedelta(seconds=60) <= job.lease_until - before < timedelta(seconds=65)

    def test_second_worker_gets_nothing(self):
        job_id = enqueue().pk
        assert queue.claim(job_id).pk == job_id
        assert queue.claim(job_id) is None

    def test_expired_lease_is_taken_over_with_a_new_token(self):
        lost = make_running(lease_left=timedelta(seconds=-1))
        taken = queue.claim(lost.pk)
        assert taken.attempts == 2
        assert taken.worker != lost.worker

    @pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
    def test_finished_job_is_not_taken(self, state):
        job = make_running(lease_left=timedelta(seconds=-1))
        Job.objects.update(state=state)
        assert queue.claim(job.pk) is None

    def test_no_fourth_attempt(self):
        job = make_running(attempts=MAX_ATTEMPTS, lease_left=timedelta(seconds=-1))
        assert queue.claim(job.pk) is None

    def test_unknown_job_is_not_taken(self):
        assert queue.claim(4711) is None


class TestHolder:
    """Only the worker that holds the lease changes the job."""

    def test_finishes(self, register):
        register(dict, on_done=lambda job: done.append((job.pk, job.result)))
        done = []
        job = queue.claim(enqueue().pk)
        assert queue.finish(job, {"pages": 12}) is True
        assert done == [(job.pk, {"pages": 12})]
        job.refresh_from_db()
        assert (job.state, job.progress, job.worker, job.lease_until) == (JobState.DONE, 100, "", None)

    def test_who_lost_the_lease_changes_nothing(self, register):
        register(dict, on_done=divide_by_zero, on_failed=divide_by_zero)
        loser = make_running(lease_left=timedelta(seconds=-1))
        winner = queue.claim(loser.pk)
        assert queue.set_progress(loser, 50) is False
        assert queue.finish(loser, {"pages": 1}) is False
        assert queue.fail(loser, ValueError()) is False
        row = Job.objects.get()
        assert (row.state, row.worker, row.progress, row.result) == (JobState.RUNNING, winner.worker, 0, {})

    def test_shows_progress(self):
        job = queue.claim(enqueue().pk)
        assert queue.set_progress(job, 40) is True
        assert Job.objects.get().progress == 40


class TestPerform:
    def test_done_once_however_often_it_is_rung_for(self, register):
        register(lambda job: {"count": calls.append(job.pk) or len(calls)})
        calls = []
        job_id = enqueue().pk
        assert [queue.perform(job_id), queue.perform(job_id)] == [True, False]
        assert calls == [job_id]
        assert Job.objects.get().result == {"count": 1}

    def test_third_failure_parks_with_an_error_id_that_stands_in_the_log(self, register, caplog):
        register(divide_by_zero, on_failed=lambda job: parked.append((job.pk, job.state)))
        parked = []
        job_id = enqueue().pk
        for attempt in range(1, MAX_ATTEMPTS):
            queue.perform(job_id)
            assert list(Job.objects.values_list("state", "attempts")) == [(JobState.QUEUED, attempt)]
        assert parked == []
        queue.perform(job_id)
        job = Job.objects.get()
        assert (job.state, job.attempts, len(job.error_id)) == (JobState.FAILED, MAX_ATTEMPTS, 32)
        assert job.error == "En uventet fejl standsede arbejdet."
        assert parked == [(job_id, JobState.FAILED)]
        errors = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert [(record.error_id, record.exc_info[0]) for record in errors] == [(job.error_id, ZeroDivisionError)]

    def test_failing_on_done_fails_the_attempt_and_leaves_nothing_behind(self, register):
        register(lambda job: {"pages": 3}, on_done=divide_by_zero)
        queue.perform(enqueue().pk)
        job = Job.objects.get()
        assert (job.state, job.attempts, job.result) == (JobState.QUEUED, 1, {})

    def test_rule_that_says_no_parks_at_once_with_its_own_words(self, register):
        def refuse(job):
            raise Refused("Undersøgelsen er åben igen.")

        register(refuse)
        queue.perform(enqueue().pk)
        job = Job.objects.get()
        assert (job.state, job.attempts, job.error) == (JobState.FAILED, 1, "Undersøgelsen er åben igen.")

    def test_time_limit_counts_as_an_attempt(self, register):
        def overrun(job):
            raise SoftTimeLimitExceeded

        register(overrun)
        queue.perform(enqueue().pk)
        job = Job.objects.get()
        assert (job.state, job.attempts) == (JobState.QUEUED, 1)
        assert job.error == "Arbejdet tog længere tid end tilladt."

    def test_shutdown_puts_the_job_back_and_goes_on(self, register):
        def stop(job):
            raise SystemExit

        register(stop)
        with pytest.raises(SystemExit):
            queue.perform(enqueue().pk)
        assert Job.objects.get().state == JobState.QUEUED

    def test_kind_that_nobody_registered_is_an_error_of_the_job(self, register):
        queue.perform(enqueue().pk)
        assert list(Job.objects.values_list("state", "attempts")) == [(JobState.QUEUED, 1)]


class TestTurn:
    """One bell, one job: first what somebody waits for, last what has failed before."""

    def test_urgent_work_goes_before_a_batch_and_a_failure_to_the_end(self, register):
        register(lambda job: {"key": done.append(job.idempotency_key)})
        done = []
        batch = [enqueue(f"batch {number}") for number in (1, 2, 3)]
        Job.objects.filter(pk=batch[0].pk).update(attempts=1)
        queue.enqueue(kind="test", object_id=7, idempotency_key="single", is_urgent=True)
        queue.hurry(batch[2])
        for _bell in range(5):
            queue.perform_next()
        assert done == ["batch 3", "single", "batch 2", "batch 1"]

    def test_a_job_that_another_worker_takes_first_does_not_cost_the_bell(self, register, monkeypatch):
        register(lambda job: {"pk": done.append(job.pk)})
        done, (first, second) = [], [enqueue(key) for key in ("a", "b")]
        claim = queue.claim

        def be_late(job_id):
            if job_id == first.pk:
                claim(first.pk)
            return claim(job_id)

        monkeypatch.setattr(queue, "claim", be_late)
        queue.perform_next()
        assert done == [second.pk]


class TestCancel:
    def test_waiting_job_is_not_done_until_somebody_starts_it_again(self, register, rung, make_person):
        register(lambda job: {"pk": done.append(job.pk)})
        done, job = [], enqueue()
        assert queue.cancel(job) is True
        queue.perform_next()
        assert (done, Job.objects.get().state) == ([], JobState.CANCELLED)
        queue.retry(job=job, by=make_person())
        queue.perform_next()
        assert done == [job.pk]

    @pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE, JobState.FAILED])
    def test_job_that_does_not_wait_stays_as_it_is(self, state):
        job = enqueue()
        Job.objects.update(state=state)
        assert queue.cancel(job) is False
        assert Job.objects.get().state == state


class TestRetry:
    def test_failed_job_gets_three_new_attempts(self, rung, make_person, django_capture_on_commit_callbacks):
        job = make_running(attempts=MAX_ATTEMPTS)
        Job.objects.update(state=JobState.FAILED, error="Fejl", error_id="ab" * 16, finished_at=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            queue.retry(job=job, by=make_person())
        assert (job.state, job.attempts, job.error, job.error_id) == (JobState.QUEUED, 0, "", "")
        assert job.finished_at is None
        assert rung == [job.pk]

    def test_any_other_job_is_left_alone(self, make_person):
        job = make_running()
        with pytest.raises(Refused):
            queue.retry(job=job, by=make_person())
        assert Job.objects.get().state == JobState.RUNNING
