"""A calendar's own VTIMEZONE as a `Zone`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from signals.calendars.expand import expand
from signals.calendars.rules import parse_rule
from signals.calendars.values import parse_moment
from signals.calendars.zones import FIRST_YEAR, LAST_YEAR, Zone
from signals.exceptions import BrokenEventError, RefusedRecurrenceError, UnknownZoneError

MOST_CHANGES = 2000  # four a year over the years a zone covers, and room to spare


@dataclass(slots=True)
class Observance:
    """One STANDARD or DAYLIGHT part, as text."""

    start: str = ""
    offset_from: str = ""
    offset_to: str = ""
    rules: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)

    def freeze(self) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
        """Return the same as a key for the cache."""
        return self.start, self.offset_from, self.offset_to, tuple(self.rules), tuple(self.dates)


def zone_of(observances: Sequence[Observance]) -> Zone:
    """Return the zone that these parts describe.

    Raises
    ------
    UnknownZoneError
        There are none, or one of them cannot be read.
    """
    try:
        return _zone(tuple(part.freeze() for part in observances))
    except (BrokenEventError, RefusedRecurrenceError, ValueError):
        raise UnknownZoneError from None


@lru_cache(maxsize=256)
def _zone(parts: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...]) -> Zone:
    onsets: list[tuple[int, int, int]] = []
    for start, text_from, text_to, rules, dates in parts:
        old, new = parse_offset(text_from), parse_offset(text_to)
        walls = _onsets(start, old, rules, dates)
        onsets += [(wall - old, old, new) for wall in walls]
    if not onsets:
        raise UnknownZoneError
    onsets.sort()
    return Zone([(at, new) for at, _, new in onsets], onsets[0][1])


def _onsets(start: str, old: int, rules: Sequence[str], dates: Sequence[str]) -> set[int]:
    """Return the wall seconds at which an observance begins, DTSTART itself included."""
    first = parse_moment(start).wall
    low, high = _year_start(FIRST_YEAR), _year_start(LAST_YEAR)
    walls = {first} | {parse_moment(item).wall for date in dates for item in date.split(",")}
    for text in rules:
        rule = parse_rule(text)
        found = expand(rule, first, low, high, MOST_CHANGES).tolist()
        if rule.until is not None:
            until = rule.until + (old if rule.until_is_utc else 0)
            found = [wall for wall in found if wall <= until]
        walls.update(found)
    return walls


def _year_start(year: int) -> int:
    return parse_moment(f"{year}0101").wall


def parse_offset(text: str) -> int:
    """Read `+0100` or `-033045` and return seconds; raise `BrokenEventError` for anything from a day on."""
    digits = text.strip()[1:]
    if text[:1] not in "+-" or len(digits) not in (4, 6) or not digits.isdigit():
        raise BrokenEventError
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:] or 0)
    if seconds >= 86400:
        raise BrokenEventError
    return -seconds if text[0] == "-" else seconds
