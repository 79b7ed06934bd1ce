"""How the field work goes, in counts: over time, against what was expected, and where people have come to.

Pure: rows in, counts out, no clock. Counts of one or two people are hidden where a date or a page stands beside them,
since that could tell colleagues who it was, and so is what would tell them by subtraction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

FEWEST = 3
MOST_ROWS = 8
Count = int | None  # None: one or two people, hidden


@dataclass(frozen=True)
class Person:
    """One respondent: when each step was taken, local time; None for not yet.

    `opened` is the press on the button behind the link (a mail scanner that opens the link presses nothing), `started`
    the first saved answer.
    """

    participation: int
    role: str
    invited: datetime
    opened: datetime | None
    started: datetime | None
    submitted: datetime | None


@dataclass(frozen=True)
class Steps:
    """People who have come at least so far. `invited` is never hidden: whoever invited them knows it."""

    invited: int
    opened: Count
    started: Count
    submitted: Count


@dataclass(frozen=True)
class Point:
    """What was reached by the end of a day."""

    day: date
    steps: Steps


def now(people: Iterable[Person]) -> Steps:
    """What is reached now, exactly."""
    people = tuple(people)
    return Steps(
        len(people),
        sum(person.opened is not None for person in people),
        sum(person.started is not None for person in people),
        sum(person.submitted is not None for person in people),
    )


def over_time(people: Sequence[Person], today: date) -> list[Point]:
    """From the first invitation to today at most MOST_ROWS days an equal number of days apart; today is the last."""
    if not people:
        return []
    return [Point(day, _few_hidden(_by(people, day))) for day in _days(people, today)]


def over_time_by_role(roles: Mapping[str, Sequence[Person]], today: date) -> dict[str, list[Point]]:
    """As `over_time` for each role with people, all on the same days.

    The sum of the roles is shown beside them, so a role hidden alone would follow by subtraction. A step is therefore
    shown for all roles or for none: for all once at least FEWEST of each have come so far, or while nobody has.
    """
    present = {role: people for role, people in roles.items() if people}
    if len(present) < 2:
        return {role: over_time(people, today) for role, people in present.items()}
    days = _days([person for people in present.values() for person in people], today)
    courses: dict[str, list[Point]] = {role: [] for role in present}
    for day in days:
        reached = {role: _by(people, day) for role, people in present.items()}
        shown = [_is_shown(counts) for counts in zip(*(one[1:] for one in reached.values()), strict=True)]
        for role, (invited, *counts) in reached.items():
            steps = (count if is_shown else None for count, is_shown in zip(counts, shown, strict=True))
            courses[role].append(Point(day, Steps(invited, *steps)))
    return courses


def median_minutes(people: Iterable[Person]) -> int | None:
    """From opening to sending, breaks included; None when fewer than FEWEST have sent."""
    both = [(person.opened, person.submitted) for person in people]
    lasted = [(submitted - opened).total_seconds() / 60 for opened, submitted in both if opened and submitted]
    return round(median(lasted)) if len(lasted) >= FEWEST else None


def stopping_places(places: Iterable[int], last: int) -> list[Count]:
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


def _days(people: Iterable[Person], today: date) -> list[date]:
    first = min(person.invited.date() for person in people)
    apart = max(1, -(-((today - first).days + 1) // MOST_ROWS))
    return [today - timedelta(days=apart * back) for back in reversed(range((today - first).days // apart + 1))]


def _by(people: Iterable[Person], day: date) -> tuple[int, int, int, int]:
    """People invited, opened, started and submitted by the end of `day`."""
    people = [person for person in people if person.invited.date() <= day]
    moments = ([one.opened for one in people], [one.started for one in people], [one.submitted for one in people])
    opened, started, submitted = (sum(at is not None and at.date() <= day for at in step) for step in moments)
    return len(people), opened, started, submitted


def _few_hidden(reached: tuple[int, int, int, int]) -> Steps:
    invited, *counts = reached
    return Steps(invited, *(None if 0 < count < FEWEST else count for count in counts))


def _is_shown(counts: Sequence[int]) -> bool:
    return min(counts) >= FEWEST or not any(counts)
