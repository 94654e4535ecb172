"""Wall time to UTC and back, for zones of the database and of a calendar's own VTIMEZONE alike.

All times are whole seconds since 1970-01-01; a *wall* second is what a clock on the wall shows, read as if it were UTC.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.int64]

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # wall times carry no zone by definition
FIRST_YEAR, LAST_YEAR = 1969, 2102
_STEP = timedelta(days=2)  # no zone in the database has two changes of offset closer than this


def wall_seconds(wall: datetime) -> int:
    """Return a naive date-time as wall seconds."""
    delta = wall - EPOCH
    return delta.days * 86400 + delta.seconds


def day_seconds(day: date) -> int:
    """Return the wall second at which a day begins."""
    return (day.toordinal() - 719163) * 86400


class Zone:
    """A time zone as a sorted list of changes of its offset.

    Parameters
    ----------
    changes
        Sorted (UTC second, offset in seconds from then on).
    first_offset
        The offset before the first change.

    Notes
    -----
    A wall time that daylight saving skips takes the offset before the gap, and one that comes twice means the first:
    in both cases the old offset holds until `change + max(old, new)` on the wall.
    """

    __slots__ = ("_arrays", "changes", "offsets", "walls")

    def __init__(self, changes: list[tuple[int, int]], first_offset: int) -> None:
        self.changes = [at for at, _ in changes]
        self.offsets = [first_offset, *(offset for _, offset in changes)]
        self.walls = [
            at + max(self.offsets[index], self.offsets[index + 1]) for index, at in enumerate(self.changes)
        ]
        self._arrays = tuple(np.array(each, np.int64) for each in (self.changes, self.offsets, self.walls))

    def to_utc(self, wall: int) -> int:
        """Return the UTC second of a wall second."""
        return wall - self.offsets[bisect_right(self.walls, wall)]

    def to_wall(self, utc: int) -> int:
        """Return the wall second of a UTC second."""
        return utc + self.offsets[bisect_right(self.changes, utc)]

    def to_utc_array(self, wall: Seconds) -> Seconds:
        """Do what `to_utc` does for an array of any shape."""
        _, offsets, walls = self._arrays
        moved: Seconds = wall - offsets[np.searchsorted(walls, wall, side="right")]
        return moved

    def to_wall_array(self, utc: Seconds) -> Seconds:
        """Do what `to_wall` does for an array of any shape."""
        changes, offsets, _ = self._arrays
        moved: Seconds = utc + offsets[np.searchsorted(changes, utc, side="right")]
        return moved


UTC_ZONE = Zone([], 0)


def is_known(name: str) -> bool:
    """Return whether the zone database knows the name (`Europe/Berlin`)."""
    return name in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=700)
def named_zone(name: str) -> Zone:
    """Return a zone of the database; the caller has asked `is_known`."""
    if name in {"UTC", "Etc/UTC", "Zulu", "Etc/Zulu"}:
        return UTC_ZONE
    info = ZoneInfo(name)
    at = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    end = datetime(LAST_YEAR, 1, 1, tzinfo=UTC)
    offset = first = _offset(info, at)
    changes: list[tuple[int, int]] = []
    while at < end:
        after = at + _STEP
        if (new := _offset(info, after)) != offset:
            changes.append((_moment_of_change(info, at, after), new))
            offset = new
        at = after
    return Zone(changes, first)


def _offset(info: ZoneInfo, at: datetime) -> int:
    delta = at.astimezone(info).utcoffset()
    return 0 if delta is None else delta.days * 86400 + delta.seconds


def _moment_of_change(info: ZoneInfo, before: datetime, after: datetime) -> int:
    """Return the first UTC second with the offset of `after`, by halving."""
    low, high = int(before.timestamp()), int(after.timestamp())
    old = _offset(info, before)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, datetime.fromtimestamp(middle, UTC)) == old:
            low = middle
        else:
            high = middle
    return high
