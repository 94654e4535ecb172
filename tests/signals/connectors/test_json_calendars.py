"""Google and Graph: the same meetings as iCalendar give the same values."""

import json
from pathlib import Path
from typing import Any

import pytest

from signals.connectors.google import GoogleConnector
from tests.factories.signals import Values, calendar, event, values_of, write_calendars

Item = dict[str, Any]


def google(
    start: Any = "2025-01-28T10:00:00+01:00", end: Any = "2025-01-28T11:00:00+01:00", **more: Any
) -> Item:
    """Return an item of events.list."""
    times = {
        "start": {"dateTime": start, "timeZone": "Europe/Berlin"},
        "end": {"dateTime": end, "timeZone": "Europe/Berlin"},
    }
    people = [{"email": "Ann@x.example", "responseStatus": "accepted"}, {"email": "cat@x.example"}]
    usual = {
        "id": "one",
        "iCalUID": "one@google.com",
        "status": "confirmed",
        "summary": "Zeppelin",
        "attendees": people,
    }
    return usual | times | more


def graph(
    start: str = "2025-01-28T10:00:00.0000000", end: str = "2025-01-28T11:00:00.0000000", **more: Any
) -> Item:
    """Return a value of calendarView."""
    zone = more.pop("zone", "W. Europe Standard Time")
    times = {"start": {"dateTime": start, "timeZone": zone}, "end": {"dateTime": end, "timeZone": zone}}
    people = [
        {
            "type": "required",
            "status": {"response": "accepted"},
            "emailAddress": {"name": "Cat", "address": "CAT@x.example"},
        }
    ]
    usual = {
        "id": "1",
        "iCalUId": "one",
        "subject": "Zeppelin",
        "showAs": "busy",
        "sensitivity": "normal",
        "attendees": people,
    }
    return usual | times | more


def read(folder: Path, source: str, *items: Item) -> Values:
    key = "items" if source == "google" else "value"
    return values_of(folder, json.dumps({key: items, "nextPageToken": "x"}), source=source)


def hours(folder: Path, source: str, *items: Item) -> float:
    value = read(folder, source, *items)["meeting_hours"]
    return 0.0 if value != value else value * 4


@pytest.mark.parametrize(("source", "item"), [("google", google()), ("graph", graph())])
def test_a_meeting_is_the_same_in_every_format(tmp_path: Path, source: str, item: Item) -> None:
    (tmp_path / "ics").mkdir()
    expected = values_of(tmp_path / "ics", calendar(event())).numbers
    assert read(tmp_path, source, item).numbers == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    "item",
    [
        google(status="cancelled"),
        google(transparency="transparent"),
        google(visibility="private"),
        google(visibility="confidential"),
        google(
            attendees=[
                {"email": "me@alias.example", "self": True, "responseStatus": "declined"},
                {"email": "cat@x.example"},
            ]
        ),
        google(attendees=[{"email": "cat@x.example", "responseStatus": "declined"}]),
        google(attendees=[{"email": "room@x.example", "resource": True}]),
        google(start={"date": "2025-01-28"}, end={"date": "2025-01-29"}),
        google(attendees=[]),
    ],
)
def test_google_drops_what_is_dropped(tmp_path: Path, item: Item) -> None:
    assert hours(tmp_path, "google", item) == 0


@pytest.mark.parametrize(
    "item",
    [
        graph(isCancelled=True),
        graph(isAllDay=True),
        graph(showAs="free"),
        graph(showAs="oof"),
        graph(sensitivity="private"),
        graph(sensitivity="confidential"),
        graph(responseStatus={"response": "declined"}),
        graph(type="seriesMaster"),
        graph(attendees=[{"type": "resource", "emailAddress": {"address": "room@x.example"}}]),
        graph(attendees=[{"status": {"response": "declined"}, "emailAddress": {"address": "cat@x.example"}}]),
    ],
)
def test_graph_drops_what_is_dropped(tmp_path: Path, item: Item) -> None:
    assert hours(tmp_path, "graph", item) == 0


@pytest.mark.parametrize(
    ("source", "item"),
    [
        ("google", google(status="tentative", visibility="default", transparency="opaque")),
        (
            "google",
            google(
                attendees=[
                    {"email": "ann@x.example", "responseStatus": "needsAction"},
                    {"email": "cat@x.example"},
                ]
            ),
        ),
        ("graph", graph(showAs="tentative", responseStatus={"response": "notResponded"})),
        ("graph", graph(sensitivity="personal", organizer={"emailAddress": {"address": "bob@x.example"}})),
    ],
)
def test_what_counts_counts(tmp_path: Path, source: str, item: Item) -> None:
    assert hours(tmp_path, source, item) == 1


