"""Recurrence with exceptions: RDATE, EXDATE, RECURRENCE-ID, THISANDFUTURE, cancelled and declined parts."""

from datetime import date
from pathlib import Path

import pytest

from signals.calendars.periods import Period
from tests.factories.signals import attendee, calendar, event, values_of

DAILY = "RRULE:FREQ=DAILY;COUNT=5"
START, END = "20250127T100000", "20250127T110000"
TWO_BLOCKS = Period(date(2025, 1, 27), date(2025, 3, 24))


def hours(folder: Path, *events: str, files: dict[str, str] | None = None) -> float:
    value = values_of(folder, files or calendar(*events))["meeting_hours"]
    return 0.0 if value != value else value * 4


def exception(
    original: str, start: str, end: str, *lines: str, parameters: str = "", uid: str = "one"
) -> str:
    return event(start, end, f"RECURRENCE-ID{parameters};TZID=Europe/Berlin:{original}", *lines, uid=uid)


def test_a_series_counts_each_occurrence(tmp_path: Path) -> None:
    assert hours(tmp_path, event(START, END, DAILY)) == 5


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("EXDATE;TZID=Europe/Berlin:20250128T100000", 4),
        ("EXDATE:20250128T090000Z,20250129T090000Z", 3),
        ("EXDATE;VALUE=DATE:20250128", 4),
        ("EXDATE;TZID=Europe/Berlin:20250128T110000", 5),
        ("RDATE;TZID=Europe/Berlin:20250210T100000", 6),
        ("RDATE;TZID=Europe/Berlin:20250128T100000", 5),
        ("RDATE;VALUE=PERIOD:20250210T090000Z/20250210T120000Z,20250211T090000Z/PT30M", 8.5),
        ("RDATE;VALUE=DATE:20250210", 6),
    ],
)
def test_dates_are_added_and_taken_out(tmp_path: Path, line: str, expected: float) -> None:
    assert hours(tmp_path, event(START, END, DAILY, line)) == expected


def test_dates_alone_make_a_series(tmp_path: Path) -> None:
    assert hours(tmp_path, event(START, END, "RDATE;TZID=Europe/Berlin:20250210T100000,20250211T100000")) == 3


def test_an_exception_replaces_its_occurrence(tmp_path: Path) -> None:
    moved = exception("20250128T100000", "20250130T140000", "20250130T143000")
    assert hours(tmp_path, event(START, END, DAILY), moved) == 4.5


def test_an_exception_may_name_its_occurrence_in_utc(tmp_path: Path) -> None:
    moved = event("20250128T140000", "20250128T143000", "RECURRENCE-ID:20250128T090000Z")
    assert hours(tmp_path, event(START, END, DAILY), moved) == 4.5


def test_series_and_exceptions_may_lie_in_different_files_in_any_order(tmp_path: Path) -> None:
    moved = exception("20250128T100000", "20250130T140000", "20250130T143000")
    files = {
        "ann@x.example/1.ics": calendar(moved),
        "ann@x.example/2.ics": calendar(event(START, END, DAILY)),
    }
    assert hours(tmp_path, files=files) == 4.5


def test_an_exception_counts_once_by_its_own_sequence(tmp_path: Path) -> None:
    old = exception("20250128T100000", "20250128T140000", "20250128T160000", "SEQUENCE:1")
    new = exception("20250128T100000", "20250128T140000", "20250128T143000", "SEQUENCE:2")
    assert hours(tmp_path, event(START, END, DAILY, "SEQUENCE:9"), new, old) == 4.5


def test_an_exception_without_its_series_counts(tmp_path: Path) -> None:
    assert hours(tmp_path, exception("20250128T100000", "20250130T140000", "20250130T143000")) == 0.5


def test_an_exception_moves_into_and_out_of_the_range(tmp_path: Path) -> None:
    series = event("20240601T100000", "20240601T110000", "RRULE:FREQ=YEARLY")
    assert hours(tmp_path, series) == 0
    assert hours(tmp_path, series, exception("20240601T100000", "20250130T140000", "20250130T150000")) == 1
    away = exception("20250128T100000", "20260130T140000", "20260130T150000")
    assert hours(tmp_path, event(START, END, DAILY), away) == 4


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", attendee("ann", PARTSTAT="DECLINED")]
)
def test_a_dropped_exception_takes_its_occurrence_with_it(tmp_path: Path, line: str) -> None:
    gone = exception("20250128T100000", "20250128T100000", "20250128T110000", line)
    assert hours(tmp_path, event(START, END, DAILY), gone) == 4


def test_a_cancelled_series_takes_everything_with_it(tmp_path: Path) -> None:
    moved = exception("20250128T100000", "20250130T140000", "20250130T143000")
    assert hours(tmp_path, event(START, END, DAILY, "STATUS:CANCELLED"), moved) == 0


def test_a_series_that_was_declined_may_have_an_occurrence_that_was_accepted(tmp_path: Path) -> None:
    series = event(START, END, DAILY, attendee("ann", PARTSTAT="DECLINED"), people=["cat"])
    assert hours(tmp_path, series, exception("20250128T100000", "20250128T100000", "20250128T110000")) == 1


def test_this_and_future_moves_all_that_follow_on_the_wall(tmp_path: Path) -> None:
    later = exception(
        "20250129T100000", "20250129T083000", "20250129T090000", parameters=";RANGE=THISANDFUTURE"
    )
    values = values_of(tmp_path, calendar(event(START, END, DAILY), later))
    assert values["meeting_hours"] * 4 == 2 + 3 * 0.5
    assert values["after_hours_hours"] * 4 == 3 * 0.5


