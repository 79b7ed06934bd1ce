"""/metrics: for the token alone; jobs, mail and workers as the rows say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from jobs.models import Job, JobState, MailState, OutboxMessage, WorkerHeartbeat

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TOKEN = "a-token-of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def _noon(settings, monkeypatch):
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def scrape(client, db):
    """scrape() → the platform's own figures by name, or name and state."""

    def read():
        response = client.get("/metrics", headers=BEARER)
        assert response.status_code == 200
        families = text_string_to_metric_families(response.content.decode())
        samples = [sample for family in families for sample in family.samples]
        return {
            " ".join([sample.name.removeprefix("partnership_"), *sample.labels.values()]): sample.value
            for sample in samples
            if sample.name.startswith("partnership_")
        }

    return read


def job(state, *, age=0, **fields):
    key = f"job-{Job.objects.count()}"
    created = NOW - timedelta(seconds=age)
    return Job.objects.create(kind="x", object_id=1, idempotency_key=key, state=state, created_at=created, **fields)


def mail(state, *, age=0):
    key = f"mail-{OutboxMessage.objects.count()}"
    return OutboxMessage.objects.create(
        idempotency_key=key, recipient="a@test.example", state=state, created_at=NOW - timedelta(seconds=age)
    )


def test_an_empty_platform(scrape):
    assert scrape() == {
        "database_up": 1,
        **{f"jobs {state}": 0 for state in ("queued", "running", "done", "failed", "cancelled")},
        "jobs_oldest_queued_seconds": 0,
        **{f"mails {state}": 0 for state in ("waiting", "sending", "held", "failed")},
        "mails_oldest_waiting_seconds": 0,
        "worker_heartbeat_seconds": float("inf"),
    }


def test_every_row_is_counted_and_the_oldest_has_its_age(scrape):
    job(JobState.QUEUED, age=90)
    job(JobState.QUEUED, age=30)
    job(JobState.DONE, age=5000)
    job(JobState.FAILED, age=4000)
    mail(MailState.WAITING, age=45)
    mail(MailState.SENT, age=9000)
    mail(MailState.FAILED, age=8000)
    mail(MailState.FAILED)
    WorkerHeartbeat.objects.create(name="gone", seen_at=NOW - timedelta(days=1))
    WorkerHeartbeat.objects.create(name="alive", seen_at=NOW - timedelta(seconds=4))
    found = scrape()
    assert [found[f"jobs {state}"] for state in ("queued", "running", "done", "failed")] == [2, 0, 1, 1]
    assert [found[f"mails {state}"] for state in ("waiting", "sending", "held", "failed")] == [1, 0, 0, 2]
    assert (found["jobs_oldest_queued_seconds"], found["mails_oldest_waiting_seconds"]) == (90, 45)
    assert found["worker_heartbeat_seconds"] == 4


def test_a_scrape_takes_five_questions_however_many_rows(scrape, django_assert_num_queries):
    for _ in range(3):
        job(JobState.QUEUED)
        mail(MailState.WAITING)
    with django_assert_num_queries(5):
        scrape()


def test_without_the_database_the_rest_is_still_told(client, scrape, monkeypatch):
    def refuse(*args):
        raise DatabaseError

    monkeypatch.setattr("jobs.metrics._oldest_job", refuse)
    assert scrape() == {"database_up": 0}
    assert b"process_cpu_seconds_total" in client.get("/metrics", headers=BEARER).content


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN + "x"}])
def test_it_opens_with_the_token_alone(client, db, headers):
    assert client.get("/metrics", headers=headers).status_code == 404


def test_without_a_token_in_the_settings_there_is_no_such_page(client, db, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
