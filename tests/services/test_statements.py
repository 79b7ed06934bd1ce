"""Statements on PostgreSQL: planned once for each connection, and again for the next one."""

import pytest
from django.db import connection, transaction

from jobs.statements import Statement

pytestmark = pytest.mark.usefixtures("on_postgres")

SUM = Statement("sum_of_two", "SELECT %s + %s, current_setting('server_version_num')::int > 0", "bigint, integer")


def sum_of(one, two):
    with connection.cursor() as cursor:
        SUM.run(cursor, [one, two])
        return cursor.fetchone()


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, generic_plans + custom_plans FROM pg_prepared_statements")
        return cursor.fetchall()


def test_statement_is_planned_once_for_each_connection():
    for _connection in range(2):
        assert [sum_of(2**62, number) for number in (1, 2)] == [(2**62 + 1, True), (2**62 + 2, True)]
        assert prepared() == [("sum_of_two", 2)]
        connection.close()


def test_statement_outlives_the_transaction_it_was_first_run_in():
    with transaction.atomic():
        sum_of(1, 1)
        transaction.set_rollback(True)
    assert sum_of(1, 1) == (2, True)
    assert prepared() == [("sum_of_two", 2)]
    connection.close()
