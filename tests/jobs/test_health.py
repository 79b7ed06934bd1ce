"""`/readyz` is green only when database, broker, worker and storage answer."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone
from kombu import Connection

from jobs import health
from jobs.models import WorkerHeartbeat

pytestmark = pytest.mark.django_db

ALL_WELL = {"database": True, "broker": True, "worker": True, "storage": True}


@pytest.fixture(autouse=True)
def worker():
    return WorkerHeartbeat.objects.create(name="embedded@test", seen_at=timezone.now())


def test_all_well(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True} | ALL_WELL)


def test_silent_worker(client, worker):
    WorkerHeartbeat.objects.update(seen_at=timezone.now() - timedelta(seconds=31))
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False} | ALL_WELL | {"worker": False})


def test_dead_redis(monkeypatch):
    dead = Connection("redis://127.0.0.1:1/0")
    monkeypatch.setattr(health, "current_app", SimpleNamespace(connection_for_write=lambda: dead))
    assert health.checks() == ALL_WELL | {"broker": False}


def test_unusable_broker_folder(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    options = {"folder": str(tmp_path / "file" / "broker")}
    broken = Connection("localhost", transport="jobs.filesystem:Transport", transport_options=options)
    monkeypatch.setattr(health, "current_app", SimpleNamespace(connection_for_write=lambda: broken))
    assert health.checks() == ALL_WELL | {"broker": False}


def test_dead_storage(monkeypatch):
    def refuse(*args):
        raise PermissionError

    monkeypatch.setattr(health, "default_storage", SimpleNamespace(save=refuse))
    assert health.checks() == ALL_WELL | {"storage": False}


def test_dead_database(monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    assert health.checks() == ALL_WELL | {"database": False, "worker": False}


def test_storage_check_leaves_nothing_behind():
    health.checks()
    assert default_storage.listdir("health")[1] == []
