"""Sessions are rows of the database, so that ending one ends it. Reading one is the first thing of every request."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from jobs.statements import Statement

_DATA = Statement(
    "session_data",
    "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
    "varchar, timestamptz",
)


class SessionStore(db.SessionStore):
    """As Django's, but read without composing the same statement anew each time (docs/operations.md)."""

    def load(self):
        with connection.cursor() as cursor:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
            _DATA.run(cursor, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
