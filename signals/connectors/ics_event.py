"""One VEVENT: its allowed lines in, an `Event` out."""

import re

from signals.calendars.events import Event, Instant, Recurrence
from signals.calendars.rules import parse_rule
from signals.calendars.values import Moment, parse_duration, parse_moment
from signals.calendars.zones import UTC_ZONE, Zone
from signals.connectors.base import Owner
from signals.connectors.ics_people import Attendees
from signals.connectors.ics_zones import FileZones
from signals.connectors.years import in_years
from signals.exceptions import BrokenEventError
from signals.metrics import LONGEST_SECONDS

_ONCE = frozenset(
    b"UID DTSTART DTEND DURATION RECURRENCE-ID SEQUENCE LAST-MODIFIED DTSTAMP STATUS TRANSP CLASS ORGANIZER".split()
)
_OFTEN = frozenset(b"RRULE RDATE EXDATE ATTENDEE".split())
_ZONE = re.compile(rb";TZID=(\"[^\"]*\"|[^;:]*)", re.IGNORECASE)
_VALUE = re.compile(rb"^(?:[^\":]|\"[^\"]*\")*:")


class Fields:
    """The lines of one event as bytes; a property that may stand once counts where it stands first."""

    known = _ONCE | _OFTEN
    __slots__ = ("attendees", "dates", "depth", "dropped", "once", "rules")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.once: dict[bytes, bytes] = {}
        self.attendees: list[bytes] = []
        self.rules: list[bytes] = []
        self.dates: list[bytes] = []
        self.dropped: list[bytes] = []

    def add(self, name: bytes, rest: bytes) -> None:
        """Keep a line; `rest` begins with `;` or `:`."""
        if name == b"ATTENDEE":
            self.attendees.append(rest)
        elif name in _ONCE:
            self.once.setdefault(name, rest)
        elif name == b"RRULE":
            self.rules.append(rest)
        elif name == b"RDATE":
            self.dates.append(rest)
        elif name == b"EXDATE":
            self.dropped.append(rest)


