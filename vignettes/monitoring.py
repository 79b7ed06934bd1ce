"""How the field work goes, in counts: over time, and where people have come to.

Pure: rows in, counts out, no clock. What is told of how many people is said in hiding.py.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from vignettes.hiding import FEWEST, Reached, Steps, earlier, exactly, in_all

MOST_ROWS = 8


@dataclass(frozen=True)
class Person:
    """One respondent: when each step was taken, local time; None for not yet.

    `opened` is the press on the button behind the link (a mail scanner that opens the link presses nothing), `started`
    the first saved answer. `seconds` were spent on the pages, breaks left out; None where nobody noted them.
    """

    participation: int
    role: str
    by_log_in: bool
    invited: datetime
    opened: datetime | None
    started: datetime | None
    submitted: datetime | None
    seconds: int | None = None


@dataclass(frozen=True)
class Point:
    """What was reached by the end of a day."""

    day: date
    steps: Steps


def reached(people: Iterable[Person], by_log_in: bool, day: date | None = None) -> Reached:
    """How many of those who came this way had come so far by the end of `day`; without it, now."""
    people = [one for one in people if one.by_log_in == by_log_in and (day is None or one.invited.date() <= day)]
    moments = ([one.opened for one in people], [one.started for one in people], [one.submitted for one in people])
    opened, started, submitted = (sum(_is_by(at, day) for at in step) for step in moments)
    return Reached(None if by_log_in else len(people), opened, started, submitted)


def over_time(people: Sequence[Person], by_log_in: bool, now: Steps, days: Sequence[date]) -> list[Point]:
    """What is told of each of `days` of those who came this way; the last is today, where `now` holds."""
    past = [Point(day, _earlier(reached(people, by_log_in, day), now)) for day in days[:-1]]
    return [*past, Point(days[-1], now)] if days else []


def all_over_time(courses: Iterable[Sequence[Point]]) -> list[Point]:
    """Courses on the same days, added."""
    return [Point(points[0].day, in_all(one.steps for one in points)) for points in zip(*courses, strict=True)]


def days_until(people: Sequence[Person], today: date) -> list[date]:
    """From the first invitation to today at most MOST_ROWS days an equal number of days apart; today is the last."""
    if not people:
        return []
    first = min(person.invited.date() for person in people)
    apart = max(1, -(-((today - first).days + 1) // MOST_ROWS))
    return [today - timedelta(days=apart * back) for back in reversed(range((today - first).days // apart + 1))]


def median_minutes(people: Iterable[Person], steps: Steps) -> int | None:
    """On the pages, breaks left out, of those who have sent; None unless the page says that FEWEST have."""
    seconds = [one.seconds for one in people if one.submitted and one.seconds is not None]
    return round(median(seconds) / 60) if min(len(seconds), steps.submitted.least) >= FEWEST else None


def stopping_places(places: Iterable[int], last: int) -> list[int | None]:
    """How many stand on each page from 0 to `last`; fewer than FEWEST, nobody among them, are hidden.

    The sum is known from elsewhere. Empty when it would tell what is hidden: a single page, or two people on each.
    """
    counted = Counter(places)
    counts = [counted[place] for place in range(last + 1)]
    few = [count for count in counts if count < FEWEST]
    hidden = sum(few)
    is_told = len(few) == 1 or hidden == len(few) * (FEWEST - 1)
    if not any(counts) or (hidden and is_told):
        return []
    return [count if count >= FEWEST else None for count in counts]


def _is_by(moment: datetime | None, day: date | None) -> bool:
    return moment is not None and (day is None or moment.date() <= day)


def _earlier(then: Reached, now: Steps) -> Steps:
    """Where now is shown, so is a part of it: sent ≤ started ≤ opened ≤ invited."""
    opened = earlier(then.opened, then.invited, now.opened)
    started = now.started and earlier(then.started, then.invited, now.started).within(opened)
    submitted = earlier(then.submitted, then.invited, now.submitted).within(started or opened)
    return Steps(opened if then.invited is None else exactly(then.invited), opened, submitted, started)
