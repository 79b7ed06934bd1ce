"""The database of the tests: SQLite in a file, which starts as a copy of one that has been migrated already.

`python -m tests.database` migrates one, which takes as long as forty tests; without it each run does so for itself.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

import django
import pytest
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, connections

import tests.environment  # noqa: F401 - the settings of tests

ROOT = Path(__file__).resolve().parents[1]
# What a migrated database comes of: the migrations, what they read and import, and the versions of other apps.
SOURCES = ("*/migrations/*.py", "municipalities/data/*", "municipalities/danish.py", "uv.lock")


def migrated():
    """Where the database stands that these sources make, if it has been made."""
    digest = hashlib.sha256()
    for path in sorted(chain.from_iterable(ROOT.glob(pattern) for pattern in SOURCES)):
        digest.update(path.read_bytes())
    return ROOT / ".cache" / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def migrate(target):
    """The database is at `target` whole or not at all."""
    call_command("migrate", verbosity=0)
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    connection.cursor().execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.replace(target)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """In a file, so that the site under a browser test has connections of its own, as it has in real life.

    What a power cut would take is no matter here.
    """
    database = connections["default"]
    if database.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        if migrated().exists():
            shutil.copyfile(migrated(), file)
        database.settings_dict["TEST"]["NAME"] = str(file)
        options = database.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(scope="session")
def django_db_keepdb():
    """What stands in the file is kept, and migrated only as far as it is not yet."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test with transactions of its own ends with the database as the migrations left it: a copy is put back.

    Django would empty and refill the tables row by row, which takes a hundred times as long, and which the triggers of
    published rows refuse. Any other database is Django's to empty.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with closing(sqlite3.connect(":memory:")) as copy, pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            connection.connection.backup(copy)

        def put_back(command, *, database, **options):
            connections[database].ensure_connection()
            copy.backup(connections[database].connection)

        patch.setattr(flush.Command, "handle", put_back)
        yield


if __name__ == "__main__" and not migrated().exists():
    os.environ["DJANGO_SETTINGS_MODULE"] = "partnership.settings"
    django.setup()
    migrate(migrated())
