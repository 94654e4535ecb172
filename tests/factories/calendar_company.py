"""One company's meetings, written as iCalendar, as Google Calendar and as Microsoft Graph.

What each format says differs (series with exceptions, series with cancelled items, single occurrences); what people attend
does not.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from signals.reduce.company import Company
from tests.factories.signals import TREE, member

FIRST, END = date(2025, 1, 27), date(2025, 3, 24)
BERLIN = ZoneInfo("Europe/Berlin")
ROOM, GUEST = "room.1@x.example", "zeppelin-guest@outside.example"
SECRET = "Zeppelin-Title"
WORDS = {
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
    "needsAction": "NEEDS-ACTION",
}
GRAPH_WORDS = {
    "accepted": "accepted",
    "declined": "declined",
    "tentative": "tentativelyAccepted",
    "needsAction": "none",
}
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting or weekly series; `people` are address -> response, the first of them organises."""

    uid: str
    start: datetime
    minutes: int
    people: dict[str, str]
    weeks: int = 1
    cancelled: frozenset[int] = frozenset()
    moved: dict[int, datetime] = field(default_factory=dict)
    is_private: bool = False
    is_free: bool = False
    is_all_day: bool = False

    def originals(self) -> list[datetime]:
        return [self.start + timedelta(weeks=week) for week in range(self.weeks)]


def company(size: int = 24) -> Company:
    return Company([member(f"p{number}", "ab"[number % 2], number < 2) for number in range(size)], TREE)


def meetings(who: Company, seed: int = 7) -> list[Meeting]:
    """Return about five meetings and series a person."""
    dice = random.Random(seed)  # a small world, not a secret
    addresses = [each.address for each in who.members]
    return [_meeting(dice, f"m{number}", addresses) for number in range(len(addresses) * 5)]


def _meeting(dice: random.Random, uid: str, addresses: list[str]) -> Meeting:
    people = dice.sample(addresses, min(dice.choice([2, 2, 3, 4, 6, 11]), len(addresses)))
    asked = {
        each: dice.choice(["accepted"] * 6 + ["tentative", "needsAction", "declined"]) for each in people
    }
    asked[people[0]] = "accepted"
    if dice.random() < 0.2:
        asked[GUEST] = "accepted"
    day = FIRST + timedelta(days=dice.randrange(-10, 50))
    start = datetime(day.year, day.month, day.day, dice.randrange(8, 21), dice.choice([0, 30]))  # noqa: DTZ001  # wall time
    weeks = dice.choice([1, 1, 4, 8])
    moved = {1: start + timedelta(days=8, hours=1)} if weeks > 1 and dice.random() < 0.5 else {}
    cancelled = frozenset({2}) if weeks > 2 and dice.random() < 0.5 else frozenset[int]()
    kind = dice.random()
    return Meeting(
        uid, start, dice.choice([30, 60, 90]), asked, weeks, cancelled, moved,
        is_private=kind < 0.05, is_free=0.05 < kind < 0.1, is_all_day=0.1 < kind < 0.15 and weeks == 1,
    )  # fmt: skip


def calendars(who: Company, kind: str) -> dict[str, str]:
    """Return address -> the person's calendar in a format: ics, google or graph."""
    write = {"ics": _ics, "google": _google, "graph": _graph}[kind]
    every = meetings(who)
    return {
        each.address: write([one for one in every if each.address in one.people], each.address)
        for each in who.members
    }


def items(who: Company, kind: str) -> dict[str, list[Item]]:
    """Return the same as what a server holds."""
    key = {"google": "items", "graph": "value"}[kind]
    return {address: json.loads(text)[key] for address, text in calendars(who, kind).items()}


def _ics(every: list[Meeting], owner: str) -> str:
    events = [line for one in every for line in _ics_events(one)]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *events, "END:VCALENDAR", ""])


def _ics_events(one: Meeting) -> Iterator[str]:
    """Yield the master and its exceptions."""
    rule = [f"RRULE:FREQ=WEEKLY;COUNT={one.weeks}"] if one.weeks > 1 else []
    gone = [f"EXDATE;TZID=Europe/Berlin:{one.originals()[week]:%Y%m%dT%H%M%S}" for week in one.cancelled]
    yield _vevent(one, one.start, [*rule, *gone])
    for week, start in one.moved.items():
        yield _vevent(one, start, [f"RECURRENCE-ID;TZID=Europe/Berlin:{one.originals()[week]:%Y%m%dT%H%M%S}"])


