"""Microsoft Graph: bodies of `calendarView`, series expanded."""

from signals.connectors.base import Owner
from signals.connectors.ics_event import Fields
from signals.connectors.json_events import Json, JsonCalendars, attendee_line, moment_line, text_line
from signals.enums import Source

FREE = ("free", "oof")


class GraphConnector(JsonCalendars):
    """One body, or several, per person; every occurrence is an event of its own."""

    source = Source.GRAPH
    items = "value"
    allowed = frozenset(
        [
            "value",
            "id",
            "iCalUId",
            "originalStart",
            "start",
            "end",
            "dateTime",
            "timeZone",
            "isCancelled",
            "isAllDay",
            "showAs",
            "sensitivity",
            "type",
            "lastModifiedDateTime",
            "attendees",
            "organizer",
            "emailAddress",
            "address",
            "status",
            "response",
            "responseStatus",
        ]
    )

    def fields(self, item: Json, owner: Owner, masters: Json) -> Fields | None:
        """Return an event as lines; a series that is not expanded is no occurrence."""
        if item.get("type") == "seriesMaster":
            return None
        fields = Fields(0)
        once = fields.once
        all_day = item.get("isAllDay") is True
        once[b"UID"] = text_line(item.get("iCalUId") or item["id"])
        once[b"DTSTART"] = _moment(item["start"], all_day)
        once[b"DTEND"] = _moment(item["end"], all_day)
        original = item.get("originalStart")
        once[b"RECURRENCE-ID"] = moment_line(original, "UTC") if original else _moment(item["start"], False)
        once[b"STATUS"] = text_line("CANCELLED" if item.get("isCancelled") is True else "")
        once[b"TRANSP"] = text_line("TRANSPARENT" if str(item.get("showAs", "")).lower() in FREE else "")
        sensitivity = str(item.get("sensitivity", "")).upper()
        once[b"CLASS"] = text_line(sensitivity if sensitivity in {"PRIVATE", "CONFIDENTIAL"} else "PUBLIC")
        once[b"LAST-MODIFIED"] = text_line(str(item.get("lastModifiedDateTime", "")).replace(":", ""))
        if address := _address(item.get("organizer") or {}):
            once[b"ORGANIZER"] = attendee_line(address)
        fields.attendees = [_attendee(each) for each in item.get("attendees") or []]
        own = (item.get("responseStatus") or {}).get("response", "")
        fields.attendees.append(attendee_line(owner.address, response=str(own).upper()))
        return fields


def _moment(value: Json, all_day: bool) -> bytes:
    return moment_line(value["dateTime"], value.get("timeZone") or "", only_date=all_day)


def _address(value: Json) -> str:
    return (value.get("emailAddress") or {}).get("address") or ""


def _attendee(each: Json) -> bytes:
    response = str((each.get("status") or {}).get("response", "")).upper()
    is_resource = str(each.get("type", "")).lower() == "resource"
    return attendee_line(_address(each), response=response, is_resource=is_resource)
