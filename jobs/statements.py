"""Statements of SQL that a connection to PostgreSQL parses and plans once. SQLite keeps its own by their text."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# By the driver's connection: a new one knows none. Names belong to the session, whatever becomes of a transaction.
_PREPARED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Statement:
    """`types` are PostgreSQL's for the placeholders of `sql`, in their order; they are written as %s.

    `lock` is what only PostgreSQL understands, at the end.
    """

    def __init__(self, name: str, sql: str, types: str, *, lock: str = "") -> None:
        self._sql = sql
        count = len(types.split(","))
        places = (f"${place}" for place in range(1, count + 1))
        self._name = name
        self._prepare = f"PREPARE {name} ({types}) AS {sql % tuple(places)} {lock}"
        self._execute = f"EXECUTE {name} ({', '.join(['%s'] * count)})"

    def run(self, cursor: Any, given: Sequence[object]) -> None:
        """Execute it with the cursor, which has the rows afterwards."""
        if connection.vendor != "postgresql":
            cursor.execute(self._sql, given)
            return
        known = _PREPARED.setdefault(connection.connection, set())
        if self._name not in known:
            cursor.execute(self._prepare)
            known.add(self._name)
        cursor.execute(self._execute, given)
