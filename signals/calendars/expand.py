"""The occurrences of a rule within a stretch of time.

Days are proleptic ordinals, times are seconds of the day, both together wall seconds; daylight saving is the caller's.
A rule is never walked further than the stretch, and one without COUNT is entered just before it, so that a series which
began decades ago, or one that never occurs, costs no more than any other.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from signals.calendars.rules import Rule
from signals.calendars.zones import Seconds
from signals.exceptions import RefusedRecurrenceError

DAY = 86400
EPOCH_ORDINAL = 719163


def expand(rule: Rule, start: int, low: int, high: int, most: int) -> Seconds:
    """Return the sorted wall seconds in [low, high) at which a rule that starts at `start` occurs.

    Parameters
    ----------
    rule
        UNTIL is not looked at: it is a moment in UTC, which only a zone can compare.
    start
        Wall second of DTSTART; nothing before it occurs, and COUNT counts from it.
    most
        The largest number of occurrences worth returning.

    Raises
    ------
    RefusedRecurrenceError
        There are more than `most`.
    """
    found = _plain(rule, start, low, high) if rule.is_plain else _general(rule, start, low, high, most)
    if len(found) > most:
        raise RefusedRecurrenceError
    return found


def _plain(rule: Rule, start: int, low: int, high: int) -> Seconds:
    """Every n-th day, or given weekdays of every n-th week, by arithmetic."""
    if rule.frequency == "DAILY":
        first, offsets, step = start, np.zeros(1, np.int64), rule.interval * DAY
    else:
        weekday = weekday_of(start // DAY + EPOCH_ORDINAL)
        into_week = (weekday - rule.week_start) % 7
        first, step = start - into_week * DAY, rule.interval * 7 * DAY
        days = {(day - rule.week_start) % 7 for _, day in rule.weekdays} or {into_week}
        offsets = np.array(sorted(days), np.int64) * DAY
    enter, leave = max(0, (low - first) // step - 1), max(0, (high - first) // step + 1)
    periods = first + np.arange(enter, leave, dtype=np.int64) * step
    found = (periods[:, None] + offsets).ravel()
    if rule.count is not None:
        skipped = int(np.count_nonzero(first + offsets < start))
        found = found[: max(0, rule.count + skipped - enter * len(offsets))]
    return found[(found >= max(low, start)) & (found < high)]


def _general(rule: Rule, start: int, low: int, high: int, most: int) -> Seconds:
    times = rule.times(start % DAY)
    left = rule.count
    found: list[int] = []
    # COUNT counts from the start; without it, what lies before the stretch need not be known.
    needed = start if left is not None else max(start, low)
    for days in _periods(rule, start, low, high):
        for at in _of_period(days, times, rule, needed, high):
            if left == 0 or len(found) > most:
                return np.array(found, np.int64)
            if at >= low:
                found.append(at)
            if left is not None:
                left -= 1
    return np.array(found, np.int64)


def _of_period(days: list[int], times: list[int], rule: Rule, needed: int, high: int) -> Iterator[int]:
    """Yield a period's occurrences in [needed, high); days before the one that holds `needed` are not gone through."""
    total = len(days) * len(times)
    if rule.positions:
        chosen = sorted({p - 1 if p > 0 else total + p for p in rule.positions if abs(p) <= total})
        every = (
            (days[index // len(times)] - EPOCH_ORDINAL) * DAY + times[index % len(times)] for index in chosen
        )
    else:
        near = (start for day in days if needed - DAY < (start := (day - EPOCH_ORDINAL) * DAY) < high)
        every = (start + time for start in near for time in times)
    return (at for at in every if needed <= at < high)


def _periods(rule: Rule, start: int, low: int, high: int) -> Iterator[list[int]]:
    """Yield the matching days of each year, month, week or day of the rule, up to the one that holds `high`."""
    day, last = start // DAY + EPOCH_ORDINAL, high // DAY + EPOCH_ORDINAL
    enter = day if rule.count is not None else max(day, low // DAY + EPOCH_ORDINAL)
    first = _number(rule, day)
    at = first + max(0, (_number(rule, enter) - first) // rule.interval) * rule.interval
    matches = _Matcher(rule, day)
    while True:
        lowest, highest = _bounds(rule, at)
        if lowest > last:
            return
        yield [candidate for candidate in range(lowest, highest + 1) if matches(candidate)]
        at += rule.interval


def _number(rule: Rule, day: int) -> int:
    """Return the number of the period that holds a day."""
    if rule.frequency == "DAILY":
        return day
    if rule.frequency == "WEEKLY":
        return (day - 1 - rule.week_start) // 7
    when = date.fromordinal(day)
    return when.year if rule.frequency == "YEARLY" else when.year * 12 + when.month - 1


def _bounds(rule: Rule, number: int) -> tuple[int, int]:
    """Return the first and last day of a period; beyond the year 9999 a day that no stretch reaches."""
    if rule.frequency == "DAILY":
        return number, number
    if rule.frequency == "WEEKLY":
        return number * 7 + 1 + rule.week_start, number * 7 + 7 + rule.week_start
    year, month = (number, 0) if rule.frequency == "YEARLY" else divmod(number, 12)
    if year >= date.max.year:
        return date.max.toordinal() + 1, date.max.toordinal()
    first = date(year, month + 1, 1).toordinal()
    if rule.frequency == "YEARLY":
        return first, date(year + 1, 1, 1).toordinal() - 1
    return first, month_bounds(year, month + 1)[1]


def weekday_of(day: int) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    return (day - 1) % 7


def month_bounds(year: int, month: int) -> tuple[int, int]:
    """Return the first and last day of a month."""
    first = date(year, month, 1).toordinal()
    return first, (date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)).toordinal() - 1


class _Matcher:
    """Whether a day meets every BYxxx part; where no part names days, DTSTART's day does."""

    def __init__(self, rule: Rule, start: int) -> None:
        self.rule = rule
        self.months, self.month_days, self.weekdays = rule.months, rule.month_days, rule.weekdays
        when = date.fromordinal(start)
        if not (rule.weeks or rule.year_days or rule.month_days or rule.weekdays):
            if rule.frequency == "YEARLY":
                self.months = self.months or frozenset({when.month})
            if rule.frequency in {"YEARLY", "MONTHLY"}:
                self.month_days = frozenset({when.day})
            elif rule.frequency == "WEEKLY":
                self.weekdays = frozenset({(0, weekday_of(start))})
        self.plain_weekdays = {
            day for n, day in self.weekdays if n == 0 or rule.frequency in {"WEEKLY", "DAILY"}
        }
        self.weekdays_seen = {day for _, day in self.weekdays}

    def __call__(self, day: int) -> bool:
        when = date.fromordinal(day)
        if self.months and when.month not in self.months:
            return False
        if self.weekdays and not self._weekday(day, when):
            return False
        if self.month_days and not self._month_day(day, when):
            return False
        if self.rule.year_days and not self._year_day(day, when):
            return False
        return not self.rule.weeks or self._week(day)

    def _weekday(self, day: int, when: date) -> bool:
        weekday = weekday_of(day)
        if weekday in self.plain_weekdays:
            return True
        if weekday not in self.weekdays_seen or self.rule.frequency in {"WEEKLY", "DAILY"}:
            return False
        if self.rule.frequency == "MONTHLY" or self.rule.months:
            first, last = month_bounds(when.year, when.month)
        else:
            first, last = date(when.year, 1, 1).toordinal(), date(when.year, 12, 31).toordinal()
        return ((day - first) // 7 + 1, weekday) in self.weekdays or (
            -((last - day) // 7 + 1),
            weekday,
        ) in self.weekdays

    def _month_day(self, day: int, when: date) -> bool:
        last = month_bounds(when.year, when.month)[1]
        return when.day in self.month_days or day - last - 1 in self.month_days

    def _year_day(self, day: int, when: date) -> bool:
        first, last = date(when.year, 1, 1).toordinal(), date(when.year, 12, 31).toordinal()
        return day - first + 1 in self.rule.year_days or day - last - 1 in self.rule.year_days

    def _week(self, day: int) -> bool:
        """ISO weeks, but for the day that begins them: a week belongs to the year of its fourth day."""
        start = day - (weekday_of(day) - self.rule.week_start) % 7
        year = date.fromordinal(start + 3).year
        number = (start + 3 - date(year, 1, 1).toordinal()) // 7 + 1
        weeks = (date(year, 12, 31).toordinal() - start - 3) // 7 + number
        return number in self.rule.weeks or number - weeks - 1 in self.rule.weeks
