"""Section 5: every condition as T2, over two consecutive blocks, high from the third on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from privacy.policy import DEFAULT
from signals.detectors.base import History
from signals.detectors.find import find
from signals.detectors.registry import DETECTORS, get_detector
from signals.enums import Severity
from signals.exceptions import UnknownDetectorError
from signals.metrics import METRICS, OUT_OF_HOURS, TIES
from signals.reduce.cells import Cell, Door, release_block
from signals.reduce.person import NAMES
from signals.reduce.units import Layout

FIRST = date(2025, 1, 27)
BAD: dict[str, dict[str, float]] = {
    "meeting_marathon": {"back_to_back_chains": 3.1, "meeting_share": 0.46, "focus_hours": 9.9},
    "burnout": {OUT_OF_HOURS: 3.1, "quiet_days": 0.84},
    "overloaded_managers": {"manager_meeting_share": 0.51, "manager_span": 12.1},
    "blocked_innovation": {"ei_index": -0.61, TIES: 0.9},
}
Block = Mapping[str, float | Sequence[float]]


def findings(blocks: Sequence[Block], n: int = 12) -> list[tuple[str, str, Severity, int]]:
    """Run all detectors on unit `a` of n people; return (unit, detector, severity, block)."""
    tree: dict[str, str | None] = {"a": None}
    values = np.full((len(NAMES), len(blocks), n), np.nan)
    for place, block in enumerate(blocks):
        for name, value in block.items():
            values[NAMES.index(name), place] = value
    layout = Layout(tree, ["a"] * n)
    starts = [FIRST + timedelta(days=28 * place) for place in range(len(blocks))]
    cells: list[Cell] = []
    for place, start in enumerate(starts):
        cells += release_block(values[:, place], start, Door(layout, tree, DEFAULT, ""))
    found = find(History(values, layout, 10), starts, cells)
    return [(each.unit, each.detector, each.severity, starts.index(each.block_start)) for each in found]


@pytest.mark.parametrize("key", DETECTORS)
def test_a_condition_over_two_blocks_is_watched_and_from_the_third_on_high(key: str) -> None:
    assert findings([BAD[key]]) == []
    assert findings([BAD[key]] * 2) == [("a", key, Severity.WATCH, 1)]
    expected = [Severity.WATCH, Severity.HIGH, Severity.HIGH]
    assert [each[2] for each in findings([BAD[key]] * 4)] == expected


@pytest.mark.parametrize("key", DETECTORS)
def test_a_quiet_block_between_begins_anew(key: str) -> None:
    assert findings([BAD[key], {}, BAD[key], {}, BAD[key]]) == []
    two = findings([BAD[key], BAD[key], {}, BAD[key], BAD[key]])
    assert [(each[2], each[3]) for each in two] == [(Severity.WATCH, 1), (Severity.WATCH, 4)]


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, each in BAD.items() for name in each])
def test_every_condition_must_hold(key: str, name: str) -> None:
    thresholds = {
        "back_to_back_chains": 3, "meeting_share": 0.45, "focus_hours": 10, OUT_OF_HOURS: 3, "quiet_days": 0.85,
        "manager_meeting_share": 0.5, "manager_span": 12, "ei_index": -0.6, TIES: 1,
    }  # fmt: skip
    at_the_edge = BAD[key] | {name: thresholds[name]}
    assert findings([at_the_edge] * 3) == []
    assert findings([BAD[key], at_the_edge]) == []


@pytest.mark.parametrize("key", DETECTORS)
def test_nine_people_are_too_few(key: str) -> None:
    assert findings([BAD[key]] * 2, n=9) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("manager_span", 12.1), ("manager_one_to_one_hours", 8.1), ("manager_after_hours_hours", 3.1)],
)
def test_managers_need_one_of_three_loads(name: str, value: float) -> None:
    assert findings([{"manager_meeting_share": 0.51}] * 2) == []
    assert findings([{"manager_meeting_share": 0.51, name: value}] * 2)[0][1] == "overloaded_managers"


def test_two_people_alone_cause_nothing() -> None:
    high, low = [0.0] * 10 + [20.0] * 2, [0.0, 0.0] + [0.9] * 10
    assert findings([{OUT_OF_HOURS: high, "quiet_days": 0.5}] * 2) == []
    assert findings([{OUT_OF_HOURS: 5, "quiet_days": low}] * 2) == []
    # Three of them do: the mean without the two largest is 20 / 10.
    three = [0.0] * 7 + [20.0] * 5
    assert len(findings([{OUT_OF_HOURS: three, "quiet_days": 0.5}] * 2)) == 1


def test_ties_that_fell_far_below_the_units_own_past() -> None:
    past = {"ei_index": -0.7, TIES: 4.0}
    fallen = {"ei_index": -0.7, TIES: 2.3}
    assert findings([fallen, fallen]) == []
    assert findings([past, fallen, fallen]) == [("a", "blocked_innovation", Severity.WATCH, 2)]
    assert findings([past, {**fallen, TIES: 2.4}, fallen]) == []
    # The past is what lies before both blocks, three of them at most.
    assert len(findings([past, past, past, fallen, fallen])) == 1
    assert (
        findings([{"ei_index": -0.7, TIES: 5.0}, *[{"ei_index": -0.7, TIES: 3.0}] * 3, fallen, fallen]) == []
    )


def test_evidence_quotes_released_cells_of_both_blocks_and_nothing_else() -> None:
    tree: dict[str, str | None] = {"all": None, "a": "all"}
    units = ["a"] * 12 + ["all"] * 3  # a itself is not released: the rest would be three
    values = np.full((len(NAMES), 2, 15), np.nan)
    for name, value in BAD["meeting_marathon"].items():
        values[NAMES.index(name)] = value
    layout, starts = Layout(tree, units), [FIRST, FIRST + timedelta(days=28)]
    cells = [
        cell
        for place, start in enumerate(starts)
        for cell in release_block(values[:, place], start, Door(layout, tree, DEFAULT, ""))
    ]
    found = {each.unit: each for each in find(History(values, layout, 10), starts, cells)}
    assert set(found) == {"all", "a"}
    assert found["a"].evidence == ()
    assert len(found["all"].evidence) == 6
    assert all(cell in cells for cell in found["all"].evidence)
    line = found["all"].as_json()
    assert {key: line[key] for key in ("unit", "block_start", "detector", "severity")} == {
        "unit": "all", "block_start": "2025-02-24", "detector": "meeting_marathon", "severity": "watch",
    }  # fmt: skip


@pytest.mark.parametrize("key", DETECTORS)
def test_every_entry_of_the_registry(key: str) -> None:
    detector = get_detector(key)
    assert detector.key == key
    assert set(detector.evidence) <= set(METRICS)


def test_an_unknown_detector_raises_a_named_error() -> None:
    with pytest.raises(UnknownDetectorError):
        get_detector("nosiness")
