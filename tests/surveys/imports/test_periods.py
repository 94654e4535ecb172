from datetime import date
from itertools import pairwise

import pytest

from surveys.imports.periods import By, Calendar, period_of, whole


@pytest.mark.parametrize(
    ("by", "first", "last", "name"),
    [
        (By.YEAR, date(2013, 1, 1), date(2013, 12, 31), "2013"),
        (By.HALF, date(2013, 7, 1), date(2013, 12, 31), "2013 H2"),
        (By.QUARTER, date(2013, 10, 1), date(2013, 12, 31), "2013 Q4"),
        (By.MONTH, date(2013, 12, 1), date(2013, 12, 31), "2013-12"),
    ],
)
def test_period_of_a_day_in_december(by: By, first: date, last: date, name: str) -> None:
    found = period_of(date(2013, 12, 5), by)

    assert (found.first_day, found.last_day, found.name) == (first, last, name)


@pytest.mark.parametrize("by", list(By))
def test_periods_follow_each_other_without_a_gap(by: By) -> None:
    days = [date(2024, month, 1) for month in range(1, 13)]
    periods = sorted({period_of(day, by) for day in days})

    assert periods[0].first_day == date(2024, 1, 1)
    assert periods[-1].last_day == date(2024, 12, 31)
    assert all((b.first_day - a.last_day).days == 1 for a, b in pairwise(periods))


def test_calendar_tries_formats_in_order() -> None:
    calendar = Calendar(("%m/%Y", "%Y"), By.QUARTER)

    found = calendar.period("05/2013")

    assert found is not None
    assert found.name == "2013 Q2"


def test_calendar_knows_when_no_format_fits() -> None:
    assert Calendar(("%Y",), By.YEAR).period("Not Stated") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [("4.0", "4"), ("2013.00", "2013"), ("4.5", "4.5"), ("-", "-"), ("A.0", "A.0"), ("-1.0", "-1")],
)
def test_whole_undoes_what_a_spreadsheet_did(written: str, read: str) -> None:
    assert whole(written) == read