class EventReader:
    """Reads the events of one file."""

    def __init__(self, owner: Owner, attendees: Attendees, zones: FileZones) -> None:
        self._owner, self._attendees, self._zones = owner, attendees, zones
        self._heads: dict[bytes, Zone] = {}

    def read(self, fields: Fields) -> Event:
        """Return the event.

        Raises
        ------
        BrokenEventError, UnknownZoneError, RefusedRecurrenceError
            It has to be skipped, and why.
        """
        once = fields.once
        if b"DTSTART" not in once:
            raise BrokenEventError
        moment, zone = self._moment(once[b"DTSTART"])
        event = Event(_identity(fields), _version(once), zone=zone)
        event.cancelled = _word(once, b"STATUS") == b"CANCELLED"
        if b"RECURRENCE-ID" in once:
            self._exception(event, once[b"RECURRENCE-ID"])
        if moment.is_date:
            return event
        event.start = moment.wall if moment.is_utc else zone.to_utc(moment.wall)
        event.people, attends = self._attendees.read(once.get(b"ORGANIZER"), fields.attendees)
        event.length = self._length(event.start, moment, once)
        event.attended = (
            attends
            and not event.cancelled
            and len(event.people) > 1
            and 0 < event.length < LONGEST_SECONDS
            and _word(once, b"TRANSP") != b"TRANSPARENT"
            and _word(once, b"CLASS") in (b"", b"PUBLIC")
        )
        if event.original is None and (fields.rules or fields.dates):
            event.recurrence = self._recurrence(fields, moment, zone)
        in_years(moment.wall)
        return event

    def _exception(self, event: Event, line: bytes) -> None:
        moment, zone = self._moment(line)
        event.original = Instant(moment.wall, True) if moment.is_date else _instant(moment, zone)
        event.and_future = b"RANGE=THISANDFUTURE" in line.upper()

    def _moment(self, line: bytes) -> tuple[Moment, Zone]:
        """Return a date or date-time and the zone it is meant for."""
        head, value = _split(line)
        moment = parse_moment(value)
        if moment.is_utc:
            return moment, UTC_ZONE
        return moment, self._zones.floating if moment.is_date else self._zone(head)

    def _zone(self, head: bytes) -> Zone:
        zone = self._heads.get(head)
        if zone is None:
            match = _ZONE.search(head)
            name = match.group(1).strip(b'" ').decode("utf-8", "replace") if match else ""
            zone = self._heads[head] = self._zones.find(name) if name else self._zones.floating
        return zone

    def _length(self, start: int, moment: Moment, once: dict[bytes, bytes]) -> int:
        """Return elapsed seconds from start to end; 0 where no end is given."""
        if b"DTEND" in once:
            end, zone = self._moment(once[b"DTEND"])
            return (end.wall if end.is_utc else zone.to_utc(end.wall)) - start
        if b"DURATION" in once:
            return parse_duration(_split(once[b"DURATION"])[1])
        return 0

    def _recurrence(self, fields: Fields, moment: Moment, zone: Zone) -> Recurrence:
        return Recurrence(
            moment.wall,
            tuple(parse_rule(_split(line)[1]) for line in fields.rules),
            tuple(instant for line in fields.dates for instant in self._instants(line)),
            tuple(instant for line in fields.dropped for instant in self._instants(line)),
        )

    def _instants(self, line: bytes) -> list[Instant]:
        """Return the moments of RDATE or EXDATE; a period has a length of its own."""
        head, values = _split(line)
        found = []
        for value in filter(None, (item.strip() for item in values.split(","))):
            first, slash, last = value.partition("/")
            moment = parse_moment(first)
            if moment.is_date:
                found.append(Instant(moment.wall, True))
                continue
            instant = _instant(moment, UTC_ZONE if moment.is_utc else self._zone(head))
            if slash:
                instant = instant._replace(length=self._period(instant.at, last, head))
            found.append(instant)
        return found

    def _period(self, start: int, end: str, head: bytes) -> int:
        if end[:1] in "Pp+-":
            return parse_duration(end)
        return (
            _instant(moment := parse_moment(end), UTC_ZONE if moment.is_utc else self._zone(head)).at - start
        )


def _instant(moment: Moment, zone: Zone) -> Instant:
    return Instant(moment.wall if moment.is_utc else zone.to_utc(moment.wall))


def _split(line: bytes) -> tuple[bytes, str]:
    """Return the parameters of a line and its value as text."""
    if line[:1] == b":":
        head, value = b"", line[1:]
    else:
        match = _VALUE.match(line)
        if match is None:
            raise BrokenEventError
        head, value = line[: match.end() - 1], line[match.end() :]
    try:
        return head, value.decode("ascii").strip()
    except UnicodeDecodeError:
        raise BrokenEventError from None


def _identity(fields: Fields) -> int:
    """Return the hash of the UID; an event without one is the same only where all of its lines are."""
    uid = fields.once.get(b"UID")
    if uid is not None and (value := uid.partition(b":")[2].strip()):
        return hash(value)
    return hash((*sorted(fields.once.items()), *fields.rules, *fields.attendees))


def _version(once: dict[bytes, bytes]) -> tuple[int, bytes, bytes]:
    try:
        sequence = int(once[b"SEQUENCE"].rpartition(b":")[2]) if b"SEQUENCE" in once else 0
    except ValueError:
        sequence = 0
    stamp = once.get(b"DTSTAMP", b"").rpartition(b":")[2].strip()
    return sequence, once.get(b"LAST-MODIFIED", b"").rpartition(b":")[2].strip() or stamp, stamp


def _word(once: dict[bytes, bytes], name: bytes) -> bytes:
    return once[name].rpartition(b":")[2].strip().upper() if name in once else b""