def test_a_single_exception_stands_against_this_and_future(tmp_path: Path) -> None:
    later = exception(
        "20250129T100000", "20250129T120000", "20250129T123000", parameters=";RANGE=THISANDFUTURE"
    )
    single = exception("20250130T100000", "20250130T100000", "20250130T120000")
    assert hours(tmp_path, event(START, END, DAILY), later, single) == 2 + 0.5 + 2 + 0.5


def test_the_later_of_two_this_and_future_holds(tmp_path: Path) -> None:
    first = exception(
        "20250128T100000", "20250128T100000", "20250128T103000", parameters=";RANGE=THISANDFUTURE"
    )
    second = exception(
        "20250130T100000", "20250130T100000", "20250130T120000", parameters=";RANGE=THISANDFUTURE"
    )
    assert hours(tmp_path, event(START, END, DAILY), second, first) == 1 + 0.5 + 0.5 + 2 + 2


def test_this_and_future_cancelled_ends_the_series(tmp_path: Path) -> None:
    later = exception(
        "20250129T100000",
        "20250129T100000",
        "20250129T110000",
        "STATUS:CANCELLED",
        parameters=";RANGE=THISANDFUTURE",
    )
    assert hours(tmp_path, event(START, END, DAILY), later) == 2


def test_this_and_future_may_begin_before_the_range_and_move_into_it(tmp_path: Path) -> None:
    series = event("20250106T100000", "20250106T110000", "RRULE:FREQ=WEEKLY;COUNT=4")  # 6, 13, 20, 27 January
    later = exception(
        "20250113T100000", "20250122T100000", "20250122T110000", parameters=";RANGE=THISANDFUTURE"
    )
    assert hours(tmp_path, series, later) == 2  # 20 and 27 January become 29 January and 5 February


def test_wall_time_survives_daylight_saving(tmp_path: Path) -> None:
    period = Period(date(2025, 3, 24), date(2025, 4, 21))
    series = event("20250324T090000", "20250324T100000", "RRULE:FREQ=DAILY;COUNT=14")
    values = values_of(tmp_path, calendar(series), period=period)
    assert values["meeting_hours"] * 4 == 14
    assert values["after_hours_hours"] == 0
    in_utc = event("20250324T080000Z", "20250324T090000Z", "RRULE:FREQ=DAILY;COUNT=14")
    values = values_of(tmp_path, calendar(in_utc), period=period)
    assert values["meeting_share"] == pytest.approx(10 / 152)  # 19 working days: 18 April is Good Friday
    assert values["after_hours_hours"] == 0


def test_until_is_compared_in_utc(tmp_path: Path) -> None:
    assert hours(tmp_path, event(START, END, "RRULE:FREQ=DAILY;UNTIL=20250129T090000Z")) == 3
    assert hours(tmp_path, event(START, END, "RRULE:FREQ=DAILY;UNTIL=20250129T085959Z")) == 2
    assert hours(tmp_path, event(START, END, "RRULE:FREQ=DAILY;UNTIL=20250129T100000")) == 3
    assert hours(tmp_path, event(START, END, "RRULE:FREQ=DAILY;UNTIL=20250129")) == 2


def test_a_series_that_ended_before_it_began_does_not_take_place(tmp_path: Path) -> None:
    assert hours(tmp_path, event(START, END, "RRULE:FREQ=DAILY;UNTIL=20250101T000000Z")) == 0


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:FREQ=HOURLY",
        "RRULE:FREQ=MINUTELY;COUNT=3",
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
        "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYSECOND=" + ",".join(map(str, range(60)))
        + ";BYMINUTE=" + ",".join(map(str, range(60))),
    ],
)  # fmt: skip
def test_a_recurrence_that_is_too_much_is_refused_and_counted(tmp_path: Path, line: str) -> None:
    values = values_of(tmp_path, calendar(event(START, "20250127T100500", line), event(uid="two")))
    assert values.tally.skipped == {"refused_recurrence": 1}
    assert values["meeting_hours"] * 4 == 1


def test_five_thousand_occurrences_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=%d;BYMINUTE=" + ",".join(map(str, range(60))) + ";BYHOUR=9,10,11,12,13,14"
    start, end = "20250127T090000", "20250127T090030"
    assert values_of(tmp_path, calendar(event(start, end, rule % 5000))).tally.occurrences == 5000
    assert values_of(tmp_path, calendar(event(start, end, rule % 5001))).tally.skipped == {
        "refused_recurrence": 1
    }


@pytest.mark.parametrize("start", ["19691231T100000", "21010101T100000", "16010101T000000"])
def test_a_start_outside_the_years_is_refused_and_counted(tmp_path: Path, start: str) -> None:
    series = event(start, None, "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    assert values_of(tmp_path, calendar(series)).tally.skipped == {"refused_recurrence": 1}


def test_a_series_from_1970_that_never_ends_is_read(tmp_path: Path) -> None:
    assert hours(tmp_path, event("19700105T100000", "19700105T110000", "RRULE:FREQ=WEEKLY")) == 4


def test_results_do_not_depend_on_the_period_asked_for(tmp_path: Path) -> None:
    series = event("20250110T230000", "20250111T020000", "RRULE:FREQ=DAILY")
    alone = values_of(tmp_path, calendar(series)).blocks[0]
    longer = values_of(tmp_path, calendar(series), period=Period(date(2025, 1, 1), date(2025, 3, 24)))
    assert longer.blocks[0] == pytest.approx(alone, nan_ok=True)
