from datetime import date

import numpy as np
import pytest

from privacy.policy import DEFAULT
from signals.metrics import METRICS, Metric
from signals.reduce.cells import Cell, Door, band_of, load_changes, release_block, rounded
from signals.reduce.person import NAMES
from signals.reduce.units import Layout

START = date(2025, 1, 27)


def block(
    units: list[str], tree: dict[str, str | None], values: list[float], metric: str = "meeting_hours"
) -> dict[str, Cell]:
    """Release one metric of people who sit in `units`; return unit -> cell."""
    array = np.full((len(NAMES), len(units)), np.nan)
    array[NAMES.index(metric)] = values
    door = Door(Layout(tree, units), tree, DEFAULT, "hash")
    return {cell.unit: cell for cell in release_block(array, START, door)}


FLAT: dict[str, str | None] = {"all": None, "a": "all", "b": "all", "c": "all"}


def test_fewer_than_ten_release_nothing() -> None:
    assert not block(["a"] * 9, FLAT, [5.0] * 9)
    assert set(block(["a"] * 10, FLAT, [5.0] * 10)) == {"all", "a"}


def test_a_rest_of_one_to_nine_stays_with_the_parent() -> None:
    assert set(block(["a"] * 12 + ["b"] * 9, FLAT, [5.0] * 21)) == {"all"}
    assert set(block(["a"] * 12 + ["b"] * 10, FLAT, [5.0] * 22)) == {"all", "a", "b"}


def test_largest_first_then_name_and_nothing_is_merged_sideways() -> None:
    assert set(block(["a"] * 11 + ["b"] * 12 + ["c"] * 9, FLAT, [5.0] * 32)) == {"all", "b"}
    assert set(block(["a"] * 12 + ["b"] * 12 + ["c"] * 5, FLAT, [5.0] * 29)) == {"all", "a"}


def test_the_nearest_released_ancestor_keeps_the_rest() -> None:
    tree: dict[str, str | None] = {"all": None, "x": "all", "a": "x", "b": "x"}
    assert set(block(["a"] * 10 + ["b"] * 15, tree, [5.0] * 25)) == {"all", "x", "a", "b"}
    assert set(block(["a"] * 10 + ["b"] * 15 + ["all"] * 5, tree, [5.0] * 30)) == {"all", "b"}


def test_people_without_a_value_do_not_count() -> None:
    assert not block(["a"] * 12, FLAT, [5.0] * 9 + [np.nan] * 3)


def test_no_candidate_no_cell_but_the_units_below_may_have_one() -> None:
    # In a alone one person has nearly everything; over all people the rule holds.
    values = [0.0] * 8 + [9.0, 9.0, 9.0] + [4.0] * 10
    assert set(block(["a"] * 11 + ["b"] * 10, FLAT, values)) == {"all", "b"}


def test_bands_under_thirty_and_values_from_thirty_on() -> None:
    small = block(["a"] * 29, {"a": None}, [5.0] * 29)["a"]
    assert (small.band, small.value, small.n_band) == ((4, 6), None, "20-29")
    large = block(["a"] * 30, {"a": None}, [5.04] * 30)["a"]
    assert (large.band, large.value, large.n_band) == (None, 5.0, "30-49")
    assert "value" not in small.as_json()
    assert large.as_json() == {
        "unit": "a",
        "block_start": "2025-01-27",
        "block_days": 28,
        "metric": "meeting_hours",
        "value": 5.0,
        "n_band": "30-49",
        "certificate": {"rule": "tree", "minimum_support": 10, "digest": "hash", "policy": "1"},
    }


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (10, "10-14"),
        (14, "10-14"),
        (15, "15-19"),
        (20, "20-29"),
        (30, "30-49"),
        (50, "50-99"),
        (100, "100-199"),
        (200, "200+"),
    ],
)
def test_bands_of_n(n: int, expected: str) -> None:
    assert block(["a"] * n, {"a": None}, [5.0] * n)["a"].n_band == expected


@pytest.mark.parametrize(
    ("metric", "value", "band"),
    [
        ("quiet_days", 1.0, (0.95, 1)),
        ("quiet_days", 0.95, (0.95, 1)),
        ("quiet_days", 0.15, (0.15, 0.2)),
        ("quiet_days", 0.0, (0, 0.05)),
        ("meeting_hours", 0.0, (0, 2)),
        ("meeting_hours", 2.0, (2, 4)),
        ("meeting_hours", 1.9999, (0, 2)),
        ("meeting_hours", 50.0, (48, 50)),
        ("ei_index", -1.0, (-1, -0.8)),
        ("ei_index", -0.6, (-0.6, -0.4)),
        ("ei_index", 0.0, (0, 0.2)),
        ("ei_index", 1.0, (0.8, 1)),
        ("one_to_one_hours", 0.75, (0.75, 1)),
        ("fragmentation", 0.7, (0.7, 0.8)),
    ],
)
def test_edges_of_bands(metric: str, value: float, band: tuple[float, float]) -> None:
    assert band_of(value, METRICS[metric]) == band


@pytest.mark.parametrize("metric", [each for each in METRICS.values() if each.clip])
def test_every_band_holds_its_value_and_edges_are_multiples(metric: Metric) -> None:
    assert metric.clip is not None
    assert metric.band is not None
    low, high = metric.clip
    for value in np.linspace(low, high, 401):
        below, above = band_of(float(value), metric)
        assert low <= below <= value + 1e-8
        assert value < above + 1e-8
        assert above <= high
        assert (below / metric.band) == pytest.approx(round(below / metric.band))
        assert above - below == pytest.approx(metric.band)


def test_rounding_to_a_step() -> None:
    assert rounded(1.26, 0.1) == 1.3
    assert rounded(0.126, 0.01) == 0.13
    assert str(rounded(-0.04, 0.1)) == "0.0"


def cell(band: tuple[float, float] | None = None, value: float | None = None, unit: str = "a") -> Cell:
    return Cell(unit, START, "meeting_hours", value, band, "10-14", {"rule": "tree"})


def test_load_change_of_two_values_two_bands_and_one_of_each() -> None:
    assert load_changes([cell(value=10.2)], [cell(value=12.5)])[0].value == 2.3
    assert load_changes([cell((10, 12))], [cell((14, 16))])[0].band == (2, 6)
    assert load_changes([cell((10, 12))], [cell(value=12.5)])[0].band == (0.5, 2.5)
    assert load_changes([cell(value=12.5)], [cell((10, 12))])[0].band == (-2.5, -0.5)


def test_load_change_needs_both_blocks() -> None:
    assert load_changes([], [cell(value=1)]) == []
    assert load_changes([cell(value=1, unit="b")], [cell(value=1)]) == []
