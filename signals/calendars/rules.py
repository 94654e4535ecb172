"""RRULE as RFC 5545 section 3.3.10 defines it: text in, a checked rule out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

from signals.calendars.values import parse_moment
from signals.exceptions import BrokenEventError, RefusedRecurrenceError
from signals.metrics import MOST_OCCURRENCES

WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")

Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule; empty sets mean that the part is absent.

    `weekdays` holds (n, weekday) with n = 0 for every such weekday; `until` is the last wall or UTC second that counts.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: int | None = None
    until_is_utc: bool = False
    week_start: int = 0
    months: Numbers = frozenset()
    weeks: Numbers = frozenset()
    year_days: Numbers = frozenset()
    month_days: Numbers = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    hours: Numbers = frozenset()
    minutes: Numbers = frozenset()
    seconds: Numbers = frozenset()
    positions: Numbers = frozenset()

    @property
    def is_plain(self) -> bool:
        """Whether it is every n-th day, or given weekdays of every n-th week, which arithmetic alone expands."""
        others = (self.months, self.weeks, self.year_days, self.month_days, self.positions)
        if any(others) or self.hours or self.minutes or self.seconds:
            return False
        return self.frequency == "WEEKLY" or (self.frequency == "DAILY" and not self.weekdays)

    def times(self, start_of_day_seconds: int) -> list[int]:
        """Return the sorted seconds of the day at which the rule occurs, given those of DTSTART.

        Raises
        ------
        RefusedRecurrenceError
            One day alone would hold more occurrences than a whole series may have.
        """
        hour, rest = divmod(start_of_day_seconds, 3600)
        hours, minutes = self.hours or {hour}, self.minutes or {rest // 60}
        seconds = self.seconds or {rest % 60}
        if len(hours) * len(minutes) * len(seconds) > MOST_OCCURRENCES:
            raise RefusedRecurrenceError
        return sorted({h * 3600 + m * 60 + min(s, 59) for h, m, s in product(hours, minutes, seconds)})


def parse_rule(text: str) -> Rule:
    """Read the value of an RRULE property.

    Raises
    ------
    RefusedRecurrenceError
        FREQ is finer than DAILY, or the calendar scale is not Gregorian.
    BrokenEventError
        The text is no rule.
    """
    parts: dict[str, object] = {}
    for part in text.strip().strip(";").split(";"):
        key, equals, value = part.partition("=")
        if not equals:
            raise BrokenEventError
        key = key.strip().upper()
        if key in _READERS:
            name, read = _READERS[key]
            parts[name] = read(value.strip().upper())
        elif key == "UNTIL":
            parts["until"], parts["until_is_utc"] = _until(value.strip())
    if "frequency" not in parts:
        raise BrokenEventError
    rule = Rule(**parts)  # type: ignore[arg-type]  # each reader returns what its field takes
    if rule.frequency == "DAILY" and rule.interval == 1 and rule.weekdays:
        # "Every day, on weekdays only" is what clients write for a weekly rule, which is cheaper to expand.
        return replace(rule, frequency="WEEKLY")
    return rule


def _until(value: str) -> tuple[int, bool]:
    """Return the last second that counts; a bare date means its first one, as `dateutil` reads it."""
    moment = parse_moment(value)
    return moment.wall, moment.is_utc


def _frequency(value: str) -> str:
    if value in TOO_FINE:
        raise RefusedRecurrenceError
    if value not in FREQUENCIES:
        raise BrokenEventError
    return value


def _scale(value: str) -> str:
    if value != "GREGORIAN":
        raise RefusedRecurrenceError
    return value


def _positive(value: str) -> int:
    number = _integer(value)
    if number < 1:
        raise BrokenEventError
    return number


def _integer(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise BrokenEventError from None


def _weekday(value: str) -> int:
    try:
        return WEEKDAYS[value]
    except KeyError:
        raise BrokenEventError from None


def _weekdays(value: str) -> frozenset[tuple[int, int]]:
    found = set()
    for item in value.split(","):
        ordinal = item[:-2].strip()
        found.add((_integer(ordinal) if ordinal else 0, _weekday(item[-2:])))
    return frozenset(found)


def _numbers(low: int, high: int) -> Callable[[str], Numbers]:
    """Return a reader of a list of numbers from `low` to `high`; below 0 they count from the end, and 0 is none."""

    def read(value: str) -> Numbers:
        found = frozenset(_integer(item) for item in value.split(","))
        if any(not low <= number <= high or (low < 0 and number == 0) for number in found):
            raise BrokenEventError
        return found

    return read


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("frequency", _frequency),
    "INTERVAL": ("interval", _positive),
    "COUNT": ("count", _positive),
    "WKST": ("week_start", _weekday),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYWEEKNO": ("weeks", _numbers(-53, 53)),
    "BYYEARDAY": ("year_days", _numbers(-366, 366)),
    "BYMONTHDAY": ("month_days", _numbers(-31, 31)),
    "BYDAY": ("weekdays", _weekdays),
    "BYHOUR": ("hours", _numbers(0, 23)),
    "BYMINUTE": ("minutes", _numbers(0, 59)),
    "BYSECOND": ("seconds", _numbers(0, 60)),
    "BYSETPOS": ("positions", _numbers(-366, 366)),
}
