from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vignettes.working_hours import is_working_day, is_working_time, next_working_time

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=COPENHAGEN)


def test_days_off_of_2026_by_hand():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    off = [day for day in days if day.weekday() < 5 and not is_working_day(day)]
    assert off == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 6, 5),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 31),
    ]


def test_great_prayer_day_is_a_working_day():
    assert is_working_day(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 07:59", False),
        ("2026-11-23 08:00", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-22 10:00", False),
    ],
)
def test_working_time_is_8_to_17_on_working_days(moment, expected):
    assert is_working_time(at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 10:17", "2026-11-23 10:17"),
        ("2026-11-23 03:00", "2026-11-23 08:00"),
        ("2026-11-27 17:00", "2026-11-30 08:00"),
        ("2026-04-01 18:00", "2026-04-07 08:00"),
        ("2026-12-23 17:30", "2026-12-28 08:00"),
    ],
)
def test_what_falls_outside_waits_for_the_next_opening(moment, expected):
    assert next_working_time(at(moment)) == at(expected)
