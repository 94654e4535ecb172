"""Section 2 of the definition: which events count, once, with which size. One sentence a test."""

from datetime import date
from pathlib import Path

import pytest

from signals.calendars.periods import Period
from tests.factories.signals import attendee, calendar, event, values_of

HOUR = 0.25  # one hour in a block of four weeks, per week


def hours(folder: Path, *events: str) -> float:
    """Return ann's meeting hours in the block, not divided by weeks; 0 where nothing was attended."""
    value = values_of(folder, calendar(*events))["meeting_hours"]
    return 0.0 if value != value else value * 4


def test_one_meeting_counts(tmp_path: Path) -> None:
    assert hours(tmp_path, event()) == 1


def test_other_peoples_copies_never_add_an_attendance(tmp_path: Path) -> None:
    files = {"ann@x.example.ics": calendar(event()), "cat@x.example.ics": calendar(event())}
    assert values_of(tmp_path, files)["meeting_hours"] == HOUR
    assert values_of(tmp_path, files, person="cat")["meeting_hours"] == HOUR


def test_the_owner_may_be_a_folder_of_files_or_both(tmp_path: Path) -> None:
    files = {
        "ANN@x.example/2025-01.ics": calendar(event(uid="one")),
        "ANN@x.example/deeper/2025-02.ics": calendar(event("20250204T100000", "20250204T110000", uid="two")),
        "ann@X.example.ics": calendar(event("20250205T100000", "20250205T110000", uid="three")),
    }
    assert values_of(tmp_path, files)["meeting_hours"] == 3 * HOUR


def test_the_same_event_in_several_files_counts_once(tmp_path: Path) -> None:
    files = {"ann@x.example/1.ics": calendar(event()), "ann@x.example/2.ics": calendar(event())}
    values = values_of(tmp_path, files)
    assert values["meeting_hours"] == HOUR
    assert values["conflict_hours"] == 0
    assert values.tally.occurrences == 1


def test_the_highest_sequence_wins_over_a_later_stamp(tmp_path: Path) -> None:
    old = event("20250128T100000", "20250128T120000", "SEQUENCE:1", "DTSTAMP:20250102T000000Z")
    new = event("20250129T100000", "20250129T103000", "SEQUENCE:2", "DTSTAMP:20250101T000000Z")
    assert hours(tmp_path, old, new) == hours(tmp_path, new, old) == 0.5


def test_then_the_latest_change_wins(tmp_path: Path) -> None:
    old = event(
        "20250128T100000", "20250128T120000", "LAST-MODIFIED:20250101T000000Z", "DTSTAMP:20250109T000000Z"
    )
    new = event(
        "20250128T100000", "20250128T103000", "LAST-MODIFIED:20250102T000000Z", "DTSTAMP:20250101T000000Z"
    )
    assert hours(tmp_path, old, new) == hours(tmp_path, new, old) == 0.5


def test_then_the_latest_stamp_wins(tmp_path: Path) -> None:
    old = event("20250128T100000", "20250128T120000", "DTSTAMP:20250101T000000Z")
    new = event("20250128T100000", "20250128T103000", "DTSTAMP:20250102T000000Z")
    assert hours(tmp_path, old, new) == hours(tmp_path, new, old) == 0.5


@pytest.mark.parametrize("answer", ["DECLINED", "DELEGATED"])
def test_declined_and_delegated_meetings_are_dropped(tmp_path: Path, answer: str) -> None:
    assert (
        hours(
            tmp_path,
            event("20250128T100000", "20250128T110000", attendee("ann", PARTSTAT=answer), people=["cat"]),
        )
        == 0
    )


@pytest.mark.parametrize("answer", ["TENTATIVE", "NEEDS-ACTION", "ACCEPTED"])
def test_tentative_and_unanswered_count_in_full(tmp_path: Path, answer: str) -> None:
    assert (
        hours(
            tmp_path,
            event("20250128T100000", "20250128T110000", attendee("ann", PARTSTAT=answer), people=["cat"]),
        )
        == 1
    )


def test_an_owner_who_is_not_listed_counts(tmp_path: Path) -> None:
    assert hours(tmp_path, event(people=["cat"])) == 1
    values = values_of(
        tmp_path, calendar(event(people=["cat", "bob", "dan", "eve", *(f"{n}@y.example" for n in range(4))]))
    )
    assert values["large_meeting_hours"] == HOUR  # eight others and the owner are nine


@pytest.mark.parametrize(
    "line",
    ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "CLASS:CONFIDENTIAL", "class:private"],
)
def test_cancelled_free_and_private_events_are_dropped(tmp_path: Path, line: str) -> None:
    assert hours(tmp_path, event("20250128T100000", "20250128T110000", line)) == 0


@pytest.mark.parametrize("line", ["STATUS:TENTATIVE", "TRANSP:OPAQUE", "CLASS:PUBLIC"])
def test_other_values_count(tmp_path: Path, line: str) -> None:
    assert hours(tmp_path, event("20250128T100000", "20250128T110000", line)) == 1


