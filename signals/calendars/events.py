"""What is kept of a calendar event, in memory only: times, identity, and numbers that stand for people.

A person of the company is its row in people.csv (0 and up); an address from outside is a negative hash of it, good for
counting how many there are and for nothing else. Titles, bodies, places and names never reach this module.
"""

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from signals.calendars.rules import Rule
from signals.calendars.zones import Zone


class Instant(NamedTuple):
    """A moment of a series: UTC seconds, or for a bare date the wall second at which it begins."""

    at: int
    is_date: bool = False
    length: int | None = None


@dataclass(slots=True)
class Recurrence:
    """What makes an event a series; `wall` is DTSTART as the clock on the wall shows it."""

    wall: int = 0
    rules: tuple[Rule, ...] = ()
    extra: tuple[Instant, ...] = ()
    dropped: tuple[Instant, ...] = ()


@dataclass(slots=True)
class Event:
    """One copy of an event in one person's calendar.

    Attributes
    ----------
    identity
        Hash of the UID: the same for a series and its exceptions.
    original
        The start that an exception replaces; None for a series or a single event.
    and_future
        Whether an exception replaces every later occurrence too.
    version
        (SEQUENCE, LAST-MODIFIED or DTSTAMP, DTSTAMP): the highest copy counts.
    start, length, zone
        UTC second, elapsed seconds, and the zone in which a recurrence keeps its wall time.
    attended
        False for what does not count as attendance (declined, free, private, all-day, too long ...).
    cancelled
        The event, and with a series all of it, does not take place.
    people
        Sorted numbers of everybody in it, the owner included; see the module.
    """

    identity: int
    version: tuple[int, bytes, bytes]
    start: int = 0
    length: int = 0
    zone: Zone | None = None
    attended: bool = False
    cancelled: bool = False
    people: tuple[int, ...] = ()
    original: Instant | None = None
    and_future: bool = False
    recurrence: Recurrence | None = None

    def rank(self) -> tuple[object, ...]:
        """Return what decides between two copies; content breaks ties, so that the order of files never does."""
        return (*self.version, self.cancelled, not self.attended, self.start, self.length, self.people)


@dataclass(slots=True)
class Tally:
    """What was read and skipped; the numbers of the report."""

    files: int = 0
    events: int = 0
    occurrences: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def skip(self, reason: str, count: int = 1) -> None:
        """Count something that was skipped."""
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def note(self, sentence: str) -> None:
        """Keep a remark for the operator, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def add(self, other: "Tally") -> None:
        """Add what another reading counted."""
        self.files += other.files
        self.events += other.events
        self.occurrences += other.occurrences
        for reason, count in other.skipped.items():
            self.skip(reason, count)
        for sentence in other.notes:
            self.note(sentence)

    def as_json(self) -> dict[str, object]:
        """Return the report; `notes` is there only when there is something to say."""
        report: dict[str, object] = {
            "files": self.files,
            "events": self.events,
            "occurrences": self.occurrences,
            "skipped": dict(sorted(self.skipped.items())),
        }
        return report | ({"notes": self.notes} if self.notes else {})


def outsider(address: str) -> int:
    """Return the number that stands for an address from outside: negative, the same for the same address."""
    digest = hashlib.blake2b(address.encode("utf-8", "replace"), digest_size=7).digest()
    return -1 - int.from_bytes(digest, "big")
