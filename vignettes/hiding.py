"""How many people have come how far, as pages may say it: one and two are told as "under 3", and nothing tells them.

Pure. `shown` is the only way from people to a page. It looks at the people of one role in one municipality, and leaves
every number open that would be one or two, or would tell one or two beside the others and the number invited. All else
(sums over roles and municipalities, remainders, bars) is reckoned from what it returns, never from the people: so no
page, and no two pages, tell more than these counts do. `earlier` does the same for a day that has passed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 3
UNKNOWN = 10**9  # people who may come: nobody knows how many


@dataclass(frozen=True)
class Count:
    """People: between `least` and `most`, both included; the page says no more."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def is_few(self) -> bool:
        """May it be one or two, and is it less than three in any case?"""
        return 0 < self.most < FEWEST

    @property
    def middle(self) -> float:
        """Where a bar ends."""
        return (self.least + self.most) / 2

    def __add__(self, other: "Count") -> "Count":
        return Count(self.least + other.least, self.most + other.most)

    def __sub__(self, other: "Count") -> "Count":
        """What remains, never less than nobody."""
        return Count(max(0, self.least - other.most), max(0, self.most - other.least))

    def within(self, other: "Count") -> "Count":
        """Not more than `other`, of whom these are a part."""
        return Count(min(self.least, other.most), min(self.most, other.most))


NONE = Count(0, 0)


@dataclass(frozen=True)
class Reached:
    """People who have come at least so far: `started` has saved an answer. `invited` is None for those who came by
    their own log-in: whoever sees the list of those invited would else know by subtraction how many have."""

    invited: int | None
    opened: int
    started: int
    submitted: int


@dataclass(frozen=True)
class Steps:
    """The same as a page shows it. `started` is None where nobody has asked for it."""

    invited: Count = NONE
    opened: Count = NONE
    submitted: Count = NONE
    started: Count | None = NONE

    def __add__(self, other: "Steps") -> "Steps":
        started = None if self.started is None or other.started is None else self.started + other.started
        return Steps(
            self.invited + other.invited, self.opened + other.opened, self.submitted + other.submitted, started
        )

    @property
    def unfinished(self) -> Count:
        return self.invited - self.submitted

    @property
    def waiting(self) -> Count:
        return self.invited - self.opened

    @property
    def under_way(self) -> Count:
        return self.opened - self.submitted

    @property
    def is_exact(self) -> bool:
        counts = (self.invited, self.opened, self.submitted, self.started)
        return all(count is not None and count.is_exact for count in counts)


def shown(reached: Reached) -> Steps:
    """What may be told of one role in one municipality.

    Numbers that are shown exactly are none or three at least, and stand none or three at least apart from each other
    and from the number invited. The order matters: sent is told first, and `started` never changes what is told of
    the others, so that pages that leave it out say the same.
    """
    room = UNKNOWN if reached.invited is None else reached.invited
    submitted = _told(reached.submitted, 0, room)
    lowest = submitted.least if submitted.is_exact else 0
    opened = _told(reached.opened, lowest, room)
    started = _told(reached.started, lowest, opened.most if opened.is_exact else room)
    invited = opened if reached.invited is None else exactly(reached.invited)
    return Steps(invited, opened, submitted, started)


def earlier(count: int, invited: int | None, now: Count) -> Count:
    """What may be told of a day that has passed, when `invited` were invited and `now` is shown of today.

    It is told to three people, so that nobody sees one or two come from one day to the next. Where `now` is open at
    its end, so is a day that comes near to it: otherwise the past would tell what today does not.
    """
    room = UNKNOWN if invited is None else invited
    end = min(room, now.least) - (abs(room - now.least) < FEWEST)
    least = max(0, min(count, end) // FEWEST * FEWEST)
    most = now.most if least + FEWEST > end else least + FEWEST - 1
    return Count(min(least, room), min(most, room))


def in_all(steps: Iterable[Steps]) -> Steps:
    return sum(steps, Steps())


def exactly(count: int) -> Count:
    return Count(count, count)


def _told(count: int, low: int, high: int) -> Count:
    """`count` beside `low` ≤ it and `high` ≥ it, which are known: exact, or one of several that look the same."""
    room = high - low
    if room < FEWEST:
        return Count(low, high)
    if low < count < low + FEWEST:
        return Count(low + 1, low + 2)
    if room == FEWEST + 1 and count > low:
        return Count(high - 1, high)
    return Count(high - 2, high - 1) if high - FEWEST < count < high else exactly(count)
