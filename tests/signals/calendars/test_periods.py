from datetime import date

import pytest

from signals.calendars.periods import Period
from signals.exceptions import PeriodError


@pytest.mark.parametrize(
    ("first", "end", "starts"),
    [
        (date(2024, 1, 1), date(2024, 1, 29), [date(2024, 1, 1)]),
        (date(2024, 1, 1), date(2024, 1, 28), []),
        (date(2024, 1, 2), date(2024, 2, 26), [date(2024, 1, 29)]),
        (date(2023, 12, 4), date(2024, 1, 29), [date(2023, 12, 4), date(2024, 1, 1)]),
        (date(2023, 12, 5), date(2024, 1, 29), [date(2024, 1, 1)]),
        (date(2025, 1, 1), date(2025, 4, 1), [date(2025, 1, 27), date(2025, 2, 24)]),
    ],
)
def test_only_whole_blocks_from_the_fixed_monday_on(first: date, end: date, starts: list[date]) -> None:
    period = Period(first, end)
    assert [period.block_start(place) for place in range(period.count)] == starts
    assert len(period.days) == 28 * len(starts)


def test_the_place_of_a_day() -> None:
    period = Period(date(2025, 1, 1), date(2025, 4, 1))
    assert period.place_of(date(2025, 1, 26)) is None
    assert period.place_of(date(2025, 1, 27)) == 0
    assert period.place_of(date(2025, 3, 23)) == 1
    assert period.place_of(date(2025, 3, 24)) is None


def test_the_end_is_after_the_start() -> None:
    with pytest.raises(PeriodError, match="--to"):
        Period(date(2025, 1, 1), date(2025, 1, 1))