def _vevent(one: Meeting, start: datetime, more: list[str]) -> str:
    end = start + timedelta(minutes=one.minutes)
    times = [
        f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}",
    ]
    if one.is_all_day:
        times = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}"]
    first, *_ = one.people
    lines = [
        "BEGIN:VEVENT", f"UID:{one.uid}", "DTSTAMP:20250101T000000Z", *times, *more, f"SUMMARY:{SECRET}",
        f"DESCRIPTION:{SECRET}", f"ORGANIZER:mailto:{first}",
        *(f"ATTENDEE;CN={SECRET};PARTSTAT={WORDS[said]}:mailto:{who}" for who, said in one.people.items()),
        f"ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:{ROOM}",
        *(["CLASS:PRIVATE"] if one.is_private else []), *(["TRANSP:TRANSPARENT"] if one.is_free else []), "END:VEVENT",
    ]  # fmt: skip
    return "\r\n".join(lines)


def _google(every: list[Meeting], owner: str) -> str:
    return json.dumps({"items": [item for one in every for item in _google_items(one, owner)]})


def _google_items(one: Meeting, owner: str) -> Iterator[Item]:
    rule = {"recurrence": [f"RRULE:FREQ=WEEKLY;COUNT={one.weeks}"]} if one.weeks > 1 else {}
    yield _google_item(one, one.start, owner) | rule | {"id": one.uid}
    for week in one.cancelled:
        original = {"originalStartTime": _at(one.originals()[week])}
        yield {"id": f"{one.uid}_{week}", "recurringEventId": one.uid, "status": "cancelled"} | original
    for week, start in one.moved.items():
        original = {"originalStartTime": _at(one.originals()[week])}
        yield (
            _google_item(one, start, owner)
            | original
            | {"id": f"{one.uid}_{week}", "recurringEventId": one.uid}
        )


def _google_item(one: Meeting, start: datetime, owner: str) -> Item:
    first, *_ = one.people
    people = [
        {"email": who, "responseStatus": said} | ({"self": True} if who == owner else {})
        for who, said in one.people.items()
    ]
    item = {
        "iCalUID": f"{one.uid}@google.com", "status": "confirmed", "summary": SECRET, "description": SECRET,
        "start": _at(start), "end": _at(start + timedelta(minutes=one.minutes)), "organizer": {"email": first},
        "attendees": [*people, {"email": ROOM, "resource": True, "responseStatus": "accepted"}],
        "visibility": "private" if one.is_private else "default",
        "transparency": "transparent" if one.is_free else "opaque",
    }  # fmt: skip
    if one.is_all_day:
        item |= {
            "start": {"date": f"{start:%Y-%m-%d}"},
            "end": {"date": f"{start + timedelta(days=1):%Y-%m-%d}"},
        }
    return item


def _at(wall: datetime) -> dict[str, str]:
    return {"dateTime": wall.replace(tzinfo=BERLIN).isoformat(), "timeZone": "Europe/Berlin"}


def _graph(every: list[Meeting], owner: str) -> str:
    return json.dumps({"value": [item for one in every for item in _graph_items(one, owner)]})


def _graph_items(one: Meeting, owner: str) -> Iterator[Item]:
    first, *_ = one.people
    for week, original in enumerate(one.originals()):
        if week in one.cancelled:
            continue
        start = one.moved.get(week, original)
        people = [_graph_person(who, said) for who, said in one.people.items() if who != owner]
        yield {
            "id": f"{one.uid}-{week}", "iCalUId": one.uid, "subject": SECRET, "bodyPreview": SECRET,
            "type": "exception" if week in one.moved else "occurrence" if one.weeks > 1 else "singleInstance",
            "originalStart": original.replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z"),
            "start": _graph_at(start), "end": _graph_at(start + timedelta(minutes=one.minutes)),
            "isAllDay": one.is_all_day, "isCancelled": False, "showAs": "free" if one.is_free else "busy",
            "sensitivity": "private" if one.is_private else "normal", "organizer": {"emailAddress": {"address": first}},
            "responseStatus": {"response": "organizer" if owner == first else GRAPH_WORDS[one.people[owner]]},
            "attendees": [*people, {"type": "resource", "status": {"response": "accepted"}, "emailAddress": {"address": ROOM}}],
        }  # fmt: skip


def _graph_person(who: str, said: str) -> Item:
    return {
        "type": "required",
        "status": {"response": GRAPH_WORDS[said]},
        "emailAddress": {"name": SECRET, "address": who},
    }


def _graph_at(wall: datetime) -> dict[str, str]:
    utc = wall.replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC"))
    return {"dateTime": f"{utc:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}
