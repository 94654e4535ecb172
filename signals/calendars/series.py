"""From events to the occurrences that their owner attends: newest copies, recurrence, exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from signals.calendars.events import Event, Instant, Recurrence, Tally
from signals.calendars.expand import DAY, expand
from signals.calendars.rules import Rule
from signals.calendars.zones import UTC_ZONE, Seconds, Zone
from signals.enums import Reason
from signals.exceptions import RefusedRecurrenceError
from signals.metrics import MOST_OCCURRENCES

People = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attendances:
    """What one person attends, M times, in no particular order.

    Attributes
    ----------
    starts, lengths
        UTC and elapsed seconds, shape (M,).
    which
        Place in `groups` of the people of each, shape (M,).
    groups
        Sorted numbers of everybody in a meeting, each group once.
    """

    starts: Seconds
    lengths: Seconds
    which: NDArray[np.int64]
    groups: tuple[People, ...]


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


class _Found:
    """Occurrences as they are found: single ones in lists, those of series in arrays."""

    def __init__(self) -> None:
        self.places: dict[People, int] = {}
        self.starts: list[int] = []
        self.lengths: list[int] = []
        self.which: list[int] = []
        self.arrays: list[tuple[Seconds, Seconds, NDArray[np.int64]]] = []

    def one(self, event: Event) -> None:
        self.starts.append(event.start)
        self.lengths.append(event.length)
        self.which.append(self.places.setdefault(event.people, len(self.places)))

    def many(self, starts: Seconds, lengths: Seconds, people: People) -> None:
        place = self.places.setdefault(people, len(self.places))
        self.arrays.append((starts, lengths, np.full(len(starts), place)))

    def within(self, low: int, high: int) -> Attendances:
        """Return those that touch [low, high)."""
        alone = tuple(np.array(each, np.int64) for each in (self.starts, self.lengths, self.which))
        starts, lengths, which = (np.concatenate(each) for each in zip(alone, *self.arrays, strict=True))
        kept = (starts < high) & (starts + lengths > low)
        return Attendances(starts[kept], lengths[kept], which[kept], tuple(self.places))


def attended(events: Iterable[Event], low: int, high: int, tally: Tally) -> Attendances:
    """Return every attendance that touches [low, high), each once.

    Parameters
    ----------
    events
        Everything read from one person's calendars; order and repetition do not matter.
    low, high
        UTC seconds.
    tally
        Series refused here are counted in it.
    """
    found = _Found()
    for family in _families(events).values():
        if isinstance(family, Event) and family.original is None and family.recurrence is None:
            if family.attended:
                found.one(family)
            continue
        series = _series(family)
        if series.master is None or not series.master.cancelled:
            _add_series(series, found, (low, high), tally)
    return found.within(low, high)


def _families(events: Iterable[Event]) -> dict[int, Event | _Series]:
    """Return the events by identity; most of them stand alone, and cost no series."""
    families: dict[int, Event | _Series] = {}
    for event in events:
        known = families.setdefault(event.identity, event)
        if known is not event:
            series = families[event.identity] = _series(known)
            series.add(event)
    return families


def _series(family: Event | _Series) -> _Series:
    if isinstance(family, _Series):
        return family
    series = _Series()
    series.add(family)
    return series


def _add_series(family: _Series, found: _Found, stretch: tuple[int, int], tally: Tally) -> None:
    master = family.master
    dropped = _Moments(master.recurrence.dropped if master and master.recurrence else (), master)
    for original, event in family.exceptions.items():
        if event.attended and not dropped.hold(original):
            found.one(event)
    if master is None:
        return
    try:
        _add_regular(master, family.exceptions, dropped, found, stretch)
    except RefusedRecurrenceError:
        tally.skip(Reason.REFUSED_RECURRENCE)


class _Moments:
    """A set of moments of a series, some of which are whole days in the zone of its DTSTART."""

    def __init__(self, moments: Iterable[Instant], master: Event | None) -> None:
        self.zone: Zone = (master.zone if master else None) or UTC_ZONE
        moments = list(moments)
        self.instants = {moment.at for moment in moments if not moment.is_date}
        self.days = {moment.at // DAY for moment in moments if moment.is_date}

    @property
    def is_empty(self) -> bool:
        return not (self.instants or self.days)

    def hold(self, moment: Instant) -> bool:
        if moment.is_date:
            return moment.at // DAY in self.days
        return moment.at in self.instants or self.zone.to_wall(moment.at) // DAY in self.days

    def holding(self, starts: Seconds) -> NDArray[np.bool_]:
        """Return for each start whether it is one of the moments."""
        held = np.isin(starts, list(self.instants)) if self.instants else np.zeros(len(starts), np.bool_)
        return held | np.isin(self.zone.to_wall_array(starts) // DAY, list(self.days)) if self.days else held


def _add_regular(
    master: Event,
    exceptions: dict[Instant, Event],
    dropped: _Moments,
    found: _Found,
    stretch: tuple[int, int],
) -> None:
    """Add what follows from the rules and dates of a series, apart from single exceptions.

    Raises
    ------
    RefusedRecurrenceError
        See `_starts`.
    """
    later = (
        sorted(
            (original.at, event)
            for original, event in exceptions.items()
            if event.and_future and not original.is_date
        )
        if exceptions
        else []
    )
    if not master.attended and not later:
        return
    reach = max((abs(_shift(event, at)) for at, event in later), default=0) + DAY
    starts, lengths = _starts(master, *stretch, reach)
    if not exceptions and dropped.is_empty:
        found.many(starts, lengths, master.people)
        return
    kept = ~(_Moments(exceptions, master).holding(starts) | dropped.holding(starts))
    starts, lengths = starts[kept], lengths[kept]
    ruling = np.searchsorted(np.array([at for at, _ in later], np.int64), starts, side="right")
    if master.attended:
        found.many(starts[ruling == 0], lengths[ruling == 0], master.people)
    for place, (at, event) in enumerate(later, start=1):
        if event.attended:
            moved = _shifted(starts[ruling == place], event, at)
            found.many(moved, np.full(len(moved), event.length), event.people)


def _shift(event: Event, original: int) -> int:
    """Return by how many seconds on the wall an exception moves its occurrence."""
    zone = event.zone or UTC_ZONE
    return zone.to_wall(event.start) - zone.to_wall(original)


def _shifted(starts: Seconds, event: Event, original: int) -> Seconds:
    zone = event.zone or UTC_ZONE
    return zone.to_utc_array(zone.to_wall_array(starts) + _shift(event, original))


def _starts(master: Event, low: int, high: int, reach: int) -> tuple[Seconds, Seconds]:
    """Return UTC starts and lengths of a series from `reach` before `low` to `reach` after `high`, each start once.

    Raises
    ------
    RefusedRecurrenceError
        More than `MOST_OCCURRENCES` of them start in [low, high).
    """
    zone, recurrence = master.zone or UTC_ZONE, master.recurrence
    if recurrence is None:
        return np.array([master.start]), np.array([master.length])
    first, last = zone.to_wall(low) - reach, zone.to_wall(high) + reach
    parts = [_of_rule(rule, recurrence.wall, zone, first, last) for rule in recurrence.rules]
    is_alone = len(parts) == 1 and recurrence.rules[0].is_plain and not recurrence.extra
    if is_alone and len(parts[0]) and parts[0][0] == master.start:
        starts = parts[0]  # one rule that gives its own first occurrence: sorted, each once
    else:
        starts = _joined(master, recurrence, parts, zone)
    extra = _extra(recurrence, zone)
    if (
        len(starts) > MOST_OCCURRENCES
        and np.count_nonzero((starts >= low) & (starts < high)) > MOST_OCCURRENCES
    ):
        raise RefusedRecurrenceError
    lengths = np.full(len(starts), master.length, np.int64)
    for at, length in extra.items():
        if length is not None:
            lengths[starts == at] = length
    return starts, lengths


def _joined(master: Event, recurrence: Recurrence, parts: list[Seconds], zone: Zone) -> Seconds:
    """Return the starts of several rules, of DTSTART and of single dates, sorted and each once."""
    alone = [] if _ended_before_start(recurrence.rules, master.start, zone) else [master.start]
    return np.unique(np.concatenate([*parts, np.array([*alone, *_extra(recurrence, zone)], np.int64)]))


def _extra(recurrence: Recurrence, zone: Zone) -> dict[int, int | None]:
    """Return the UTC start of each RDATE, with its own length where it has one."""
    return {
        zone.to_utc(each.at + recurrence.wall % DAY) if each.is_date else each.at: each.length
        for each in recurrence.extra
    }


def _of_rule(rule: Rule, wall: int, zone: Zone, first: int, last: int) -> Seconds:
    """Return the UTC starts of one rule between two wall seconds, up to its UNTIL."""
    starts = zone.to_utc_array(expand(rule, wall, first, last, 2 * MOST_OCCURRENCES))
    end = _last(rule, zone)
    return starts if end is None else starts[starts <= end]


def _last(rule: Rule, zone: Zone) -> int | None:
    if rule.until is None:
        return None
    return rule.until if rule.until_is_utc else zone.to_utc(rule.until)


def _ended_before_start(rules: tuple[Rule, ...], start: int, zone: Zone) -> bool:
    """Return whether every rule ended before DTSTART: then not even that one takes place."""
    return bool(rules) and all((last := _last(rule, zone)) is not None and last < start for rule in rules)
