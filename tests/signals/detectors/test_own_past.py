"""Detectors that compare a unit with its own released past, and marks that may only become more careful."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from privacy.policy import DEFAULT
from signals.detectors.base import History
from signals.detectors.find import find
from signals.detectors.past import Past
from signals.detectors.registry import EVERY, OWN_PAST
from signals.exceptions import ThresholdError
from signals.metrics import OUT_OF_HOURS
from signals.reduce.cells import Cell, Door, release_block
from signals.reduce.person import NAMES
from signals.reduce.units import Layout
from signals.thresholds import DEFAULT_MARKS, THRESHOLDS, Marks, marks_with

FIRST = date(2025, 1, 27)
QUIET = {"meeting_share": 0.22, "focus_hours": 25.0, "fragmentation": 0.15}
LOADED = QUIET | {"meeting_share": 0.40}
CUT_UP = QUIET | {"focus_hours": 14.0, "fragmentation": 0.5}
HOLIDAYS = QUIET | {"focus_hours": 12.0}
Blocks = Sequence[dict[str, float]]


def found(
    blocks: Blocks, *, n: int = 12, marks: Marks = DEFAULT_MARKS, apart: int = 0
) -> list[tuple[str, int]]:
    """Run all detectors on one unit; `apart` people keep the quiet values."""
    layout, tree = Layout({"a": None}, ["a"] * n), {"a": None}
    values = np.full((len(NAMES), len(blocks), n), np.nan)
    for place, block in enumerate(blocks):
        for name, value in block.items():
            values[NAMES.index(name), place] = value
            values[NAMES.index(name), place, :apart] = QUIET.get(name, value)
    starts = [FIRST + timedelta(days=28 * place) for place in range(len(blocks))]
    cells: list[Cell] = []
    for place, start in enumerate(starts):
        cells += release_block(values[:, place], start, Door(layout, tree, DEFAULT, ""))
    history = History(values, layout, 10, marks=marks, past=Past(cells, starts))
    return [(each.detector, starts.index(each.block_start)) for each in find(history, starts, cells, EVERY)]


@pytest.mark.parametrize(("key", "bad"), [("load_change", LOADED), ("focus_collapse", CUT_UP)])
def test_a_change_is_found_once_it_has_lasted_two_blocks(key: str, bad: dict[str, float]) -> None:
    assert found([QUIET] * 4 + [bad]) == []
    assert found([QUIET] * 4 + [bad] * 2) == [(key, 5)]
    assert found([QUIET] * 4 + [bad] * 7) == [(key, 5), (key, 6), (key, 7)]  # then it is the past


@pytest.mark.parametrize(("key", "bad"), [("load_change", LOADED), ("focus_collapse", CUT_UP)])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_change_that_begins_within_a_block_is_found_all_the_same(
    key: str, bad: dict[str, float], part: float
) -> None:
    begun = {name: QUIET[name] + part * (bad[name] - QUIET[name]) for name in QUIET}
    assert (key, 7) in found([QUIET] * 5 + [begun, bad, bad])


@pytest.mark.parametrize("bad", [LOADED, CUT_UP])
def test_a_past_shorter_than_a_quarter_says_nothing(bad: dict[str, float]) -> None:
    assert found([QUIET] * 3 + [bad] * 2) == []


@pytest.mark.parametrize(("season", "bad"), [(LOADED, LOADED), (CUT_UP, CUT_UP)])
def test_what_came_with_the_last_quarter_end_is_no_change(
    season: dict[str, float], bad: dict[str, float]
) -> None:
    assert found([QUIET, season, QUIET, QUIET, bad, bad]) == []


def test_holidays_take_hours_but_do_not_cut_up_the_rest() -> None:
    assert found([QUIET] * 5 + [HOLIDAYS] * 2) == []


@pytest.mark.parametrize("bad", [LOADED, CUT_UP])
def test_two_people_alone_change_nothing(bad: dict[str, float]) -> None:
    assert found([QUIET] * 4 + [bad] * 2, apart=10) == []


def test_no_released_past_no_finding() -> None:
    assert found([QUIET] * 4 + [LOADED] * 2, n=9) == []


def test_a_mark_may_become_more_careful_only() -> None:
    for one in THRESHOLDS.values():
        assert marks_with({one.key: one.furthest})[one.key] == one.furthest
        less_careful = one.default + (0.01 if one.is_over else -0.01)
        with pytest.raises(ThresholdError, match=one.key):
            marks_with({one.key: less_careful})
        with pytest.raises(ThresholdError):
            marks_with({one.key: one.furthest - (0.01 if one.is_over else -0.01)})
    with pytest.raises(ThresholdError, match="no detector"):
        marks_with({"nosiness": 1.0})


def test_a_more_careful_mark_finds_more() -> None:
    evenings = {OUT_OF_HOURS: 2.0, "quiet_days": 0.8}
    assert found([evenings] * 2) == []
    assert found([evenings] * 2, marks=marks_with({"burnout_hours": 1.5})) == [("burnout", 1)]


def test_every_mark_belongs_to_a_detector_that_shows_its_metric() -> None:
    assert {one.detector for one in THRESHOLDS.values()} == set(EVERY)
    assert all(one.metric in EVERY[one.detector].evidence for one in THRESHOLDS.values())
    assert set(OWN_PAST) == {"load_change", "focus_collapse"}
