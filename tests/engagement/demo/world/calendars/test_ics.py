from datetime import date, time

import recurring_ical_events
from icalendar import Calendar

from engagement.demo.world.calendars.ics import (
    HEAD,
    TAIL,
    all_day_text,
    declined,
    event_text,
    exceptions_text,
    occurrences,
)
from engagement.demo.world.calendars.meeting import Meeting

FIRST, LAST = date(2026, 3, 2), date(2026, 4, 26)


def meeting(**changes: object) -> Meeting:
    settings: dict[str, object] = {
        "uid": "u1@x.example", "title": "Status", "organiser": "a@x.example",
        "attendees": ("a@x.example", "b@x.example"), "zone": "Europe/Berlin", "first": FIRST,
        "start": time(9, 45), "minutes": 45,
    }  # fmt: skip
    return Meeting(**(settings | changes))  # type: ignore[arg-type]  # fields of a test


def read(text: str) -> list[date]:
    calendar = Calendar.from_ical(f"{HEAD}BEGIN:VEVENT\r\n{text}END:VEVENT\r\n{TAIL}")
    found = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2026, 12, 31))
    assert all(f"{event.start:%H:%M} {event.duration}" == "09:45 0:45:00" for event in found)
    return sorted(event.start.date() for event in found)


def test_a_single_meeting_is_read_once() -> None:
    assert read(event_text(meeting())) == occurrences(meeting()) == [FIRST]


def test_a_series_is_read_as_it_was_meant_across_daylight_saving() -> None:
    series = meeting(days=("MO", "WE", "FR"), until=LAST)

    assert read(event_text(series)) == occurrences(series)
    assert len(occurrences(series)) == 24


def test_every_other_week_is_counted_from_the_first() -> None:
    series = meeting(days=("MO",), every=2, until=LAST)

    assert read(event_text(series)) == occurrences(series)
    assert [day.isoformat() for day in occurrences(series)] == [
        "2026-03-02",
        "2026-03-16",
        "2026-03-30",
        "2026-04-13",
    ]


def test_a_series_in_china_keeps_its_last_day() -> None:
    series = meeting(zone="Asia/Shanghai", days=("MO", "SU"), until=LAST)

    assert read(event_text(series)) == occurrences(series)
    assert occurrences(series)[-1] == LAST


def test_days_away_are_taken_out() -> None:
    series = meeting(days=("MO", "TU"), until=LAST)
    away = occurrences(series)[2:5]

    assert set(read(event_text(series) + exceptions_text(series, away))) == set(occurrences(series)) - set(
        away
    )


def test_who_declines_is_marked_and_the_others_are_not() -> None:
    text = declined(event_text(meeting()), "b@x.example")

    assert "ATTENDEE;PARTSTAT=DECLINED:mailto:b@x.example\r\n" in text
    assert "ATTENDEE:mailto:a@x.example\r\n" in text


def test_leave_is_a_free_event_of_full_days() -> None:
    text = all_day_text("l1", "Leave", date(2026, 3, 2), date(2026, 3, 9))
    event = Calendar.from_ical(HEAD + text + TAIL).walk("VEVENT")[0]

    assert event.decoded("DTSTART") == date(2026, 3, 2)
    assert event.decoded("DTEND") == date(2026, 3, 9)
    assert event["TRANSP"] == "TRANSPARENT"


def test_lines_are_short_enough_to_need_no_folding() -> None:
    series = meeting(days=("MO", "TU", "WE", "TH", "FR"), every=2, until=LAST)

    assert max(len(line) for line in event_text(series).split("\r\n")) <= 75
