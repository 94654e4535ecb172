"""Days on which people are away: public holidays of their place, and weeks of leave."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays

from engagement.demo.world.chance import chance

# Share of people whose calendar shows a week off in four weeks, by month; summers and the turn of the year are quiet.
LEAVE = {7: 0.3, 8: 0.34, 12: 0.3, 1: 0.22}
USUAL_LEAVE = 0.14


@cache
def public_holidays(place: str, year: int) -> frozenset[date]:
    """Return the days off of a year; mainland China as the State Council set them, where that is known."""
    if place == "suzhou":
        try:
            return frozenset(
                day
                for day in _days(year)
                if all(chinese_calendar.get_holiday_detail(day)) and day.year == year
            )
        except NotImplementedError:
            return frozenset(holidays.country_holidays("CN", years=year))
    return frozenset(holidays.country_holidays("DE", subdiv="BE", years=year))


def _days(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=i) for i in range((date(year + 1, 1, 1) - first).days))


def leave(seed: int, person: str, first: date) -> tuple[date, date] | None:
    """Return the week a person is away in the block that starts on `first` (a Monday), its end exclusive; or None."""
    rng = chance(seed, "leave", person, first)
    if rng.random() >= LEAVE.get((first + timedelta(days=14)).month, USUAL_LEAVE):
        return None
    monday = first + timedelta(days=7 * int(rng.integers(4)))
    return monday, monday + timedelta(days=7)


def days_away(seed: int, person: str, place: str, blocks: Iterable[date]) -> frozenset[date]:
    """Return every day of the blocks on which a person is away."""
    away: set[date] = set()
    for first in blocks:
        block = [first + timedelta(days=i) for i in range(28)]
        away |= {day for day in block if day in public_holidays(place, day.year)}
        if (week := leave(seed, person, first)) is not None:
            away |= {day for day in block if week[0] <= day < week[1]}
    return frozenset(away)