def test_google_series_with_exceptions(tmp_path: Path) -> None:
    series = google(
        "2025-01-27T10:00:00+01:00", "2025-01-27T11:00:00+01:00",
        recurrence=["RRULE:FREQ=DAILY;COUNT=5", "EXDATE;TZID=Europe/Berlin:20250131T100000"],
    )  # fmt: skip
    gone = {
        "id": "one_2",
        "status": "cancelled",
        "recurringEventId": "one",
        "originalStartTime": {"dateTime": "2025-01-28T10:00:00+01:00"},
    }
    moved = google(
        "2025-02-10T10:00:00+01:00", "2025-02-10T10:30:00+01:00", id="one_3", recurringEventId="one",
        originalStartTime={"dateTime": "2025-01-29T10:00:00+01:00", "timeZone": "Europe/Berlin"},
    )  # fmt: skip
    assert hours(tmp_path, "google", gone, moved, series) == 2.5


def test_google_series_keep_wall_time_over_daylight_saving(tmp_path: Path) -> None:
    series = google(
        "2024-07-01T08:30:00+02:00", "2024-07-01T09:30:00+02:00", recurrence=["RRULE:FREQ=WEEKLY"]
    )
    assert read(tmp_path, "google", series)["after_hours_hours"] == 0.5


def test_google_pages_may_overlap_and_the_latest_update_counts(tmp_path: Path) -> None:
    old, new = (
        google(updated="2025-01-01T00:00:00.000Z"),
        google(end="2025-01-28T12:00:00+01:00", updated="2025-01-02T00:00:00.000Z"),
    )
    write_calendars(tmp_path, {"ann@x.example/1.json": json.dumps({"items": [old, new]})})
    assert (
        values_of(tmp_path, {"ann@x.example/2.json": json.dumps({"items": [old]})}, source="google")[
            "meeting_hours"
        ]
        * 4
        == 2
    )


def test_graph_occurrences_are_told_apart_by_their_original_start(tmp_path: Path) -> None:
    first = graph(
        type="occurrence", originalStart="2025-01-28T09:00:00Z", lastModifiedDateTime="2025-01-01T00:00:00Z"
    )
    moved = graph(
        "2025-01-29T10:00:00.0000000",
        "2025-01-29T12:00:00.0000000",
        originalStart="2025-01-28T09:00:00Z",
        lastModifiedDateTime="2025-01-02T00:00:00Z",
    )
    second = graph("2025-01-30T10:00:00.0000000", "2025-01-30T11:00:00.0000000")
    assert hours(tmp_path, "graph", first, moved, second) == 3


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [("UTC", {}), ("Europe/Berlin", {}), ("tzone://Microsoft/Custom", {"unknown_zone": 1})],
)
def test_graph_zones(tmp_path: Path, zone: str, skipped: dict[str, int]) -> None:
    assert read(tmp_path, "graph", graph(zone=zone)).tally.skipped == skipped


@pytest.mark.parametrize("source", ["google", "graph"])
@pytest.mark.parametrize("text", ["", "{", "[]", '{"items": 3, "value": {}}', "[" * 100_000, "\x00"])
def test_a_broken_file_is_counted(tmp_path: Path, source: str, text: str) -> None:
    key = "items" if source == "google" else "value"
    good = json.dumps({key: [google() if source == "google" else graph()]})
    values = values_of(tmp_path, {"ann@x.example/1.json": text, "ann@x.example/2.json": good}, source=source)
    assert values.tally.skipped == {"broken_file": 1}
    assert values["meeting_hours"] * 4 == 1


@pytest.mark.parametrize(
    "item",
    [None, 3, [], {}, {"start": 3, "end": 4, "id": "x"}, google(start="soon"), google(attendees=3), google(attendees=[3]),
     google(organizer=[]), google(recurrence=[3]), google(recurrence="RRULE:FREQ=DAILY"), google(start={"dateTime": 5})],
)  # fmt: skip
def test_a_broken_item_is_counted(tmp_path: Path, item: Any) -> None:
    values = read(tmp_path, "google", item, google(id="two", iCalUID="two"))
    assert values.tally.skipped == {"broken_event": 1}
    assert values["meeting_hours"] * 4 == 1


@pytest.mark.parametrize(
    "item",
    [
        None,
        {},
        {"id": "x"},
        graph(start="soon"),
        graph(attendees=[3]),
        graph(organizer=3),
        graph(originalStart="soon"),
    ],
)
def test_a_broken_value_is_counted(tmp_path: Path, item: Any) -> None:
    values = read(tmp_path, "graph", item, graph(iCalUId="two"))
    assert values.tally.skipped == {"broken_event": 1}
    assert values["meeting_hours"] * 4 == 1


def test_titles_do_not_survive_the_parser(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"items": [google()]}))
    assert "Zeppelin" not in repr(GoogleConnector()._parse(tmp_path / "a.json"))
