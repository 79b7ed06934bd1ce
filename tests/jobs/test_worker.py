"""A real worker over the file broker: killed in the middle, its queue wiped, one job that kills whoever takes it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.db import connection

pytestmark = pytest.mark.services

ROOT = Path(__file__).resolve().parent.parent.parent
SHORT, POISON = 40, 1


@pytest.fixture
def database(tmp_path, db):
    """The path of a database file with every table, the jobs to do, and a table for what the handlers note."""
    path = tmp_path / "partnership.sqlite3"
    connection.ensure_connection()
    copy = connection.copy("copy")
    copy.settings_dict["NAME"] = str(path)
    with closing(copy), copy.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")  # the dump has its tables in any order
        copy.connection.executescript("\n".join(connection.connection.iterdump()))
        cursor.execute("CREATE TABLE test_notes (what TEXT, object_id INTEGER)")
        jobs = [("test.poison", 0)] + [("test.short", number) for number in range(1, SHORT + 1)]
        cursor.executemany(
            "INSERT INTO jobs_job (kind, object_id, idempotency_key, state, attempts, progress, worker, error_id,"
            " error, result, created_at) VALUES (%s, %s, %s, 'queued', 0, 0, '', '', '', '{}', '2026-01-01')",
            [(kind, number, f"{kind}:{number}") for kind, number in jobs],
        )
    return path


@pytest.fixture
def start(tmp_path, database):
    """start(*arguments) → a Python process of the project on that database; all of them end with the test."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "partnership.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{database}",
        "REDIS_URL": "",
        "JOB_LEASE_SECONDS": "4",
    }
    processes = []

    def run(*arguments):
        log = (tmp_path / f"log{len(processes)}").open("w")
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log)
        processes.append((process, log))
        return process

    yield run
    for process, log in processes:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        log.close()


def select(database, sql):
    with closing(sqlite3.connect(database, timeout=20)) as file:
        return file.execute(sql).fetchall()


def count(database, state):
    return select(database, f"SELECT COUNT(*) FROM jobs_job WHERE state = '{state}'")[0][0]


def wait_until(condition, seconds=240):
    """Much longer than it takes, since a busy machine may not fail the test."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def child_of(process):
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[0])


def running_in_group(group):
    """Names of the group's processes that still run; the dead ones wait for an init that may never collect them."""
    stats = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            stats.append(path.read_text())
    fields = [(stat.rpartition(")")[0], stat.rpartition(")")[2].split()) for stat in stats]
    return [name for name, (state, _parent, its_group, *_) in fields if int(its_group) == group and state not in "ZX"]


def test_every_job_is_done_exactly_once_through_kill_and_wiped_queue(tmp_path, database, start):
    watchdog = start("manage.py", "watch_worker", "--include", "tests.jobs.handlers")
    start("-m", "tests.jobs.ticker")
    wait_until(lambda: count(database, "done") >= SHORT / 4)

    shutil.rmtree(tmp_path / "broker", ignore_errors=True)
    killed = child_of(watchdog)
    os.kill(killed, signal.SIGKILL)
    assert count(database, "done") < SHORT, "the worker was killed too late to prove anything"

    wait_until(lambda: count(database, "done") == SHORT and count(database, "failed") == POISON)
    notes = select(database, "SELECT what, object_id FROM test_notes ORDER BY object_id")
    assert notes == [("failed", 0)] + [("done", number) for number in range(1, SHORT + 1)]
    [(attempts, error_id)] = select(database, "SELECT attempts, error_id FROM jobs_job WHERE kind = 'test.poison'")
    assert (attempts, len(error_id)) == (3, 32)

    worker = child_of(watchdog)
    assert worker != killed
    watchdog.terminate()
    assert watchdog.wait(15) == 0
    assert not running_in_group(worker)
