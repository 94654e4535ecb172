"""One person's own load from one calendar file: computed in memory for that person, and kept nowhere.

The formulas are those of the released metrics, before any door: the only reader is the person whose calendar it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

from signals.calendars.events import Event, Tally
from signals.calendars.periods import Period
from signals.calendars.series import attended
from signals.calendars.workdays import days_of
from signals.calendars.zones import named_zone
from signals.connectors.base import Directory, Owner
from signals.connectors.ics import CalendarFile
from signals.connectors.ics_people import Attendees
from signals.connectors.lines import lines_of
from signals.metrics import BLOCK_DAYS, BLOCK_ORIGIN
from signals.reduce.company import Company, Member
from signals.reduce.meetings import meetings_of
from signals.reduce.person import NAMES, person_values

BLOCKS = 3
SHOWN = (
    "meeting_hours", "meeting_share", "back_to_back_chains", "large_meeting_hours", "long_meeting_hours",
    "conflict_hours", "focus_hours", "after_hours_hours", "weekend_hours", "holiday_hours", "quiet_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnLoad:
    """Values by metric, one for each of the blocks, None for a block without a meeting; and what was read."""

    blocks: tuple[date, ...]
    values: dict[str, tuple[float | None, ...]]
    tally: Tally


def own_load(handle: BinaryIO, member: Member, *, on: date) -> OwnLoad:
    """Read a calendar file and return its owner's numbers for the last complete blocks.

    Parameters
    ----------
    handle
        The file, open and in memory.
    member
        The owner: address and working time.
    on
        The day; the running block is not complete and not shown.

    Raises
    ------
    BrokenFileError
        It is no calendar.
    """
    end = BLOCK_ORIGIN + timedelta(days=(on - BLOCK_ORIGIN).days // BLOCK_DAYS * BLOCK_DAYS)
    period = Period(end - timedelta(days=BLOCKS * BLOCK_DAYS), end)
    tally = Tally()
    events = _events(handle, member, tally)
    days = days_of(member.schedule, period)
    low, high = int(days.midnights[0]), int(days.midnights[-1])
    alone = Company([member], {member.unit: None})
    meetings = meetings_of(0, attended(events, low, high, tally), alone)
    numbers = person_values(meetings, days, has_boss=False, span=None)
    values = {name: tuple(_number(value) for value in numbers[NAMES.index(name)]) for name in SHOWN}
    return OwnLoad(tuple(period.block_start(block) for block in range(period.count)), values, tally)


def _events(handle: BinaryIO, member: Member, tally: Tally) -> list[Event]:
    zone = named_zone(member.schedule.time_zone)
    owner = Owner(0, zone, member.address.strip().lower())
    events: list[Event] = []
    attendees = Attendees(Directory({member.address: 0}, [zone]), owner)
    CalendarFile(owner, attendees, tally).take(lines_of(handle, tally), events)
    return events


def _number(value: float) -> float | None:
    return None if value != value else float(value)  # NaN is not equal to itself