def test_all_day_events_are_dropped(tmp_path: Path) -> None:
    text = event().replace("DTSTART;TZID=Europe/Berlin:20250128T100000", "DTSTART;VALUE=DATE:20250128")
    text = text.replace("DTEND;TZID=Europe/Berlin:20250128T110000", "DTEND;VALUE=DATE:20250129")
    assert hours(tmp_path, text) == 0
    assert hours(tmp_path, text.replace(";VALUE=DATE", "")) == 0


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("20250128T100000", 0),
        ("20250128T090000", 0),
        ("20250129T100000", 0),
        ("20250129T095959", 24 - 1 / 3600),
    ],
)
def test_lengths_from_nothing_to_a_day_are_dropped(tmp_path: Path, end: str, expected: float) -> None:
    assert hours(tmp_path, event("20250128T100000", end)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("DURATION:PT90M", 1.5), ("DURATION:PT1H30M", 1.5), ("DURATION:P1D", 0), ("DURATION:-PT1H", 0)],
)
def test_a_duration_stands_for_an_end(tmp_path: Path, line: str, expected: float) -> None:
    assert hours(tmp_path, event("20250128T100000", None, line)) == expected


def test_an_event_without_an_end_has_no_length(tmp_path: Path) -> None:
    assert hours(tmp_path, event("20250128T100000", None)) == 0


def test_size_one_is_no_meeting(tmp_path: Path) -> None:
    assert hours(tmp_path, event(people=["ann"]), event(people=[], uid="two")) == 0


def test_rooms_and_resources_are_nobody(tmp_path: Path) -> None:
    room = attendee("room", CUTYPE="ROOM"), attendee("beamer@y.example", CUTYPE="RESOURCE")
    assert hours(tmp_path, event("20250128T100000", "20250128T110000", *room, people=["ann"])) == 0


def test_those_who_declined_are_nobody(tmp_path: Path) -> None:
    assert (
        hours(
            tmp_path,
            event("20250128T100000", "20250128T110000", attendee("cat", PARTSTAT="DECLINED"), people=["ann"]),
        )
        == 0
    )


def test_the_organiser_is_somebody_and_nobody_twice(tmp_path: Path) -> None:
    alone = event("20250128T100000", "20250128T110000", "ORGANIZER:mailto:ANN@x.example", people=["ann"])
    assert hours(tmp_path, alone) == 0
    led = event(
        "20250128T100000", "20250128T110000", "ORGANIZER;CN=Bob:MAILTO:bob@x.example", people=["ann", "Bob"]
    )
    values = values_of(tmp_path, calendar(led))
    assert values["one_to_one_hours"] == HOUR  # ann and bob: size 2


def test_an_address_may_stand_in_a_parameter(tmp_path: Path) -> None:
    line = 'ATTENDEE;CN="Bob: the boss; really";EMAIL=bob@x.example;PARTSTAT=ACCEPTED:urn:uuid:1'
    values = values_of(tmp_path, calendar(event("20250128T100000", "20250128T110000", line, people=["ann"])))
    assert values["one_to_one_hours"] == HOUR


def test_folded_lines_and_lower_case_names_are_read(tmp_path: Path) -> None:
    text = (
        event()
        .replace("mailto:cat@x.example", "mai\r\n lto:cat@x.exa\r\n\tmple")
        .replace("DTSTART", "dtstart")
    )
    assert values_of(tmp_path, calendar(text))["cross_unit_share"] == 1


def test_alarms_inside_an_event_do_not_change_it(tmp_path: Path) -> None:
    alarm = "BEGIN:VALARM\r\nUID:x\r\nDURATION:PT9H\r\nATTENDEE:mailto:z@y.example\r\nEND:VALARM"
    values = values_of(tmp_path, calendar(event("20250128T100000", None, alarm, "DURATION:PT1H")))
    assert values["meeting_hours"] == HOUR
    assert values["outside_hours"] == 0


def test_two_meetings_at_once_are_one_hour_of_meeting(tmp_path: Path) -> None:
    values = values_of(tmp_path, calendar(event(), event("20250128T103000", "20250128T113000", uid="two")))
    assert values["meeting_hours"] == 1.5 * HOUR
    assert values["conflict_hours"] == 0.5 * HOUR


def test_an_occurrence_is_cut_at_local_midnight_and_each_piece_belongs_to_its_block(tmp_path: Path) -> None:
    period = Period(date(2025, 1, 27), date(2025, 3, 24))
    night = event("20250223T230000", "20250224T020000")  # from the last hour of one block into the next
    first, second = values_of(tmp_path, calendar(night), period=period).blocks
    assert (first["meeting_hours"], second["meeting_hours"]) == (1 * HOUR, 2 * HOUR)
    assert (first["weekend_hours"], second["after_hours_hours"]) == (1 * HOUR, 2 * HOUR)
    assert (first["quiet_days"], second["quiet_days"]) == (27 / 28, 27 / 28)
    # What is counted belongs to the block in which the occurrence starts.
    assert (first["external_ties"], second["external_ties"]) == (1, 0)
    assert first["ei_index"] == 1
    assert second["ei_index"] != second["ei_index"]


def test_a_meeting_that_began_before_the_blocks_counts_with_its_part_inside(tmp_path: Path) -> None:
    assert hours(tmp_path, event("20250126T230000", "20250127T003000")) == 0.5


def test_floating_times_are_in_the_zone_of_the_owner(tmp_path: Path) -> None:
    values = values_of(tmp_path, calendar(event("20250128T083000", "20250128T093000", zone="")))
    assert values["after_hours_hours"] == 0.5 * HOUR


def test_utc_times_are_moved_to_the_zone_of_the_owner(tmp_path: Path) -> None:
    values = values_of(tmp_path, calendar(event("20250128T073000Z", "20250128T083000Z")))
    assert values["after_hours_hours"] == 0.5 * HOUR
