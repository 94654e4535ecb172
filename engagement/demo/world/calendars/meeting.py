"""What a meeting is, and the series that causes put into calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from engagement.demo.world.causes import Kind

WEEK = ("MO", "TU", "WE", "TH", "FR")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting or series. `days` is empty for a single one; `every` counts weeks; `until` is the last day."""

    uid: str
    title: str
    organiser: str
    attendees: tuple[str, ...]
    zone: str
    first: date
    start: time
    minutes: int
    days: tuple[str, ...] = ()
    every: int = 1
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a team, before it has people and dates.

    `share` is the part of the team that attends; `above` the level of a cause from which it stands in calendars.
    """

    key: str
    title: str
    start: str
    minutes: int
    days: tuple[str, ...]
    every: int = 1
    share: float = 0.92
    above: float = 0.0


EXTRA: Mapping[Kind, tuple[Series, ...]] = {
    Kind.MEETING_MARATHON: (
        Series("status", "Status round", "09:45", 45, WEEK, above=0.2),
        Series("align", "Alignment", "13:00", 60, WEEK, above=0.3),
        Series("board", "Steering board", "10:30", 60, WEEK, above=0.35),
        Series("depend", "Dependencies", "14:00", 60, WEEK, above=0.45),
        Series("risk", "Risk round", "11:30", 30, WEEK, above=0.55),
        Series("points", "Open points", "15:00", 90, WEEK, share=0.86, above=0.5),
        Series("close", "End of day", "16:30", 30, ("TU", "TH"), share=0.8, above=0.75),
    ),
    Kind.BURNOUT: (
        Series("evening", "Evening release call", "19:00", 75, ("MO", "TU"), share=0.86, above=0.3),
        Series("late", "Late hand-over", "19:30", 75, ("TH",), share=0.86, above=0.5),
        Series("follow", "Customer follow-up", "20:30", 60, ("WE",), share=0.86, above=0.5),
        Series("sunday", "Sunday check", "17:00", 60, ("SU",), share=0.84, above=0.6),
        Series("saturday", "Weekend roll-out", "10:00", 90, ("SA",), every=2, share=0.84, above=0.7),
    ),
}
