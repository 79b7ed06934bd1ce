"""The platform as in production, on this machine: PostgreSQL, Redis, gunicorn, two workers and beat."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from environ import Env

from tests.services.production import Production
from tests.services.programs import running_postgres, running_redis


def pytest_collection_modifyitems(items):
    """One group, so that with several test processes the services start once."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.services)
            item.add_marker(pytest.mark.xdist_group("services"))


@pytest.fixture(scope="session")
def folder():
    """A short path that PostgreSQL's user may enter; sockets have no room for long ones."""
    path = Path(tempfile.mkdtemp(prefix="services-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def postgres(folder):
    (folder / "postgres").mkdir(mode=0o700)
    with running_postgres(folder / "postgres") as postgres:
        yield postgres


@pytest.fixture(scope="session")
def redis_url(folder):
    (folder / "redis").mkdir()
    with running_redis(folder / "redis") as url:
        yield url


@pytest.fixture(scope="session")
def production(folder, postgres, redis_url):
    """The running platform; `production.visitor()` is somebody with a browser, seen through the proxy."""
    production = Production.create(folder, database_url=postgres.url, redis_url=redis_url, path=os.environ["PATH"])
    try:
        production.start()
        yield production
    finally:
        production.stop()


@pytest.fixture(scope="session")
def migrated(postgres, django_db_blocker):
    """The settings of a database of its own on PostgreSQL, with every table."""
    with postgres.connect("postgres") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE within")
    # The limits of settings.py; what a power cut would take is no matter here.
    limits = {"options": "-c statement_timeout=10s -c lock_timeout=5s -c synchronous_commit=off"}
    database = Env.db_url_config(postgres.url.removesuffix("partnership") + "within") | {"OPTIONS": limits}
    with _instead_of_sqlite(database), django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
    return database


@pytest.fixture(scope="module")
def on_postgres(migrated, django_db_blocker):
    """Django itself works on PostgreSQL, in this thread and every other, instead of on SQLite."""
    with _instead_of_sqlite(migrated), django_db_blocker.unblock():
        yield


@contextmanager
def _instead_of_sqlite(database):
    known, usual = connections.settings, connections["default"]
    connections.settings = connections.configure_settings({"default": database})
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings, connections["default"] = known, usual
