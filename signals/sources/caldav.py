"""CalDAV (RFC 4791): an account that may read everybody's calendars, asked for the allowed properties of events alone.

Two requests a calendar: which collections below a person's home are calendars, and what they hold in the days wanted. The
library `caldav` parses whole events, titles included; here a resource goes through the same reader as a file.
"""

import base64
from collections.abc import Iterator, Mapping
from io import BytesIO
from urllib.parse import quote, urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from signals.calendars.events import Event, Tally
from signals.connectors.base import Directory, Owner
from signals.connectors.ics import CalendarFile
from signals.connectors.ics_people import Attendees
from signals.connectors.lines import lines_of
from signals.enums import Reason, Source
from signals.exceptions import (
    BrokenAnswerError,
    BrokenFileError,
    InsecureAddressError,
    NoCalendarError,
    TooLargeError,
)
from signals.sources.base import CalendarSource, Field, Window, answered, same_place
from signals.sources.http import Client, check_address

DAV, CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
PROPERTIES = (
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "LAST-MODIFIED",
    "DTSTAMP", "STATUS", "TRANSP", "CLASS", "ORGANIZER", "ATTENDEE",
)  # fmt: skip
FIND = b"""<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>"""
QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data>
<C:comp name="VCALENDAR"><C:prop name="VERSION"/><C:comp name="VEVENT">{properties}</C:comp>
<C:comp name="VTIMEZONE"><C:allprop/><C:allcomp/></C:comp></C:comp></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


class CaldavSource(CalendarSource):
    """The address is that of a person's home, with `{address}` or `{user}` (what stands before the @) in it."""

    source = Source.CALDAV
    scope = "read"
    read_fields = PROPERTIES
    credential_fields = (Field("username"), Field("password", is_secret=True))

    def __init__(self, address: str, credential: Mapping[str, str], client: Client) -> None:
        self._home, self._client = address, client
        pair = f"{credential['username']}:{credential['password']}".encode()
        self._headers = {
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Content-Type": "application/xml; charset=utf-8",
            "Depth": "1",
        }

    @classmethod
    def check(cls, address: str, credential: Mapping[str, str]) -> str:
        """Return which field cannot be right."""
        try:
            check_address(home_of(address, "ann@x.example"))
        except InsecureAddressError:
            return "address"
        if home_of(address, "ann@x.example") == home_of(address, "bob@x.example"):
            return "address"
        return next((field.name for field in cls.credential_fields if not credential.get(field.name)), "")

    def events(self, owner: Owner, directory: Directory, window: Window, tally: Tally) -> list[Event]:
        """Return the events of every calendar below the person's home."""
        events: list[Event] = []
        attendees = Attendees(directory, owner)
        for resource in self._resources(owner, window):
            try:
                CalendarFile(owner, attendees, tally).take(lines_of(BytesIO(resource), tally), events)
            except BrokenFileError:
                tally.skip(Reason.BROKEN_EVENT)
        return events

    def _resources(self, owner: Owner, window: Window) -> Iterator[bytes]:
        query = QUERY.format(
            properties="".join(f'<C:prop name="{name}"/>' for name in PROPERTIES),
            start=window.start,
            end=window.end,
        ).encode()
        for url in self._calendars(home_of(self._home, owner.address)):
            answer = answered(self._client.request("REPORT", url, self._headers, query))
            for response in _responses(answer.body):
                for data in response.iter(f"{CAL}calendar-data"):
                    yield (data.text or "").encode()

    def _calendars(self, home: str) -> list[str]:
        answer = answered(self._client.request("PROPFIND", home, self._headers, FIND))
        places = [
            same_place(urljoin(home, (response.findtext(f"{DAV}href") or "").strip()), home)
            for response in _responses(answer.body)
            if response.find(f"{DAV}propstat/{DAV}prop/{DAV}resourcetype/{CAL}calendar") is not None
        ]
        if not places:
            raise NoCalendarError
        if len(places) > self._client.limits.pages:
            raise TooLargeError
        return places


def home_of(template: str, address: str) -> str:
    """Return where a person's calendars are."""
    return template.replace("{address}", quote(address)).replace("{user}", quote(address.partition("@")[0]))


def _responses(body: bytes) -> Iterator[Element]:
    """Yield each `response` of a multistatus, and forget it before the next."""
    try:
        for _, element in iterparse(BytesIO(body), forbid_dtd=True):
            if element.tag == f"{DAV}response":
                yield element
                element.clear()
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        raise BrokenAnswerError from None
