"""When people at work may be written to: 8–17 on the working days of Danish municipalities.

Holidays are those of the law on shops' opening hours (lukkeloven) and the usual ones of the agreements: besides the
church's days 5 June, 24 and 31 December. Great Prayer Day was abolished in 2024.
"""

from datetime import date, datetime, time, timedelta

from dateutil.easter import easter

OPENS, CLOSES = time(8), time(17)
# Maundy Thursday, Good Friday, Easter, Easter Monday, Ascension Day, Pentecost, Pentecost Monday
_DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
_FIXED = ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))  # (month, day)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    is_holiday = (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _DAYS_FROM_EASTER
    return day.weekday() < _SATURDAY and not is_holiday


def is_working_time(moment: datetime) -> bool:
    """`moment` is in local time; the closing hour itself is over."""
    return is_working_day(moment.date()) and OPENS <= moment.time() < CLOSES


def next_working_time(moment: datetime) -> datetime:
    """`moment` itself within working time, else the next opening. Local time in and out, with the same zone."""
    if is_working_time(moment):
        return moment
    day = moment.date() if moment.time() < OPENS else moment.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, tzinfo=moment.tzinfo)
