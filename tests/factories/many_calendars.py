"""Calendars of a large company as files: cheap to write, alike for every size, and with what real exports carry along.

Each person attends about two hundred meetings in 26 weeks, three in five of them as occurrences of weekly series; one in
ten series has an exception. Titles, bodies, places and names are there to be passed over.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from signals.calendars.workdays import Schedule
from signals.reduce.company import Company, Member

FIRST, END = date(2025, 1, 27), date(2025, 7, 28)  # 26 weeks
WEEKS = 26
SINGLE, SERIES = 95, 5  # a few of them alone in their meeting, which is none
TEAM = 20
OFFICE = Schedule("Europe/Berlin", "DE-BE", 9 * 60, 17 * 60, frozenset({1, 2, 3, 4, 5}))
BODY = (
    "Please find the agenda and the notes of last week in the usual folder; who cannot come says so here. "
    * 3
)
PEOPLE = 5


def company(size: int) -> Company:
    """Return teams of twenty in departments of ten teams."""
    tree: dict[str, str | None] = {"all": None}
    members = []
    for number in range(size):
        department, team = f"d{number // (TEAM * 10)}", f"t{number // TEAM}"
        tree.setdefault(department, "all")
        tree.setdefault(team, department)
        members.append(Member(f"p{number}", address(number), team, number % TEAM == 0, OFFICE))
    return Company(members, tree)


def address(number: int) -> str:
    """Return the address of a person."""
    return f"p{number}@x.example"


def write(folder: Path, size: int, kind: str) -> None:
    """Write the calendars of everybody; `kind` is ics or graph."""
    folder.mkdir(parents=True)
    for number in range(size):
        rng = np.random.default_rng([size, number])
        meetings = list(_meetings(rng, number, size))
        if kind == "ics":
            (folder / f"{address(number)}.ics").write_text(_ics(meetings), newline="")
        else:
            (folder / f"{address(number)}.json").write_text(
                json.dumps({"value": list(_graph(meetings, number))})
            )


def plant(folder: Path) -> None:
    """Put words into every calendar that must be found nowhere afterwards."""
    secret = (
        "BEGIN:VEVENT\r\nUID:canary\r\nDTSTART:20250303T100000Z\r\nDTEND:20250303T110000Z\r\nSUMMARY:Zeppelin-Title\r\n"
        "DESCRIPTION:Zeppelin-Body\r\nLOCATION:Zeppelin-Body\r\n"
        "ATTENDEE;CN=Zeppelin-Name:mailto:zeppelin-guest@outside.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    for file in folder.glob("*.ics"):
        file.write_bytes(file.read_bytes().decode().replace("END:VCALENDAR\r\n", secret).encode())


Meeting = tuple[str, datetime, int, list[int], int, bool]


def _meetings(rng: np.random.Generator, number: int, size: int) -> Iterator[Meeting]:
    """Yield uid, start in UTC, minutes, people, weeks, and whether the third occurrence is moved."""
    first = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    team = number // TEAM * TEAM
    for place in range(SINGLE + SERIES):
        is_series = place >= SINGLE
        near = team + rng.permutation(TEAM)[: int(rng.integers(1, PEOPLE + 1))]
        far = rng.integers(0, size, 1)
        people = sorted({number, *(int(one) for one in (near if rng.random() < 0.7 else far) if one < size)})
        day = int(rng.integers(0, 5)) + (7 if is_series else 7 * int(rng.integers(0, WEEKS)))
        start = first + timedelta(days=day, minutes=30 * int(rng.integers(14, 36)))
        yield (
            f"{number}-{place}@x",
            start,
            30 * int(rng.integers(1, 4)),
            people,
            24 if is_series else 1,
            is_series and rng.random() < 0.1,
        )


def _ics(meetings: list[Meeting]) -> str:
    events = []
    for uid, start, minutes, people, weeks, is_moved in meetings:
        events.append(
            _vevent(uid, start, minutes, people, f"RRULE:FREQ=WEEKLY;COUNT={weeks}\r\n" if weeks > 1 else "")
        )
        if is_moved:
            third = start + timedelta(weeks=2)
            original = f"RECURRENCE-ID:{third:%Y%m%dT%H%M%SZ}\r\n"
            events.append(_vevent(uid, third + timedelta(hours=1), minutes, people, original))
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def _vevent(uid: str, start: datetime, minutes: int, people: list[int], more: str) -> str:
    who = "".join(
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Person {one}:mailto:{address(one)}\r\n"
        for one in people
    )
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20250101T000000Z\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\n"
        f"DTEND:{start + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}\r\n{more}SUMMARY:Weekly {uid}\r\nDESCRIPTION:{BODY}\r\n"
        f"LOCATION:Room 1\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nSEQUENCE:0\r\nORGANIZER;CN=Person:mailto:{address(people[0])}\r\n{who}END:VEVENT\r\n"
    )


def _graph(meetings: list[Meeting], owner: int) -> Iterator[dict[str, object]]:
    for uid, start, minutes, people, weeks, is_moved in meetings:
        for week in range(weeks):
            original = start + timedelta(weeks=week)
            begin = original + timedelta(hours=is_moved and week == 2)
            yield {
                "id": f"{uid}-{week}", "iCalUId": uid, "subject": f"Weekly {uid}", "bodyPreview": BODY[:255],
                "type": "occurrence" if weeks > 1 else "singleInstance", "originalStart": f"{original:%Y-%m-%dT%H:%M:%SZ}",
                "start": _moment(begin), "end": _moment(begin + timedelta(minutes=minutes)), "isAllDay": False,
                "isCancelled": False, "showAs": "busy", "sensitivity": "normal", "lastModifiedDateTime": "2025-01-01T00:00:00Z",
                "location": {"displayName": "Room 1"}, "organizer": {"emailAddress": {"name": "Person", "address": address(people[0])}},
                "responseStatus": {"response": "organizer" if owner == people[0] else "accepted", "time": "0001-01-01T00:00:00Z"},
                "attendees": [
                    {"type": "required", "status": {"response": "accepted", "time": "0001-01-01T00:00:00Z"}, "emailAddress": {"name": "Person", "address": address(one)}}
                    for one in people
                    if one != owner
                ],
            }  # fmt: skip


def _moment(at: datetime) -> dict[str, str]:
    return {"dateTime": f"{at:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}
