"""One database as one file, and back into a place of its own, for each kind of database the platform runs on."""

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction

NO_HURRY = "SET statement_timeout = 0"  # the limits of settings.py are for pages
Ask = Callable[[str], list[tuple]]


class Sqlite:
    """`VACUUM INTO` takes in the write-ahead log, which a copy of the file would miss."""

    file_name = "database.sqlite3"

    def save(self, path: Path) -> dict[str, int]:
        """Write the database to `path`; the number of rows of every table in it."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        path.chmod(0o600)
        with closing(sqlite3.connect(path)) as copy:
            return _counts(lambda statement: copy.execute(statement).fetchall())

    @contextmanager
    def restored(self, path: Path, folder: Path) -> Iterator[Ask]:
        """A way to ask a copy of the saved database, made in `folder`."""
        with _opened(str(shutil.copy(path, folder))) as ask:  # with Django's functions, which constraints call
            if ask("PRAGMA integrity_check") != [("ok",)]:
                raise CommandError("The restored database is damaged.")
            yield ask


class Postgresql:
    """`pg_dump` and `pg_restore`; the rows are counted in the very snapshot that is dumped."""

    file_name = "database.dump"

    def save(self, path: Path) -> dict[str, int]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(NO_HURRY)
            cursor.execute("SELECT pg_export_snapshot()")
            [(snapshot,)] = cursor.fetchall()
            _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
            path.chmod(0o600)
            return _counts(_asking(cursor))

    @contextmanager
    def restored(self, path: Path, folder: Path) -> Iterator[Ask]:
        """A way to ask a database made from the dump on the same server, which is dropped afterwards."""
        name = f"restore_drill_{secrets.token_hex(6)}"
        with connection.cursor() as cursor:
            cursor.execute(NO_HURRY)
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            try:
                _run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={name}", str(path))
                with _opened(name) as ask:
                    yield ask
            finally:
                cursor.execute(f"DROP DATABASE {name}")


KINDS = {"sqlite": Sqlite, "postgresql": Postgresql}


@contextmanager
def _opened(name):
    """A way to ask another database of the same kind."""
    with closing(connection.copy()) as drill:
        drill.settings_dict = connection.settings_dict | {"NAME": name}
        with drill.cursor() as cursor:
            if drill.vendor == "postgresql":
                cursor.execute(NO_HURRY)
            yield _asking(cursor)


def _asking(cursor):
    def ask(statement):
        cursor.execute(statement)
        return cursor.fetchall()

    return ask


def _counts(ask):
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return {table: ask(f'SELECT count(*) FROM "{table}"')[0][0] for table in sorted(tables)}


def _run(program, *arguments):
    """Run one of PostgreSQL's programs on the database of the settings; the password goes by the environment."""
    path = shutil.which(program)
    if path is None:
        raise CommandError(f"The program {program} is missing. Install PostgreSQL's client programs.")
    known = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    env = os.environ | {variable: str(known[name]) for name, variable in names.items() if known.get(name)}
    done = subprocess.run([path, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()}")
