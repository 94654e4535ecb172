"""When something may be sent to somebody: in working hours where that person lives, never on a free day; pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from people.holidays import holidays_of

# Hours in which nobody is written to; ours, well inside a usual working day.
QUIET_UNTIL: Final = time(8)
QUIET_FROM: Final = time(19)


def is_sending_day(day: date, region: str) -> bool:
    """Say whether a day is neither a weekend nor a public holiday of a region (ISO 3166, "" for none).

    A Saturday stays free even where a holiday makes it a working day.
    """
    return day.isoweekday() <= 5 and day not in holidays_of(region, day.year).off


def may_send(now: datetime, *, time_zone: str, region: str) -> bool:
    """Say whether a message may be sent now (an aware time) to somebody in a time zone and region."""
    local = now.astimezone(ZoneInfo(time_zone))
    return QUIET_UNTIL <= local.time() < QUIET_FROM and is_sending_day(local.date(), region)


class Waits(StrEnum):
    """Why a message is not sent yet."""

    QUIET = "quiet"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Sending:
    """The first moment at which somebody may be written to, in local time, and for what it waits until then."""

    at: datetime
    waits: tuple[Waits, ...] = ()


def free_day(day: date, region: str) -> Waits | None:
    """Return why nothing is sent on a day in a region; None where something may be."""
    if is_sending_day(day, region):
        return None
    return Waits.WEEKEND if day.isoweekday() > 5 else Waits.HOLIDAY


def next_sending(now: datetime, *, time_zone: str, region: str) -> Sending:
    """Return the first moment from now on (an aware time) at which `may_send` allows a message."""
    local, waits = now.astimezone(ZoneInfo(time_zone)), []
    while not may_send(local, time_zone=time_zone, region=region):
        why = free_day(local.date(), region)
        waits.append(why or Waits.QUIET)
        day = local.date() + timedelta(days=bool(why) or local.time() >= QUIET_FROM)
        local = datetime.combine(day, QUIET_UNTIL, tzinfo=local.tzinfo)
    return Sending(local, tuple(dict.fromkeys(waits)))


def half_way(opens_on: date, closes_on: date) -> date:
    """Return the day of the reminder; a wave of one day has it on that day."""
    return opens_on + (closes_on - opens_on) // 2


def is_due(on: date, *, starts_on: date, every: timedelta, last: date | None) -> bool:
    """Say whether a recurring campaign opens its next wave; what was missed is not made up for."""
    return on >= starts_on and (last is None or on >= last + every)
