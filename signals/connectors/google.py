"""Google Calendar: bodies of `events.list`, series not expanded."""

from collections.abc import Iterable

from signals.connectors.base import Owner
from signals.connectors.ics_event import Fields
from signals.connectors.json_events import Json, JsonCalendars, attendee_line, moment_line, text_line
from signals.enums import Source
from signals.exceptions import BrokenEventError

RESPONSES = {
    "declined": "DECLINED",
    "accepted": "ACCEPTED",
    "tentative": "TENTATIVE",
    "needsAction": "NEEDS-ACTION",
}


class GoogleConnector(JsonCalendars):
    """One body, or several, per person; pages and repeated downloads may overlap."""

    source = Source.GOOGLE
    items = "items"
    allowed = frozenset(
        [
            "items",
            "id",
            "iCalUID",
            "recurringEventId",
            "originalStartTime",
            "start",
            "end",
            "dateTime",
            "date",
            "timeZone",
            "status",
            "transparency",
            "visibility",
            "sequence",
            "updated",
            "recurrence",
            "attendees",
            "organizer",
            "email",
            "responseStatus",
            "resource",
            "self",
        ]
    )

    def remember(self, items: Iterable[Json]) -> Json:
        """Return id -> iCalUID: a cancelled occurrence names its series by id alone."""
        return {item["id"]: item["iCalUID"] for item in items if "id" in item and "iCalUID" in item}

    def fields(self, item: Json, owner: Owner, masters: Json) -> Fields:
        """Return an event as lines."""
        fields = Fields(0)
        once = fields.once
        series = item.get("recurringEventId") or item.get("id") or ""
        once[b"UID"] = text_line(item.get("iCalUID") or masters.get(series) or f"{series}@google.com")
        is_series = bool(item.get("recurrence"))
        start = item.get("start") or item.get("originalStartTime")
        if start is None and item.get("status") == "cancelled":
            start = {"date": "1970-01-01"}  # what was deleted has no times, and needs none
        once[b"DTSTART"] = _moment(start or {}, is_series)
        if "end" in item:
            once[b"DTEND"] = _moment(item["end"], is_series)
        if "originalStartTime" in item:
            once[b"RECURRENCE-ID"] = _moment(item["originalStartTime"], False)
        once[b"STATUS"] = text_line(item.get("status", ""))
        once[b"TRANSP"] = text_line(item.get("transparency", ""))
        visibility = str(item.get("visibility", "")).upper()
        once[b"CLASS"] = text_line(visibility if visibility in {"PRIVATE", "CONFIDENTIAL"} else "PUBLIC")
        once[b"SEQUENCE"] = text_line(item.get("sequence", 0))
        once[b"LAST-MODIFIED"] = text_line(str(item.get("updated", "")).replace(":", ""))
        if address := item.get("organizer", {}).get("email"):
            once[b"ORGANIZER"] = attendee_line(address)
        fields.attendees = [_attendee(each, owner) for each in item.get("attendees", [])]
        for line in item.get("recurrence") or []:
            _recurrence(fields, line.encode())
        return fields


def _moment(value: Json, keep_zone: bool) -> bytes:
    if "date" in value:
        return moment_line(value["date"], "")
    return moment_line(value["dateTime"], value.get("timeZone") or "", keep_zone=keep_zone)


def _attendee(each: Json, owner: Owner) -> bytes:
    address = owner.address if each.get("self") else each.get("email", "")
    response = RESPONSES.get(each.get("responseStatus", ""), "")
    return attendee_line(address, response=response, is_resource=bool(each.get("resource")))


def _recurrence(fields: Fields, line: bytes) -> None:
    """Take a line of `recurrence` (`RRULE:...`, `EXDATE;TZID=...:...`)."""
    name = line.replace(b";", b":").partition(b":")[0]
    if name.upper() not in (b"RRULE", b"RDATE", b"EXDATE", b"EXRULE"):
        raise BrokenEventError
    fields.add(name.upper(), line[len(name) :])
