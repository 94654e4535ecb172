"""Dates, date-times, durations and periods of iCalendar: text in, seconds out."""

import re
from datetime import date, datetime
from typing import NamedTuple

from signals.calendars.zones import day_seconds, wall_seconds
from signals.exceptions import BrokenEventError


class Moment(NamedTuple):
    """A DATE or DATE-TIME as written: wall seconds, and what kind of clock they are meant for."""

    wall: int
    is_utc: bool
    is_date: bool


_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?"
)
_WEIGHTS = (604800, 86400, 3600, 60, 1)


def parse_moment(text: str) -> Moment:
    """Read `20240101`, `20240101T090000` or `20240101T090000Z`.

    Raises
    ------
    BrokenEventError
        The text is neither, or names a day or time that does not exist.
    """
    size = len(text)
    try:
        if size == 8 and text.isascii():
            return Moment(day_seconds(date(int(text[:4]), int(text[4:6]), int(text[6:]))), False, True)
        if text[8] not in "Tt" or size not in (15, 16) or (size == 16 and text[15] not in "Zz"):
            raise BrokenEventError
        if not (text.isascii() and text[:8].isdigit() and text[9:15].isdigit()):
            raise BrokenEventError  # forms that only ISO 8601 knows, such as week dates
        return Moment(wall_seconds(datetime.fromisoformat(text[:15])), size == 16, False)
    except (ValueError, IndexError):
        raise BrokenEventError from None


def parse_duration(text: str) -> int:
    """Read `PT1H30M`, `P1D`, `P1W` or `-PT15M` and return seconds; a day is 24 hours, for it never counts anyway."""
    match = _DURATION.fullmatch(text.strip().upper())
    if match is None or not any(match.groups()[1:]):
        raise BrokenEventError
    total = sum(int(part or 0) * weight for part, weight in zip(match.groups()[1:], _WEIGHTS, strict=True))
    return -total if match.group(1) == "-" else total
