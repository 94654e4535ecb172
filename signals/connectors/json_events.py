"""What the JSON calendars share: a parser that drops every key but the allowed ones, and events as lines of iCalendar.

Google and Graph say in JSON what iCalendar says in lines, so their events are put into the same fields and read by the
same reader: one set of rules for what counts.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from signals.calendars.events import Event, Tally
from signals.calendars.zones import EPOCH, is_known, named_zone, wall_seconds
from signals.connectors.base import Directory, Owner, Part
from signals.connectors.ics_event import EventReader, Fields
from signals.connectors.ics_people import Attendees
from signals.connectors.ics_zones import FileZones
from signals.connectors.owners import files_by_owner
from signals.enums import Reason, Source
from signals.exceptions import BrokenEventError, BrokenFileError, RefusedRecurrenceError, UnknownZoneError

Json = dict[str, Any]
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


class JsonCalendars(ABC):
    """Folders of JSON bodies, one file or folder per person.

    Attributes
    ----------
    source, items, allowed
        Name, key of the list of events in a body, and keys that are kept anywhere in it.
    """

    source: Source
    items: str
    allowed: frozenset[str]

    @property
    def read_fields(self) -> tuple[str, ...]:
        """Return the keys that are kept, for those whose data are read."""
        return tuple(sorted(self.allowed))

    is_divisible = True

    def read(
        self, path: Path, directory: Directory, tally: Tally, part: Part | None = None
    ) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield every owner with the events of all of their files."""
        for owner, files in files_by_owner(path, (".json",), directory, tally, part):
            bodies = [body for file in files for body in self._bodies(file, tally)]
            yield owner, self.events(bodies, owner, directory, tally)

    def events(
        self, bodies: Iterable[list[Json]], owner: Owner, directory: Directory, tally: Tally
    ) -> list[Event]:
        """Return the events of one person's bodies."""
        reader = EventReader(owner, Attendees(directory, owner), FileZones(owner.zone, complete=True))
        return list(self._events(bodies, owner, reader, tally))

    @abstractmethod
    def fields(self, item: Json, owner: Owner, masters: Json) -> Fields | None:
        """Return an event as lines, or None where it is none; `masters` is what `remember` returned."""

    def remember(self, items: Iterable[Json]) -> Json:
        """Return what has to be known of all events before one can be read; nothing unless a format needs it."""
        return {}

    def _bodies(self, file: Path, tally: Tally) -> Iterator[list[Json]]:
        try:
            yield self._parse(file)
            tally.files += 1
        except BrokenFileError:
            tally.skip(Reason.BROKEN_FILE)

    def _parse(self, file: Path) -> list[Json]:
        try:
            data = file.read_bytes()
        except OSError:
            raise BrokenFileError from None
        return list(self.load(data)[self.items])

    def load(self, data: bytes, also: str = "") -> Json:
        """Return a body with the allowed keys, `also` among them; raise `BrokenFileError` where it is none."""

        def keep(pairs: list[tuple[str, Any]]) -> Json:
            return {key: value for key, value in pairs if key in self.allowed or key == also}

        try:
            body = json.loads(data.decode("utf-8-sig"), object_pairs_hook=keep)
        except (ValueError, RecursionError):
            raise BrokenFileError from None
        if not isinstance(body, dict) or not isinstance(body.get(self.items), list):
            raise BrokenFileError
        return body

    def _events(
        self, bodies: Iterable[list[Json]], owner: Owner, reader: EventReader, tally: Tally
    ) -> Iterator[Event]:
        items = [item for body in bodies for item in body]
        masters = self.remember(item for item in items if isinstance(item, dict))
        for item in items:
            try:
                fields = self.fields(item, owner, masters)
                if fields is not None:
                    yield reader.read(fields)
                    tally.events += 1
            except UnknownZoneError:
                tally.skip(Reason.UNKNOWN_ZONE)
            except RefusedRecurrenceError:
                tally.skip(Reason.REFUSED_RECURRENCE)
            except (BrokenEventError, AttributeError, TypeError, KeyError, ValueError):
                # JSON of another shape than the format's: a list for an object, a number for a text.
                tally.skip(Reason.BROKEN_EVENT)


def moment_line(text: str, zone: str, *, keep_zone: bool = False, only_date: bool = False) -> bytes:
    """Return a moment of JSON as the rest of a line (`;TZID=...:20250128T100000`).

    Parameters
    ----------
    text
        ISO 8601, with or without an offset; a bare date is a date.
    zone
        Name of its zone, or empty.
    keep_zone
        Whether a moment with an offset has to keep wall time in its zone, because a series is expanded there.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise BrokenEventError
    day, clock, offset = match.groups()
    if clock is None or only_date:
        return f";VALUE=DATE:{day}".replace("-", "").encode()
    wall = datetime.fromisoformat(f"{day}T{clock}")
    quoted = zone.replace('"', "")
    if offset:
        moment = datetime.fromisoformat(f"{day}T{clock}{offset.upper()}").astimezone(UTC).replace(tzinfo=None)
        if not keep_zone or not quoted:
            return f":{moment:%Y%m%dT%H%M%S}Z".encode()
        if not is_known(quoted):
            raise UnknownZoneError
        wall = _in_zone(moment, quoted)
    head = f';TZID="{quoted}"' if quoted else ""
    return f"{head}:{wall:%Y%m%dT%H%M%S}".encode()


def _in_zone(moment: datetime, zone: str) -> datetime:
    seconds = named_zone(zone).to_wall(wall_seconds(moment))
    return datetime.fromtimestamp(seconds + wall_seconds(EPOCH), UTC).replace(tzinfo=None)


def attendee_line(address: str, *, response: str = "", is_resource: bool = False) -> bytes:
    """Return an attendee as the rest of a line."""
    parameters = (f";PARTSTAT={response}" if response else "") + (";CUTYPE=RESOURCE" if is_resource else "")
    return f"{parameters}:mailto:{address}".encode()


def text_line(value: object) -> bytes:
    """Return a value as the rest of a line."""
    return f":{value}".encode()
