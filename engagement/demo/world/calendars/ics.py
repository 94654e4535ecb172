"""Writing meetings as iCalendar text (RFC 5545). Titles and places are there, as in real calendars: nobody may read them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from engagement.demo.world.calendars.meeting import Meeting

DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lindwerk//Calendar//EN\r\n"
TAIL = "END:VCALENDAR\r\n"


def event_text(meeting: Meeting) -> str:
    """Return the lines of a meeting that are the same in every calendar, without BEGIN, END and EXDATE."""
    begin = datetime.combine(meeting.first, meeting.start)
    end = begin + timedelta(minutes=meeting.minutes)
    lines = [
        f"UID:{meeting.uid}",
        f"DTSTAMP:{meeting.first - timedelta(days=3):%Y%m%d}T080000Z",
        f"DTSTART;TZID={meeting.zone}:{begin:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={meeting.zone}:{end:%Y%m%dT%H%M%S}",
        f"SUMMARY:{meeting.title}",
    ]
    if meeting.days and meeting.until is not None:
        every = f";INTERVAL={meeting.every}" if meeting.every > 1 else ""
        # A day late in UTC: the last occurrence counts in every zone, the next one is a week away.
        lines.append(
            f"RRULE:FREQ=WEEKLY{every};UNTIL={meeting.until:%Y%m%d}T235959Z;BYDAY={','.join(meeting.days)}"
        )
    lines.append(f"ORGANIZER:mailto:{meeting.organiser}")
    lines += [f"ATTENDEE:mailto:{address}" for address in meeting.attendees]
    return "".join(f"{line}\r\n" for line in lines)


def occurrences(meeting: Meeting) -> list[date]:
    """Return the days on which a meeting takes place."""
    if not meeting.days or meeting.until is None:
        return [meeting.first]
    monday = meeting.first - timedelta(days=meeting.first.weekday())
    found = []
    while monday <= meeting.until:
        days = (monday + timedelta(days=DAY_NAMES.index(name)) for name in meeting.days)
        found += [day for day in days if meeting.first <= day <= meeting.until]
        monday += timedelta(days=7 * meeting.every)
    return found


def exceptions_text(meeting: Meeting, days: Iterable[date]) -> str:
    """Return EXDATE lines for the days on which the owner is away."""
    return "".join(
        f"EXDATE;TZID={meeting.zone}:{datetime.combine(day, meeting.start):%Y%m%dT%H%M%S}\r\n" for day in days
    )


def declined(text: str, address: str) -> str:
    """Return an event in which one attendee has declined."""
    return text.replace(f"ATTENDEE:mailto:{address}\r\n", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{address}\r\n")


def all_day_text(uid: str, title: str, first: date, last: date) -> str:
    """Return a whole event of full days, shown as free; `last` is exclusive."""
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:{first:%Y%m%d}T080000Z\r\nDTSTART;VALUE=DATE:{first:%Y%m%d}\r\n"
        f"DTEND;VALUE=DATE:{last:%Y%m%d}\r\nSUMMARY:{title}\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    )
