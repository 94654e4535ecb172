from datetime import date

import pytest

from signals.calendars.holidays import holidays_of, is_region
from signals.calendars.periods import Period
from signals.calendars.workdays import HOLIDAY, WEEKEND, WORKING, Schedule, days_of, kind_of
from tests.factories.signals import OFFICE, PERIOD


def schedule(region: str) -> Schedule:
    return Schedule("UTC", region, 540, 1020, frozenset({1, 2, 3, 4, 5}))


@pytest.mark.parametrize(
    ("region", "day", "kind"),
    [
        ("DE", date(2025, 3, 7), WORKING),
        ("DE", date(2025, 3, 8), WEEKEND),
        ("DE-BE", date(2026, 3, 8), HOLIDAY),
        ("DE-MV", date(2024, 3, 8), HOLIDAY),
        ("DE-BY", date(2024, 3, 8), WORKING),
        ("DE-XX", date(2024, 3, 8), WORKING),
        ("DE-XX", date(2024, 5, 1), HOLIDAY),
        ("US-CA", date(2025, 7, 4), HOLIDAY),
        ("CN", date(2025, 1, 28), HOLIDAY),  # New Year's Eve, a named day off
        ("CN", date(2025, 2, 1), HOLIDAY),  # a Saturday inside the holiday
        ("CN", date(2025, 1, 26), WORKING),  # a make-up Sunday
        ("CN-BJ", date(2025, 2, 8), WORKING),  # a make-up Saturday
        ("CN", date(2025, 2, 15), WEEKEND),
        ("CN", date(2025, 2, 5), WORKING),
        ("HK", date(2025, 2, 8), WEEKEND),
        ("CN-HK", date(2025, 2, 8), WEEKEND),
        ("CN-HK", date(2025, 7, 1), HOLIDAY),
    ],
)
def test_kinds_of_days(region: str, day: date, kind: int) -> None:
    assert kind_of(day, schedule(region)) == kind


def test_a_make_up_day_works_for_part_time_people_too() -> None:
    part_time = Schedule("Asia/Shanghai", "CN", 540, 1020, frozenset({1, 2}))
    assert kind_of(date(2025, 1, 26), part_time) == WORKING


def test_a_year_that_chinese_calendar_does_not_know_falls_back_and_says_so() -> None:
    year = holidays_of("CN", 2031)
    assert date(2031, 10, 1) in year.off
    assert not year.make_up
    assert "2031" in year.note
    period = Period(date(2031, 1, 6), date(2031, 12, 1))
    assert days_of(Schedule("Asia/Shanghai", "CN", 540, 1020, frozenset({1})), period).notes == (year.note,)
    assert not holidays_of("CN", 2025).note


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("DE", True),
        ("de-be", True),
        ("XX", False),
        ("", False),
        ("Germany", False),
        ("DE-", False),
        ("DE-BERLIN", False),
    ],
)
def test_regions(text: str, known: bool) -> None:
    assert is_region(text) is known


def test_days_of_a_block() -> None:
    days = days_of(OFFICE, PERIOD)
    assert len(days.kinds) == 28
    assert len(days.midnights) == 29
    assert (days.work_ends - days.work_starts).sum() == 20 * 8 * 3600


def test_a_night_shift_is_cut_at_the_edges_of_the_blocks() -> None:
    nights = Schedule("Europe/Berlin", "DE-BE", 22 * 60, 6 * 60, frozenset({7}))
    days = days_of(nights, PERIOD)
    lengths = (days.work_ends - days.work_starts) / 3600
    assert lengths.tolist() == [6, 8, 8, 8, 2]


def test_a_day_with_daylight_saving_is_shorter_or_longer() -> None:
    period = Period(date(2025, 3, 24), date(2025, 11, 3))
    lengths = {
        int(length) // 3600
        for length in days_of(OFFICE, period).midnights[1:] - days_of(OFFICE, period).midnights[:-1]
    }
    assert lengths == {23, 24, 25}
