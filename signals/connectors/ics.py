"""iCalendar files: an own reader of lines, because only a few of them may ever be decoded."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from signals.calendars.events import Event, Tally
from signals.calendars.vtimezone import Observance
from signals.connectors.base import Directory, Owner, Part
from signals.connectors.ics_event import EventReader, Fields
from signals.connectors.ics_people import Attendees
from signals.connectors.ics_zones import FileZones
from signals.connectors.lines import FIELDS, Line, content_lines
from signals.connectors.owners import files_by_owner
from signals.enums import Reason, Source
from signals.exceptions import BrokenEventError, BrokenFileError, RefusedRecurrenceError, UnknownZoneError

ENDINGS = (".ics", ".ical", ".icalendar")


class IcsConnector:
    """Folders of iCalendar files, one file or folder per person."""

    source = Source.ICS
    read_fields = FIELDS

    is_divisible = True

    def read(
        self, path: Path, directory: Directory, tally: Tally, part: Part | None = None
    ) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield every owner with the events of all of their files."""
        for owner, files in files_by_owner(path, ENDINGS, directory, tally, part):
            attendees = Attendees(directory, owner)
            events: list[Event] = []
            for file in files:
                try:
                    CalendarFile(owner, attendees, tally).read(file, events)
                    tally.files += 1
                except BrokenFileError:
                    tally.skip(Reason.BROKEN_FILE)
            yield owner, events


class CalendarFile:
    """One file: a stack of components, of which VEVENT and VTIMEZONE are looked into."""

    def __init__(self, owner: Owner, attendees: Attendees, tally: Tally) -> None:
        self.tally = tally
        self.zones = FileZones(owner.zone)
        self.reader = EventReader(owner, attendees, self.zones)
        self.stack: list[bytes] = []
        self.fields: Fields | None = None
        self.zone_name, self.parts = "", list[Observance]()
        self.waiting: list[Fields] = []
        self.is_calendar = False

    def read(self, path: Path, events: list[Event]) -> None:
        """Add the events of a file.

        Raises
        ------
        BrokenFileError
            It holds neither a VCALENDAR nor a bare VEVENT.
        """
        self.take(content_lines(path, self.tally), events)

    def take(self, pieces: Iterable[list[Line]], events: list[Event]) -> None:
        """Add the events of lines that were read elsewhere; the same errors."""
        for lines in pieces:
            self._take(lines, events)
        if not self.is_calendar:
            raise BrokenFileError
        if self.fields is not None:
            self.tally.skip(Reason.BROKEN_EVENT)
        # A zone may be defined after the event that uses it, so the last word on a name falls at the end of the file.
        self.zones.complete = True
        for fields in self.waiting:
            self._finish(fields, events)

    def _take(self, lines: list[Line], events: list[Event]) -> None:
        for name, rest in lines:
            fields = self.fields
            if fields is not None and name in fields.known:
                if len(self.stack) == fields.depth:
                    fields.add(name, rest)
            elif (upper := name.upper()) == b"BEGIN":
                self._begin(rest[1:].strip().upper())
            elif upper == b"END":
                self._end(rest[1:].strip().upper(), events)
            else:
                self._other(upper, rest)

    def _other(self, name: bytes, rest: bytes) -> None:
        """Take a line that is neither of an event, in capitals, nor a bracket."""
        if self.fields is not None:
            if len(self.stack) == self.fields.depth:
                self.fields.add(name, rest)
        elif self.stack and self.stack[-1] in (b"VTIMEZONE", b"STANDARD", b"DAYLIGHT"):
            self._zone_line(name, rest)

    def _begin(self, component: bytes) -> None:
        self.is_calendar = self.is_calendar or component in (b"VCALENDAR", b"VEVENT")
        if component == b"VEVENT":
            if self.fields is not None:
                self.tally.skip(Reason.BROKEN_EVENT)
                del self.stack[self.fields.depth - 1 :]
            self.fields = Fields(len(self.stack) + 1)
        elif component == b"VTIMEZONE":
            self.zone_name, self.parts = "", []
        elif component in (b"STANDARD", b"DAYLIGHT"):
            self.parts.append(Observance())
        self.stack.append(component)

    def _end(self, component: bytes, events: list[Event]) -> None:
        if component not in self.stack:
            return
        while self.stack and self.stack.pop() != component:
            pass
        if self.fields is not None and len(self.stack) < self.fields.depth:
            fields, self.fields = self.fields, None
            if component == b"VEVENT":
                self._finish(fields, events)
            else:
                self.tally.skip(Reason.BROKEN_EVENT)
        elif component == b"VTIMEZONE":
            self.zones.define(self.zone_name, self.parts)

    def _finish(self, fields: Fields, events: list[Event]) -> None:
        try:
            event = self.reader.read(fields)
        except UnknownZoneError:
            if not self.zones.complete:
                self.waiting.append(fields)
                return
            self.tally.skip(Reason.UNKNOWN_ZONE)
        except RefusedRecurrenceError:
            self.tally.skip(Reason.REFUSED_RECURRENCE)
        except BrokenEventError:
            self.tally.skip(Reason.BROKEN_EVENT)
        else:
            self.tally.events += 1
            events.append(event)

    def _zone_line(self, name: bytes, rest: bytes) -> None:
        text = rest.rpartition(b":")[2].decode("ascii", "replace").strip()
        if name == b"TZID":
            self.zone_name = rest[1:].decode("utf-8", "replace").strip()
        elif self.stack[-1] != b"VTIMEZONE" and self.parts:
            part = self.parts[-1]
            if name == b"DTSTART":
                part.start = text
            elif name == b"TZOFFSETFROM":
                part.offset_from = text
            elif name == b"TZOFFSETTO":
                part.offset_to = text
            elif name == b"RRULE":
                part.rules.append(text)
            elif name == b"RDATE":
                part.dates.append(text)
