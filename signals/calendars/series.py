"""From events to the occurrences that their owner attends: newest copies, recurrence, exceptions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from signals.calendars.events import Event, Instant, Tally
from signals.calendars.expand import DAY, expand
from signals.calendars.rules import Rule
from signals.calendars.zones import UTC_ZONE, Zone
from signals.enums import Reason
from signals.exceptions import RefusedRecurrenceError
from signals.metrics import MOST_OCCURRENCES


class Occurrence(NamedTuple):
    """One attendance: UTC seconds and the numbers of everybody in it."""

    start: int
    length: int
    people: tuple[int, ...]


@dataclass(slots=True)
class _Series:
    """The newest copy of an event and of each of its exceptions."""

    master: Event | None = None
    exceptions: dict[Instant, Event] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        if event.original is None:
            self.master = _newest(self.master, event)
        else:
            self.exceptions[event.original] = _newest(self.exceptions.get(event.original), event)


def _newest(known: Event | None, event: Event) -> Event:
    return event if known is None or event.rank() > known.rank() else known


def attended(events: Iterable[Event], low: int, high: int, tally: Tally) -> Iterator[Occurrence]:
    """Yield every attendance that touches [low, high), each once, in no particular order.

    Parameters
    ----------
    events
        Everything read from one person's calendars; order and repetition do not matter.
    low, high
        UTC seconds.
    tally
        Series refused here are counted in it.
    """
    families: dict[int, _Series] = {}
    for event in events:
        family = families.get(event.identity)
        if family is None:
            family = families[event.identity] = _Series()
        family.add(event)
    for family in families.values():
        master = family.master
        if master is not None and not family.exceptions and master.recurrence is None:
            if master.attended and master.start < high and master.start + master.length > low:
                yield Occurrence(master.start, master.length, master.people)
        elif master is None or not master.cancelled:
            yield from _of_series(family, low, high, tally)


def _of_series(family: _Series, low: int, high: int, tally: Tally) -> Iterator[Occurrence]:
    master = family.master
    dropped = _Moments(master.recurrence.dropped if master and master.recurrence else (), master)
    found: list[Occurrence] = []
    if master is not None:
        try:
            found += _regular(master, family.exceptions, dropped, low, high)
        except RefusedRecurrenceError:
            tally.skip(Reason.REFUSED_RECURRENCE)
    found += [
        Occurrence(event.start, event.length, event.people)
        for original, event in family.exceptions.items()
        if event.attended and not dropped.hold(original)
    ]
    for occurrence in found:
        if occurrence.start < high and occurrence.start + occurrence.length > low:
            yield occurrence


class _Moments:
    """A set of moments of a series, some of which are whole days in the zone of its DTSTART."""

    def __init__(self, moments: Iterable[Instant], master: Event | None) -> None:
        self.zone: Zone = (master.zone if master else None) or UTC_ZONE
        moments = list(moments)
        self.instants = {moment.at for moment in moments if not moment.is_date}
        self.days = {moment.at // DAY for moment in moments if moment.is_date}

    def hold(self, moment: Instant) -> bool:
        if moment.is_date:
            return moment.at // DAY in self.days
        return moment.at in self.instants or (
            bool(self.days) and self.zone.to_wall(moment.at) // DAY in self.days
        )


def _regular(
    master: Event, exceptions: dict[Instant, Event], dropped: _Moments, low: int, high: int
) -> Iterator[Occurrence]:
    """Yield what follows from the rules and dates of a series, apart from single exceptions."""
    later = sorted(
        (
            event
            for event in exceptions.values()
            if event.and_future and event.original and not event.original.is_date
        ),
        key=lambda event: event.original or Instant(0),
    )
    if not master.attended and not later:
        return
    replaced = _Moments(exceptions, master)
    reach = max((abs(_shift(event)) for event in later), default=0) + DAY
    for start, length in _starts(master, low, high, reach).items():
        moment = Instant(start)
        if replaced.hold(moment) or dropped.hold(moment):
            continue
        ruling = master
        for event in later:
            if event.original is not None and event.original.at <= start:
                ruling = event
        if ruling is master and master.attended:
            yield Occurrence(start, length, master.people)
        elif ruling.attended:
            yield Occurrence(_shifted(start, ruling), ruling.length, ruling.people)


def _shift(event: Event) -> int:
    """Return by how many seconds on the wall an exception moves its occurrence."""
    zone = event.zone or UTC_ZONE
    return zone.to_wall(event.start) - zone.to_wall(event.original.at if event.original else event.start)


def _shifted(start: int, event: Event) -> int:
    zone = event.zone or UTC_ZONE
    return zone.to_utc(zone.to_wall(start) + _shift(event))


def _starts(master: Event, low: int, high: int, reach: int) -> dict[int, int]:
    """Return UTC start -> length of a series from `reach` before `low` to `reach` after `high`.

    Raises
    ------
    RefusedRecurrenceError
        More than `MOST_OCCURRENCES` of them start in [low, high).
    """
    zone, recurrence = master.zone or UTC_ZONE, master.recurrence
    if recurrence is None:
        return {master.start: master.length}
    starts: dict[int, int] = {}
    first, last = zone.to_wall(low) - reach, zone.to_wall(high) + reach
    for rule in recurrence.rules:
        end = _last(rule, zone)
        for wall in expand(rule, recurrence.wall, first, last, 2 * MOST_OCCURRENCES):
            at = zone.to_utc(wall)
            if end is None or at <= end:
                starts[at] = master.length
    if not _ended_before_start(recurrence.rules, master.start, zone):
        starts[master.start] = master.length
    for extra in recurrence.extra:
        at = zone.to_utc(extra.at + recurrence.wall % DAY) if extra.is_date else extra.at
        starts[at] = master.length if extra.length is None else extra.length
    if sum(low <= start < high for start in starts) > MOST_OCCURRENCES:
        raise RefusedRecurrenceError
    return starts


def _last(rule: Rule, zone: Zone) -> int | None:
    if rule.until is None:
        return None
    return rule.until if rule.until_is_utc else zone.to_utc(rule.until)


def _ended_before_start(rules: tuple[Rule, ...], start: int, zone: Zone) -> bool:
    """Return whether every rule ended before DTSTART: then not even that one takes place."""
    return bool(rules) and all((last := _last(rule, zone)) is not None and last < start for rule in rules)
