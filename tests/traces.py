"""Looks for words in every column of every table: what is left of somebody."""

import json
from importlib import import_module

from django.conf import settings
from django.db import connection


def traces(*words):
    """(table, column) of everything that holds one of `words`, whatever the capitals; sessions are opened."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                if any(_holds(cursor, table, column.name, spelling) for word in words for spelling in _spellings(word)):
                    found.append((table, column.name))
    return sorted(set(found + _in_sessions(words)))


def _spellings(word):
    """As it is, and as JSON writes it."""
    return {word.lower(), json.dumps(word)[1:-1].lower()}


def _holds(cursor, table, column, word):
    quote = connection.ops.quote_name
    pattern = "%" + word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    text = f"LOWER(CAST({quote(column)} AS TEXT))"
    cursor.execute(f"SELECT 1 FROM {quote(table)} WHERE {text} LIKE %s ESCAPE '\\' LIMIT 1", [pattern])
    return cursor.fetchone() is not None


def _in_sessions(words):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    contents = [json.dumps(row.get_decoded()).lower() for row in store.get_model_class().objects.all()]
    return [("django_session", "content") for content in contents if any(word.lower() in content for word in words)]
