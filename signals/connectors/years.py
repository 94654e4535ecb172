"""The years in which an event may start."""

from datetime import date

from signals.calendars.zones import day_seconds
from signals.exceptions import RefusedRecurrenceError
from signals.metrics import FIRST_START_YEAR, LAST_START_YEAR

_FIRST = day_seconds(date(FIRST_START_YEAR, 1, 1))
_END = day_seconds(date(LAST_START_YEAR + 1, 1, 1))


def in_years(wall: int) -> None:
    """Raise `RefusedRecurrenceError` for a start that no calendar of a company holds."""
    if not _FIRST <= wall < _END:
        raise RefusedRecurrenceError
