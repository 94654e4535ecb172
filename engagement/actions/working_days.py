"""Which day a step can fall on: never on a weekend or public holiday of the person who does it. Pure."""

from datetime import date, timedelta

import chinese_calendar
import holidays

MAINLAND = "CN"


def next_working_day(
    day: date, *, region: str = "", work_days: frozenset[int] = frozenset(range(1, 6))
) -> date:
    """Return `day` itself when it is a working day, else the next one.

    Parameters
    ----------
    day
        Where the search starts.
    region
        ISO 3166 code with an optional subdivision (`DE-BE`); without one, or unknown, only weekends count.
    work_days
        ISO weekdays worked, 1 = Monday; empty is read as Monday to Friday.
    """
    week = work_days or frozenset(range(1, 6))
    while not _is_working(day, region=region, work_days=week):
        day += timedelta(days=1)
    return day


def read_work_days(text: str) -> frozenset[int]:
    """Return the weekdays of "1-5" or "7,1-4"; ranges may not wrap, anything unreadable is left out."""
    days: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if first.isdigit() and (not last or last.isdigit()):
            days |= set(range(int(first), int(last or first) + 1))
    return frozenset(days & set(range(1, 8)))


def _is_working(day: date, *, region: str, work_days: frozenset[int]) -> bool:
    country, _, subdivision = region.partition("-")
    if country == MAINLAND and (known := _mainland(day)) is not None:
        return known
    if day.isoweekday() not in work_days:
        return False
    try:
        return day not in holidays.country_holidays(country, subdiv=subdivision or None, years=day.year)
    except NotImplementedError:
        return True


def _mainland(day: date) -> bool | None:
    """Return whether mainland China works on a day, make-up days included; None beyond the published calendar."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
