import numpy as np
import pandas as pd
import pytest

from engagement.insights.forecast.grid import Grid, Normal, normal_before
from engagement.insights.forecast.levels import adjusted_usual, levels


def normal(record: list[float], exposure: list[float]) -> Normal:
    nothing = np.zeros(len(record))
    counts, people = np.array(record), np.array(exposure)
    company = float(counts.sum() / people.sum()) if people.sum() else 0.0
    return Normal(nothing, nothing, nothing, counts, people, company, nothing)


def test_a_small_unit_leans_on_the_company_more_than_a_large_one() -> None:
    rates = levels(normal([2.0, 200.0, 10.0, 10.0], [20.0, 2000.0, 1000.0, 1000.0]))
    assert rates[0] < rates[1] < 0.1
    assert levels(normal([0.0, 0.0], [0.0, 10.0])).tolist() == [0, 0]


def grid(blocks: int = 8) -> Grid:
    """Two units of 100 that lose 2 a block, the first 6 in its last two blocks."""
    days = pd.date_range("2025-01-06", periods=blocks, freq="28D")
    left = {"a": [2] * (blocks - 2) + [6, 6], "b": [2] * blocks}
    rows = [(unit, day, 100, count) for unit in "ab" for day, count in zip(days, left[unit], strict=True)]
    return Grid.of(pd.DataFrame(rows, columns=["unit", "block", "headcount", "leavers"]))


def test_with_nothing_to_account_for_the_adjusted_levels_are_the_plain_ones() -> None:
    company = grid()
    seen = normal_before(company, 8)
    plain = 3 * levels(seen) * seen.last
    assert adjusted_usual(company, [seen], [8], np.ones((2, 8)))[0] == pytest.approx(plain)


def test_what_the_features_account_for_does_not_raise_a_level() -> None:
    company = grid()
    seen = normal_before(company, 8)
    factor = np.ones((2, 8))
    factor[0, 6:] = 3.0
    first, second = adjusted_usual(company, [seen], [8], factor)[0]
    assert first == pytest.approx(second)
    assert first == pytest.approx(3 * 2.0, rel=0.01)
