"""Intervals and marks: right in known cases, and pages without any change hardly ever show one."""

import numpy as np
import pytest

from engagement.results.chance import (
    Reading,
    coarse_range,
    interval,
    marked,
    p_of_change,
    p_of_gap,
    wilson,
)
from privacy.gate.bands import band_start


def test_wilson_of_ten_and_of_nobody_in_favour() -> None:
    # Brown, Cai & DasGupta (2001), formula 4.
    assert wilson(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    low, high = wilson(0, 20)
    assert (low, round(high, 4)) == (0.0, 0.1611)


def test_interval_of_a_band_reaches_from_end_to_end() -> None:
    low, high = interval(Reading(50, 60, 10))
    assert (low, high) == (100 * wilson(0.5, 10)[0], 100 * wilson(0.6, 10)[1])


@pytest.mark.parametrize(
    ("percent", "n", "expected"), [(50, 10, (25, 75)), (20, 10, (0, 45)), (100, 20, (87.5, 100))]
)
def test_coarse_percentages_stand_for_a_range(percent: float, n: int, expected: tuple[float, float]) -> None:
    low, high = coarse_range(percent, n)
    assert low <= expected[0] or low == expected[0]
    assert high >= expected[1] or high == expected[1]
    assert low <= percent <= high


@pytest.mark.parametrize("n", range(5, 40))
def test_no_count_leaves_the_range_of_its_coarse_figure(n: int) -> None:
    for liked in range(n + 1):
        rounded = min(5 * round(liked / 5), 5 * (n // 5))
        low, high = coarse_range(round(100 * rounded / n), band_start(n))
        assert low - 0.5 <= 100 * liked / n <= high + 0.5


def test_equal_shares_are_no_change_and_ranges_that_overlap_cannot_be_tested() -> None:
    assert p_of_change(Reading(40, 40, 50), Reading(40, 40, 50)) == 1.0
    assert p_of_change(Reading(40, 60, 50, exact=False), Reading(55, 55, 50)) is None
    assert p_of_gap(Reading(40, 40, 50), Reading(35, 90, 50, exact=False)) is None


def test_of_a_range_the_nearest_end_is_tested() -> None:
    vague = p_of_change(Reading(20, 40, 50, exact=False), Reading(90, 90, 50))
    assert vague == p_of_change(Reading(40, 40, 50), Reading(90, 90, 50))


def test_a_large_fall_in_a_large_group_is_marked_and_a_small_one_beside_many_is_not() -> None:
    large = p_of_change(Reading(40, 40, 200), Reading(70, 70, 200))
    small = p_of_change(Reading(60, 60, 10), Reading(70, 70, 10))
    assert marked([large, small, None, *[0.9] * 20]) == [True, *[False] * 22]
    assert marked([]) == []


def null_page(rng: np.random.Generator) -> list[float | None]:
    """A page of twelve units and thirteen constructs of three items each, of which nothing changed between two waves."""
    found: list[float | None] = []
    for n in (400, *rng.integers(5, 60, 11).tolist()):
        level = rng.uniform(0.3, 0.8, 13)
        for share in level:
            readings = []
            for _wave in range(2):
                # Items of a construct go together: half of everybody's answers follow one common answer.
                common = rng.random(n) < share
                items = [np.where(rng.random(n) < 0.5, common, rng.random(n) < share) for _ in range(3)]
                percent = float(np.mean([round(100 * item.mean()) for item in items]))
                readings.append(Reading(percent, percent, band_start(n)))
            found.append(p_of_change(*readings))
    return found


def test_at_most_one_null_page_in_twenty_shows_any_change() -> None:
    """A small version of `tests.bench.bench_null_pages`, which draws a thousand."""
    rng = np.random.default_rng(7)
    assert sum(any(marked(null_page(rng))) for _ in range(100)) <= 5
