"""The counts of the monitor, worked by hand. That nobody can be told from them is held in test_hiding.py."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.hiding import Count, Reached, Steps, exactly, shown
from vignettes.monitoring import (
    MOST_ROWS,
    Person,
    Point,
    all_over_time,
    days_until,
    median_minutes,
    over_time,
    reached,
    stopping_places,
)

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
THURSDAY = date(2026, 11, 5)


def person(opened=None, started=None, submitted=None, invited=0, by_log_in=False, seconds=None):
    """The day of each step, counted from Monday; None for not yet."""
    moments = (None if day is None else MONDAY + timedelta(days=day) for day in (opened, started, submitted))
    return Person(1, "caseworker", by_log_in, MONDAY + timedelta(days=invited), *moments, seconds)


PEOPLE = [person(1, 1, 1)] * 4 + [person(1, 1, 2), person(1, 2, 3), person(3)] + [person()] * 5 + [person(invited=2)]


def course(people, by_log_in=False, today=THURSDAY):
    now = shown(reached(people, by_log_in))
    return over_time(people, by_log_in, now, days_until(people, today))


def test_people_are_counted_by_the_way_they_came():
    people = [*PEOPLE, person(2, 2, 2, invited=2, by_log_in=True)]
    assert reached(people, by_log_in=False) == Reached(13, 7, 6, 6)
    assert reached(people, by_log_in=False, day=date(2026, 11, 3)) == Reached(12, 6, 5, 4)
    assert reached(people, by_log_in=True) == Reached(None, 1, 1, 1)
    assert reached([], by_log_in=False) == Reached(0, 0, 0, 0)


def test_over_time_is_cumulative_and_ends_with_today():
    few, some = Count(0, 2), Count(3, 5)
    assert course(PEOPLE) == [
        Point(date(2026, 11, 2), Steps(exactly(12), few, few, few)),
        Point(date(2026, 11, 3), Steps(exactly(12), Count(6, 8), some, some)),
        Point(date(2026, 11, 4), Steps(exactly(13), Count(6, 8), some, Count(6, 6))),
        Point(date(2026, 11, 5), Steps(exactly(13), Count(7, 8), exactly(6), exactly(6))),
    ]


def test_whoever_came_uninvited_is_invited_on_the_day_of_opening():
    people = [person(day, day, day, invited=day, by_log_in=True) for day in (0, 0, 0, 3, 3, 3)]
    opened = [(point.steps.invited, point.steps.opened) for point in course(people, by_log_in=True)]
    assert opened == [(Count(3, 5), Count(3, 5))] * 3 + [(exactly(6), exactly(6))]


def test_courses_on_the_same_days_are_added():
    first, second = course(PEOPLE), course(PEOPLE)
    assert [point.steps for point in all_over_time([first, second])] == [point.steps + point.steps for point in first]
    assert all_over_time([]) == []


def test_long_field_work_has_few_rows_equally_far_apart_and_ends_today():
    days = days_until([person()], date(2026, 12, 31))
    assert (len(days), days[-1], days[0]) == (8, date(2026, 12, 31), date(2026, 11, 5))
    assert {(after - before).days for before, after in zip(days, days[1:], strict=False)} == {8}


@settings(max_examples=30)
@given(st.integers(0, 900))
def test_never_more_rows_than_a_page_takes(days):
    assert 1 <= len(days_until([person()], MONDAY.date() + timedelta(days=days))) <= MOST_ROWS


def test_nobody_invited_has_no_course():
    assert course([]) == []


def test_median_minutes_of_three_at_least():
    people = [person(1, 1, 1, seconds=minutes * 60) for minutes in (20, 90, 31)]
    others = [person(1, 1, 1), person(1, seconds=9000)]
    told = Steps(exactly(9), exactly(5), exactly(3), exactly(5))
    assert median_minutes([*people, *others], told) == 31
    assert median_minutes([*people[:2], *others], told) is None


def test_minutes_do_not_tell_that_three_have_sent():
    people = [person(1, 1, 1, seconds=600)] * 3
    assert median_minutes(people, Steps(exactly(6), Count(1, 3), Count(1, 3), None)) is None


def test_stops_hide_fewer_than_three_and_nobody_alike():
    assert stopping_places([0] * 5 + [2] * 3, last=3) == [5, None, 3, None]
    assert stopping_places([0] * 5 + [1] + [2] * 3, last=3) == [5, None, 3, None]
    assert stopping_places([1, 1], last=2) == [None, None, None]


def test_stops_are_not_shown_when_their_sum_would_tell_them():
    assert stopping_places([0] * 5 + [1], last=1) == []
    assert stopping_places([0] * 5 + [1, 1, 2, 2], last=2) == []
    assert stopping_places([], last=2) == []


@settings(max_examples=30)
@given(st.lists(st.integers(0, 3), max_size=20))
def test_what_is_hidden_cannot_be_told_from_the_sum(places):
    """Of all ways to fill the hidden pages with 0, 1 or 2 people more than one has the known sum, if there is one."""
    counts = stopping_places(places, last=3)
    hidden = [place for place, count in enumerate(counts) if count is None]
    rest = len(places) - sum(count for count in counts if count is not None)
    ways = sum(sum(filled) == rest for filled in product(range(3), repeat=len(hidden)))
    assert not counts or rest == 0 or ways > 1
