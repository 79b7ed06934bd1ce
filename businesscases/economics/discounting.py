"""Discount factors from schedules of yearly rates that may step down with time (METHODS C, "Discounting")."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from businesscases.economics.checked import whole_years
from businesscases.economics.flows import FloatArray, InvalidInput, rate

Timing = Literal["start", "middle", "end"]
# How much of year t has passed when its amounts fall due.
PASSED: Mapping[str, float] = MappingProxyType({"start": 0.0, "middle": 0.5, "end": 1.0})


@dataclass(frozen=True)
class Schedule:
    """Real rates per year: `steps` are (first year, rate), from year 0 or 1 on and rising in years.

    `vintage` says since when, `source` where it is published. From `unverified_from` on we have not seen the rate in
    the source; None where we have seen all. A schedule of one's own is made with `dataclasses.replace`. InvalidInput
    for steps out of order or a rate of −100 % or less.
    """

    name: str
    steps: tuple[tuple[int, float], ...]
    vintage: str = ""
    source: str = ""
    unverified_from: int | None = None

    def __post_init__(self) -> None:
        starts = [year for year, _ in self.steps]
        if not starts or starts[0] not in (0, 1) or starts != sorted(set(starts)):
            raise InvalidInput("the steps of a schedule begin in year 0 and rise from year to year")
        for _, yearly in self.steps:
            rate(yearly)

    def rates(self, years: int) -> FloatArray:
        """The rate of each year 1..`years`."""
        starts = [start for start, _ in self.steps]
        at = np.searchsorted(starts, np.arange(1, years + 1), side="right") - 1
        return np.array([yearly for _, yearly in self.steps], dtype=np.float64)[at]


def flat(yearly: float) -> Schedule:
    """One rate for all years."""
    return Schedule("flat", ((0, rate(yearly)),))


SCHEDULES: Mapping[str, Schedule] = MappingProxyType(
    {
        "fm-2013": Schedule(
            "fm-2013",
            ((0, 0.04), (36, 0.03), (71, 0.02)),
            "2013-05-31",
            "Finansministeriet, Ny og lavere samfundsøkonomisk diskonteringsrente, 31. maj 2013",
        ),
        "fm-2021": Schedule(
            "fm-2021",
            ((0, 0.035), (36, 0.025)),
            "2021-01-07",
            "Finansministeriet, Dokumentationsnotat for den samfundsøkonomiske diskonteringsrente, 7. januar 2021",
            # What we have read of the note ends with year 70; the last rate runs on until somebody enters another.
            unverified_from=71,
        ),
        "green-book": Schedule(
            "green-book",
            ((0, 0.035), (31, 0.03), (76, 0.025), (126, 0.02), (201, 0.015), (301, 0.01)),
            "2003",
            "HM Treasury, The Green Book, annex 6",
        ),
    }
)


def factors(schedule: str | Schedule | float, years: int, timing: Timing = "start") -> FloatArray:
    """What a krone of each year t = 0..`years` is worth in the decision year: `years` + 1 factors, the first is 1.

    At the start of a year DF_t = Π 1/(1 + r_k) over k = 1..t. The decision year is never discounted. From year 1 on,
    amounts that fall in the middle or at the end of the year are discounted half a year or a year more, at the rate of
    the year in which they fall. `schedule` is a key of SCHEDULES, a Schedule, or one rate for all years. InvalidInput
    for another schedule or timing and for years that are no whole number from 0.
    """
    if timing not in PASSED:
        raise InvalidInput("amounts fall at the start, in the middle or at the end of the year")
    whole_years(years, 0)
    growth = 1 + _schedule(schedule).rates(int(years) + 1)
    start = np.concatenate([[1.0], 1 / np.cumprod(growth[:-1])])
    later = start * growth ** -PASSED[timing]
    later[0] = 1.0
    return np.asarray(later, dtype=np.float64)


def _schedule(schedule: str | Schedule | float) -> Schedule:
    if isinstance(schedule, Schedule):
        return schedule
    if not isinstance(schedule, str):
        return flat(schedule)
    if schedule not in SCHEDULES:
        raise InvalidInput(f"there is no schedule “{schedule}”; there are {', '.join(SCHEDULES)}")
    return SCHEDULES[schedule]
