from datetime import date

import pytest

from engagement.actions.working_days import next_working_day, read_work_days


def test_a_weekend_moves_to_monday() -> None:
    assert next_working_day(date(2026, 3, 28)) == date(2026, 3, 30)
    assert next_working_day(date(2026, 3, 27)) == date(2026, 3, 27)


def test_a_public_holiday_moves_to_the_next_working_day() -> None:
    # Good Friday and Easter Monday 2026.
    assert next_working_day(date(2026, 4, 3), region="DE") == date(2026, 4, 7)
    assert next_working_day(date(2026, 4, 3)) == date(2026, 4, 3)


def test_a_subdivision_has_holidays_of_its_own() -> None:
    # Women's Day is a holiday in Berlin alone; in 2027 the 8th of March is a Monday.
    assert next_working_day(date(2027, 3, 8), region="DE-BE") == date(2027, 3, 9)
    assert next_working_day(date(2027, 3, 8), region="DE-BY") == date(2027, 3, 8)


def test_mainland_china_works_on_make_up_days_and_rests_in_its_holidays() -> None:
    # 2025: the Spring Festival lasts to 4 February, and Saturday 8 February is worked instead.
    assert next_working_day(date(2025, 1, 29), region="CN") == date(2025, 2, 5)
    assert next_working_day(date(2025, 2, 8), region="CN") == date(2025, 2, 8)


def test_mainland_china_beyond_the_published_calendar_falls_back_to_holidays() -> None:
    # New Year's Day 2040 is a Sunday; the rule of the library decides, and it must not fail.
    assert next_working_day(date(2040, 1, 7), region="CN") >= date(2040, 1, 9)


def test_another_working_week_is_kept() -> None:
    sunday_to_thursday = read_work_days("7,1-4")
    assert next_working_day(date(2026, 3, 27), work_days=sunday_to_thursday) == date(2026, 3, 29)


@pytest.mark.parametrize("region", ["", "XX", "ZZ-9"])
def test_an_unknown_region_has_weekends_only(region: str) -> None:
    assert next_working_day(date(2026, 3, 28), region=region) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1-5", {1, 2, 3, 4, 5}),
        ("7,1-4", {7, 1, 2, 3, 4}),
        (" 2 ", {2}),
        ("", set()),
        ("x,9,1-x", set()),
        ("5-1", set()),
    ],
)
def test_work_days_are_read(text: str, days: set[int]) -> None:
    assert read_work_days(text) == days


def test_no_working_day_at_all_is_read_as_monday_to_friday() -> None:
    assert next_working_day(date(2026, 3, 28), work_days=frozenset()) == date(2026, 3, 30)
