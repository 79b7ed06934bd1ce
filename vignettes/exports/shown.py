"""Where the vignettes stood in the order of each of some people, and how they saw the pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from vignettes.exports.coded import BLANK, Coded, Codes
from vignettes.exports.columns import Frame, Person


@dataclass(frozen=True, slots=True)
class Views:
    """For each page that was seen by whom, which (0 for what is asked once, then 1, 2, … as in the person's order),
    when it was first shown, and for how many seconds in all, breaks left out.
    """

    people: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    pages: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    shown_at: Sequence[datetime] = ()
    seconds: Sequence[int] = ()


def told_of(people: Sequence[Person], frame: Frame) -> list[Coded]:
    """What is the same in all rows of a person, a row for each; no columns without people."""
    rows = np.arange(len(people))
    return [Coded(rows, values) for values in zip(*(person.fixed(frame) for person in people), strict=True)]


class Shown:
    """`positions` has a row for each of `people` and a column for each of `vignettes`: 1, 2, …, or 0 if not given.

    One more column, for questions without a vignette, has 0 only.
    """

    def __init__(self, people: Sequence[Person], vignettes: Sequence[str], views: Views) -> None:
        columns = {code: column for column, code in enumerate(vignettes)}
        self.positions = np.zeros((len(people), len(vignettes) + 1), dtype=np.intp)
        for row, person in enumerate(people):
            for position, code in enumerate(person.order, start=1):
                if code in columns:
                    self.positions[row, columns[code]] = position
        last = max((len(person.order) for person in people), default=0)
        reached = np.flatnonzero(views.pages <= last)
        self._views, self._numbers = views, range(1, last + 1)
        self._seen = np.full((len(people), last + 1), BLANK, dtype=np.intp)
        self._seen[views.people[reached], views.pages[reached]] = reached

    def columns(self, people: Codes, vignettes: Codes) -> tuple[Coded, Coded, Coded]:
        """Of rows about a person and a vignette (BLANK for what is asked once) the place in the order, when the page
        was first shown, and for how many seconds.
        """
        positions = self.positions[people, vignettes]
        was_given = (vignettes == BLANK) | (positions > 0)
        seen = np.where(was_given, self._seen[people, positions], BLANK)
        views = self._views
        return Coded(positions - 1, self._numbers), Coded(seen, views.shown_at), Coded(seen, views.seconds)
