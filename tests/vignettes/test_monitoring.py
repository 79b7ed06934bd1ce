"""The counts of the monitor, worked by hand; one or two people are hidden beside a day or a page."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.monitoring import (
    FEWEST,
    MOST_ROWS,
    Person,
    Point,
    Steps,
    median_minutes,
    now,
    over_time,
    over_time_by_role,
    stopping_places,
)

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


def person(opened=None, started=None, submitted=None, invited=0):
    """The day of each step, counted from Monday; None for not yet."""
    moments = (None if day is None else MONDAY + timedelta(days=day) for day in (opened, started, submitted))
    return Person(1, "caseworker", MONDAY + timedelta(days=invited), *moments)


PEOPLE = [person(1, 1, 1), person(1, 1, 2), person(1, 2, 3), person(3), person(), person(invited=2)]


def test_what_is_reached_now_is_exact():
    assert now(PEOPLE) == Steps(6, 4, 3, 3)
    assert now([]) == Steps(0, 0, 0, 0)


def test_over_time_is_cumulative_and_hides_one_and_two():
    assert over_time(PEOPLE, date(2026, 11, 5)) == [
        Point(date(2026, 11, 2), Steps(5, 0, 0, 0)),
        Point(date(2026, 11, 3), Steps(5, 3, None, None)),
        Point(date(2026, 11, 4), Steps(6, 3, 3, None)),
        Point(date(2026, 11, 5), Steps(6, 4, 3, 3)),
    ]


def test_long_field_work_has_few_rows_equally_far_apart_and_ends_today():
    days = [point.day for point in over_time([person()], date(2026, 12, 31))]
    assert (len(days), days[-1], days[0]) == (8, date(2026, 12, 31), date(2026, 11, 5))
    assert {(after - before).days for before, after in zip(days, days[1:], strict=False)} == {8}


@given(st.integers(0, 900))
def test_never_more_rows_than_a_page_takes(days):
    points = over_time([person()], MONDAY.date() + timedelta(days=days))
    assert 1 <= len(points) <= MOST_ROWS


def test_nobody_invited_has_no_course():
    assert over_time([], date(2026, 11, 5)) == []


def test_median_minutes_of_three_at_least():
    def lasting(minutes):
        return Person(1, "leader", MONDAY, MONDAY, MONDAY, MONDAY + timedelta(minutes=minutes))

    assert median_minutes([lasting(20), lasting(90), lasting(31), person(1)]) == 31
    assert median_minutes([lasting(20), lasting(90), person(1)]) is None


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


def test_small_role_hides_all_roles_of_its_day_and_step():
    many, few = [person(1, 1, 1)] * 9, [person(1, 1), person(1, 2), person(2)]
    courses = over_time_by_role({"caseworker": many, "leader": few, "other": []}, date(2026, 11, 4))
    assert courses == {
        "caseworker": [
            Point(date(2026, 11, 2), Steps(9, 0, 0, 0)),
            Point(date(2026, 11, 3), Steps(9, None, None, None)),
            Point(date(2026, 11, 4), Steps(9, 9, None, None)),
        ],
        "leader": [
            Point(date(2026, 11, 2), Steps(3, 0, 0, 0)),
            Point(date(2026, 11, 3), Steps(3, None, None, None)),
            Point(date(2026, 11, 4), Steps(3, 3, None, None)),
        ],
    }


def test_only_role_is_shown_as_all_are():
    courses = over_time_by_role({"caseworker": PEOPLE, "leader": []}, date(2026, 11, 5))
    assert courses == {"caseworker": over_time(PEOPLE, date(2026, 11, 5))}


DAYS = st.one_of(st.none(), st.integers(0, 3))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(["caseworker", "leader", "other"]), DAYS, DAYS), min_size=1, max_size=30))
def test_no_small_role_follows_by_subtraction(rows):
    """Of all days and steps: what is left of the sum when the shown roles are taken away is no hidden small count."""
    people = [(role, person(opened, opened, submitted)) for role, opened, submitted in rows]
    roles = {name: [one for role, one in people if role == name] for name in ("caseworker", "leader", "other")}
    today = date(2026, 11, 5)
    parts = over_time_by_role(roles, today)
    for place, whole in enumerate(over_time([one for _, one in people], today)):
        for step in ("opened", "started", "submitted"):
            counts = [getattr(points[place].steps, step) for points in parts.values()]
            hidden, total = counts.count(None), getattr(whole.steps, step)
            assert {course[place].day for course in parts.values()} == {whole.day}
            assert all(count is None or count == 0 or count >= FEWEST for count in counts)
            assert hidden in (0, len(counts))
            assert total is None or not hidden or (hidden > 1 and total >= FEWEST)
