"""Many people give the last seat in the same moment: one succeeds, the others are told why not."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, connections

from jobs.errors import Refused
from municipalities.actions import seats
from municipalities.models import Seat

AT_ONCE = 6


@pytest.fixture
def shared_file(tmp_path, transactional_db, monkeypatch):
    """Copy the test database to a file on request, since threads cannot wait for each other on one in memory."""

    def share():
        path = tmp_path / "race.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    return share


def test_the_last_seat_is_given_once(shared_file, working, herning, make_person, cast):
    people = [make_person() for _ in range(AT_ONCE + 2)]
    place = {"group": working, "participation": herning, "by": cast.consultant, "starts_on": date(2026, 3, 1)}
    for person in people[:2]:
        seats.give_seat(user=person, **place)
    shared_file()
    start = Barrier(AT_ONCE)

    def give(person):
        start.wait()
        try:
            seats.give_seat(user=person, **place)
        except Refused as reason:
            return str(reason)
        finally:
            connection.close()
        return "given"

    def count(_):
        try:
            return Seat.objects.count()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = sorted(threads.map(give, people[2:]))
        seats_now = threads.submit(count, None).result()
    full = "Kommunens 3 pladser i gruppen er alle besat. Afslut først en plads."
    assert outcomes == [full] * (AT_ONCE - 1) + ["given"]
    assert seats_now == 3
