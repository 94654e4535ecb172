"""One person's numbers where working time is not the usual one: part-time weeks, leave, Chinese make-up days."""

from dataclasses import replace
from datetime import date
from math import isnan
from pathlib import Path

import pytest

from signals.calendars.periods import Period
from signals.calendars.workdays import Schedule
from tests.factories.signals import MONDAY, OFFICE, Values, calendar, company, event, values_of

PART_TIME = replace(OFFICE, work_days=frozenset({1, 2, 3}))
CHINA = Schedule("Asia/Shanghai", "CN", 9 * 60, 17 * 60, frozenset({1, 2, 3, 4, 5}))
TWO_BLOCKS = Period(MONDAY, date(2025, 3, 24))
PEOPLE = ["ann", "cat"]


def met(folder: Path, *events: str, schedule: Schedule = OFFICE, period: Period = TWO_BLOCKS) -> Values:
    return values_of(folder, calendar(*events), who=company(schedule=schedule), period=period)


def hours(day: str, start: str, end: str, *, zone: str = "Europe/Berlin") -> str:
    return event(f"{day}T{start}00", f"{day}T{end}00", uid=day + start, people=PEOPLE, zone=zone)


def test_part_time_weeks_are_measured_against_their_own_working_time(tmp_path: Path) -> None:
    # Tuesday and Thursday of the first week: twelve working days of eight hours, and Thursday is none of them.
    values = met(
        tmp_path, hours("20250128", "1000", "1200"), hours("20250130", "1000", "1300"), schedule=PART_TIME
    )
    assert values["meeting_share"] == 2 / 96
    assert values["meeting_hours"] == 5 / 4
    assert values["after_hours_hours"] == 0
    assert values["weekend_hours"] == 3 / 4
    assert values["quiet_days"] == 27 / 28
    # The other days are free from morning to evening; on Tuesday five hours are left in the afternoon.
    assert values["focus_hours"] == (11 * 8 + 5) / 4
    assert values["fragmentation"] == pytest.approx(1 - 93 / 94)


def test_part_time_and_full_time_differ_in_nothing_but_working_time(tmp_path: Path) -> None:
    events = [hours("20250128", "1000", "1200"), hours("20250130", "1800", "1900")]
    full, part = (met(tmp_path, *events, schedule=schedule) for schedule in (OFFICE, PART_TIME))
    same = (
        "meeting_hours",
        "back_to_back_chains",
        "external_ties",
        "ei_index",
        "quiet_days",
        "cross_unit_share",
    )
    assert [full[name] for name in same] == [part[name] for name in same]
    assert (full["after_hours_hours"], full["weekend_hours"]) == (1 / 4, 0)
    assert (part["after_hours_hours"], part["weekend_hours"]) == (0, 1 / 4)


def test_leave_is_no_meeting_and_a_block_away_gives_no_value(tmp_path: Path) -> None:
    leave = event("20250224", None, "DTEND;VALUE=DATE:20250324", uid="leave", people=PEOPLE, zone="").replace(
        "DTSTART:", "DTSTART;VALUE=DATE:"
    )
    present, away = met(tmp_path, hours("20250128", "1000", "1200"), leave).blocks
    assert present["meeting_hours"] == 2 / 4
    assert all(isnan(value) for value in away.values())


def test_declined_meetings_of_a_leave_count_for_nothing(tmp_path: Path) -> None:
    declined = [
        hours(day, "1000", "1200").replace("ATTENDEE:mailto:ann", "ATTENDEE;PARTSTAT=DECLINED:mailto:ann")
        for day in ("20250210", "20250211")
    ]
    assert met(tmp_path, hours("20250128", "1000", "1200"), *declined).numbers == pytest.approx(
        met(tmp_path, hours("20250128", "1000", "1200")).numbers, nan_ok=True
    )


def test_a_week_of_leave_leaves_working_time_as_it_is(tmp_path: Path) -> None:
    # What keeps people away is not known, so 20 days of eight hours stay the working time of the block.
    values = met(tmp_path, hours("20250128", "0900", "1300"))
    assert values["meeting_share"] == 4 / 160


def test_a_make_up_saturday_is_a_working_day_and_the_holiday_before_is_none(tmp_path: Path) -> None:
    # 2025: spring festival from 28 January to 4 February, made up for on Saturday 8 February.
    zone = "Asia/Shanghai"
    values = met(
        tmp_path,
        hours("20250208", "1000", "1200", zone=zone),
        hours("20250208", "1800", "1900", zone=zone),
        hours("20250130", "1000", "1100", zone=zone),
        hours("20250215", "1000", "1130", zone=zone),
        schedule=CHINA,
    )
    # Twenty weekdays, six of them in the holiday, and one Saturday.
    assert values["meeting_share"] == pytest.approx(2 / (15 * 8))
    assert values["after_hours_hours"] == 1 / 4
    assert values["holiday_hours"] == 1 / 4
    assert values["weekend_hours"] == 1.5 / 4
    assert values["focus_hours"] == (14 * 8 + 5) / 4
    assert values["quiet_days"] == 25 / 28


def test_make_up_days_work_for_part_time_people_in_the_reduction(tmp_path: Path) -> None:
    part_time = replace(CHINA, work_days=frozenset({3, 4}))
    values = met(tmp_path, hours("20250208", "1000", "1200", zone="Asia/Shanghai"), schedule=part_time)
    # Wednesdays and Thursdays: eight, two of them in the holiday, and the Saturday that is made up for.
    assert values["meeting_share"] == pytest.approx(2 / (7 * 8))
    assert values["weekend_hours"] == 0
