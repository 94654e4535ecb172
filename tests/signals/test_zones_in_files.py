"""Zone names in files, and wall times that daylight saving skips or doubles."""

from datetime import date
from pathlib import Path

import pytest

from signals.calendars.periods import Period
from signals.calendars.workdays import Schedule
from tests.factories.signals import calendar, company, event, values_of

MARCH = Period(date(2025, 3, 24), date(2025, 4, 21))
OCTOBER = Period(date(2025, 10, 6), date(2025, 11, 3))
CUSTOM = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""
EARLY = ("20250128T080000", "20250128T093000")  # Berlin: an hour before work, half an hour in it


@pytest.mark.parametrize("zone", ["Europe/Berlin", "W. Europe Standard Time", "w. europe standard time"])
def test_iana_and_windows_names_are_known(tmp_path: Path, zone: str) -> None:
    values = values_of(tmp_path, calendar(event(*EARLY, zone=zone)))
    assert values["after_hours_hours"] * 4 == 1


def test_a_globally_unique_name_ends_in_a_known_one(tmp_path: Path) -> None:
    values = values_of(tmp_path, calendar(event(*EARLY, zone="/example.org/Tzfile/Europe/Berlin")))
    assert values["after_hours_hours"] * 4 == 1


def test_a_quoted_name_is_the_same_name(tmp_path: Path) -> None:
    values = values_of(tmp_path, calendar(event(*EARLY, zone='"Europe/Berlin"')))
    assert values["after_hours_hours"] * 4 == 1


@pytest.mark.parametrize("after", [False, True])
def test_the_files_own_zone_is_used_wherever_it_stands(tmp_path: Path, after: bool) -> None:
    parts = [event(*EARLY, zone="Home"), CUSTOM.format(name="Home")]
    values = values_of(tmp_path, calendar(*(parts if after else reversed(parts))))
    assert values["after_hours_hours"] * 4 == 1
    summer = calendar(*parts).replace("20250128", "20250408")
    assert values_of(tmp_path, summer, period=MARCH)["after_hours_hours"] * 4 == 1


def test_the_database_comes_before_the_file_and_the_file_before_windows(tmp_path: Path) -> None:
    tokyo = CUSTOM.replace("+0200", "+0900").replace("+0100", "+0900")
    values = values_of(tmp_path, calendar(tokyo.format(name="Europe/Berlin"), event(*EARLY)))
    assert values["after_hours_hours"] * 4 == 1
    named = "Tokyo Standard Time"
    values = values_of(tmp_path, calendar(CUSTOM.format(name=named), event(*EARLY, zone=named)))
    assert values["after_hours_hours"] * 4 == 1


def test_a_file_does_not_know_the_zones_of_another(tmp_path: Path) -> None:
    files = {
        "ann@x.example/1.ics": calendar(CUSTOM.format(name="Home")),
        "ann@x.example/2.ics": calendar(event(zone="Home"), event(uid="two")),
    }
    values = values_of(tmp_path, files)
    assert values.tally.skipped == {"unknown_zone": 1}
    assert values["meeting_hours"] * 4 == 1


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Nowhere Standard Time"])
def test_an_unknown_zone_skips_the_event_and_is_counted(tmp_path: Path, zone: str) -> None:
    values = values_of(tmp_path, calendar(event(zone=zone, uid="two"), event()))
    assert values.tally.skipped == {"unknown_zone": 1}
    assert values.tally.events == 1
    assert values["meeting_hours"] * 4 == 1


@pytest.mark.parametrize(
    "line", ["EXDATE;TZID=Mars:20250128T100000", "RECURRENCE-ID;TZID=Mars:20250128T100000"]
)
def test_an_unknown_zone_anywhere_in_an_event_counts(tmp_path: Path, line: str) -> None:
    values = values_of(
        tmp_path, calendar(event("20250128T100000", "20250128T110000", "RRULE:FREQ=DAILY", line))
    )
    assert values.tally.skipped == {"unknown_zone": 1}


def test_a_zone_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    broken = CUSTOM.format(name="Home").replace("+0200", "2 hours")
    assert values_of(tmp_path, calendar(broken, event(zone="Home"))).tally.skipped == {"unknown_zone": 1}


def test_a_skipped_wall_time_takes_the_offset_before_the_gap(tmp_path: Path) -> None:
    # 02:30 does not exist on 30 March; with +01:00 it is 03:30 summer time, and the meeting lasts until 04:00.
    values = values_of(tmp_path, calendar(event("20250330T023000", "20250330T040000")), period=MARCH)
    assert values["weekend_hours"] * 4 == 0.5


def test_a_doubled_wall_time_is_the_first(tmp_path: Path) -> None:
    # 02:30 comes twice on 26 October; from the first to 03:00 winter time is an hour and a half.
    values = values_of(tmp_path, calendar(event("20251026T023000", "20251026T030000")), period=OCTOBER)
    assert values["weekend_hours"] * 4 == 1.5


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Home"])
def test_lengths_are_elapsed_time(tmp_path: Path, zone: str) -> None:
    def night(day: str, period: Period) -> float:
        text = calendar(CUSTOM.format(name="Home"), event(f"{day}T010000", f"{day}T040000", zone=zone))
        return values_of(tmp_path, text, period=period)["weekend_hours"] * 4

    assert night("20250330", MARCH) == 2
    assert night("20251026", OCTOBER) == 4


def test_a_series_keeps_its_length_over_daylight_saving(tmp_path: Path) -> None:
    series = event("20250328T023000", "20250328T030000", "RRULE:FREQ=DAILY;COUNT=5")
    assert values_of(tmp_path, calendar(series), period=MARCH)["meeting_hours"] * 4 == 2.5


def test_a_series_that_begins_in_a_gap_keeps_its_wall_time(tmp_path: Path) -> None:
    series = event("20250330T023000", "20250330T040000", "RRULE:FREQ=DAILY;COUNT=2")
    other = event("20250331T023000", "20250331T030000", uid="two")
    values = values_of(tmp_path, calendar(series, other), period=MARCH)
    assert values["conflict_hours"] * 4 == 0.5  # the second occurrence begins at 02:30, not 03:30


def test_start_and_end_may_be_in_different_zones(tmp_path: Path) -> None:
    text = event("20250128T100000", "20250128T110000").replace(
        "DTEND;TZID=Europe/Berlin:20250128T110000", "DTEND;TZID=America/New_York:20250128T060000"
    )
    assert values_of(tmp_path, calendar(text))["meeting_hours"] * 4 == 2


def test_a_person_elsewhere_has_other_days(tmp_path: Path) -> None:
    shanghai = Schedule("Asia/Shanghai", "CN", 9 * 60, 18 * 60, frozenset({1, 2, 3, 4, 5}))
    # 09:00 to 10:00 in Berlin is 16:00 to 17:00 in Shanghai; 17:00 in Berlin is midnight.
    text = calendar(
        event("20250220T090000", "20250220T100000"), event("20250220T163000", "20250220T173000", uid="two")
    )
    values = values_of(tmp_path, text, who=company(schedule=shanghai))
    assert values["after_hours_hours"] * 4 == 1
    assert values["quiet_days"] == 26 / 28
