"""A person's working time over the blocks: which day is what, and when work begins and ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from signals.calendars.holidays import holidays_of
from signals.calendars.periods import Period
from signals.calendars.zones import Seconds, day_seconds, named_zone

WORKING, WEEKEND, HOLIDAY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Schedule:
    """What people.csv says about a person's working time.

    Attributes
    ----------
    work_start, work_end
        Minutes after midnight; an end that is not after the start is on the next day.
    work_days
        ISO weekdays, 1 for Monday.
    """

    time_zone: str
    region: str
    work_start: int
    work_end: int
    work_days: frozenset[int]


@dataclass(frozen=True, slots=True)
class Days:
    """The local days of all blocks as arrays.

    Attributes
    ----------
    midnights
        UTC second of each local midnight, shape (days + 1,).
    kinds
        WORKING, WEEKEND or HOLIDAY, shape (days,).
    work_starts, work_ends
        UTC seconds of the working intervals inside the blocks, sorted, shape (intervals,).
    notes
        What the operator should know about the holidays used.
    """

    midnights: Seconds
    kinds: NDArray[np.int8]
    work_starts: Seconds
    work_ends: Seconds
    notes: tuple[str, ...]


@lru_cache(maxsize=256)
def days_of(schedule: Schedule, period: Period) -> Days:
    """Return the days of a schedule over the whole blocks of a period (at least one).

    A night shift belongs to the day on which it begins; the part of it that lies outside the blocks is cut off.
    """
    zone = named_zone(schedule.time_zone)
    days = period.days
    walls = np.array([day_seconds(day) for day in (*days, days[-1] + timedelta(days=1))], np.int64)
    midnights = zone.to_utc_array(walls)
    before = days[0] - timedelta(days=1)
    kinds = [kind_of(day, schedule) for day in (before, *days)]
    first = np.array([day_seconds(day) for day in (before, *days)], np.int64)[np.array(kinds) == WORKING]
    overnight = 86400 if schedule.work_end <= schedule.work_start else 0
    starts = zone.to_utc_array(first + schedule.work_start * 60)
    ends = zone.to_utc_array(first + schedule.work_end * 60 + overnight)
    starts, ends = np.clip(starts, midnights[0], midnights[-1]), np.clip(ends, midnights[0], midnights[-1])
    real = ends > starts
    notes = {holidays_of(schedule.region, day.year).note for day in days} - {""}
    return Days(midnights, np.array(kinds[1:], np.int8), starts[real], ends[real], tuple(sorted(notes)))


def kind_of(day: date, schedule: Schedule) -> int:
    """Return what a local day is: holiday first, then working, else weekend."""
    year = holidays_of(schedule.region, day.year)
    if day in year.off:
        return HOLIDAY
    return WORKING if day.isoweekday() in schedule.work_days or day in year.make_up else WEEKEND
