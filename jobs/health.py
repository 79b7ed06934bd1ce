"""Whether the parts that work needs are alive: database, broker, worker, storage."""

import uuid
from datetime import timedelta

from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs.models import WorkerHeartbeat

WORKER_SILENT_AFTER = timedelta(seconds=30)


def checks() -> dict[str, bool]:
    """Each part by name, and whether it answers."""
    return {"database": _database(), "broker": _broker(), "worker": _worker(), "storage": _storage()}


def _database():
    try:
        with connection.cursor() as cursor:  # a connection that was open may be dead
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker():
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OSError, OperationalError):
        return False
    return True


def _worker():
    try:
        return WorkerHeartbeat.objects.filter(seen_at__gt=timezone.now() - WORKER_SILENT_AFTER).exists()
    except DatabaseError:
        return False


def _storage():
    try:
        name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"ok"))
        default_storage.delete(name)
    except OSError:
        return False
    return True
