from datetime import date, timedelta

import pandas as pd

from engagement.insights.record import HORIZON, Past, Record, record_of

OPENED = date(2025, 1, 6)
ON = OPENED + HORIZON


def blocks(unit: str, counts: list[int], *, first: int) -> pd.DataFrame:
    """Leavers of blocks, numbered from the day of the alert."""
    starts = [pd.Timestamp(OPENED + timedelta(days=28 * (first + place))) for place in range(len(counts))]
    return pd.DataFrame({"unit": unit, "starts": starts, "leavers": counts})


def test_a_rise_after_the_alert_counts_with_its_lead() -> None:
    rows = blocks("A", [1, 0, 1, 0, 0, 0, 5, 0], first=-4)
    assert record_of([Past("A", OPENED)], rows, on=ON) == Record(1, 1, 8)


def test_a_quiet_half_year_is_judged_and_preceded_nothing() -> None:
    rows = blocks("A", [1, 0, 1, 0, 0, 1, 0, 1], first=-4)
    assert record_of([Past("A", OPENED)], rows, on=ON) == Record(1, 0, None)


def test_a_fresh_alert_and_one_without_released_leavers_are_not_judged() -> None:
    rows = blocks("A", [1, 0, 1, 0, 0, 0, 5, 0], first=-4)
    assert record_of([Past("A", OPENED)], rows, on=ON - timedelta(days=1)) == Record(0, 0, None)
    assert record_of([Past("B", OPENED)], rows, on=ON) == Record(0, 0, None)
    assert record_of([Past("A", OPENED)], rows.iloc[:0], on=ON) == Record(0, 0, None)


def test_too_short_a_record_before_is_not_judged() -> None:
    assert record_of([Past("A", OPENED)], blocks("A", [0, 0, 9], first=-2), on=ON).judged == 0


def test_later_blocks_are_not_read() -> None:
    rows = blocks("A", [1, 0, 1, 0, 0, 0, 5, 0], first=-4)
    later = blocks("A", [50] * 6, first=7)
    both = pd.concat([rows, later])
    assert record_of([Past("A", OPENED)], both, on=ON) == record_of([Past("A", OPENED)], rows, on=ON)


def test_the_median_is_taken_over_those_that_preceded_a_rise() -> None:
    rows = pd.concat(
        [
            blocks("A", [0, 0, 0, 0, 4], first=-4),
            blocks("B", [0, 0, 0, 0, 0, 0, 4], first=-4),
            blocks("C", [0, 0, 0, 0, 0], first=-4),
        ]
    )
    assert record_of([Past(unit, OPENED) for unit in "ABC"], rows, on=ON) == Record(3, 2, 4)
