"""Cases from the literature and from other people's tests whose answers are known."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from privacy.exceptions import AuditRefusedError
from privacy.gate import Item, Plan, WaveInput, release_wave
from privacy.gate.groups import Group
from privacy.gate.linear import Equations
from privacy.gate.mincut import lightest_cut
from privacy.gate.pinning import Program, Shown
from privacy.gate.scale import Scale
from privacy.gate.support import audit, weak_parts
from tests.factories.door import KEY, a_plan, a_wave


def layers_of(*groups: list[int], people: int) -> list[np.ndarray]:
    """Return one layer per group of people: a released sum by itself."""
    return [np.isin(np.arange(people), group).astype(np.int64) for group in groups]


def test_a_two_by_two_table_leaves_x11_between_3_and_6() -> None:
    # Favourable answers: rows 9 and 7, columns 6 and 10; at most 6 people in each cell of the first row.
    people, truth = np.array([6, 6, 4, 8]), np.array([4, 5, 2, 5])
    members = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    scale = Scale.of(Item("q1", 1, 5, 4), whole=True)
    groups = [
        Group(place, int(row @ people), 3.0 * int(row @ people), int(row @ truth), scale, mean_gone=True)
        for place, row in enumerate(members)
    ]
    assert [group.liked for group in groups] == [9, 7, 6, 10]
    shown = Shown(groups, members, people, truth, 3 * people)
    aim = np.eye(8)[0]
    bounds = [
        solution[0]
        for sign in (-1, 1)
        if (solution := Program(shown, 5.0).furthest(sign * aim, 0.0)) is not None
    ]
    assert bounds == pytest.approx([3, 6])


def test_linking_22_and_21_is_refused() -> None:
    everybody, all_but_one = list(range(22)), list(range(21))
    with pytest.raises(AuditRefusedError) as refused:
        audit(layers_of(everybody, all_but_one, people=22), 5)
    assert refused.value.support == 1


def test_x_y_and_x_or_y_are_refused_although_pairwise_safe() -> None:
    x, y = list(range(12)), list(range(11, 23))
    union = sorted({*x, *y})
    assert (len(x), len(y), len(union)) == (12, 12, 23)
    for pair in ((x, y), (x, union), (y, union)):
        audit(layers_of(*pair, people=23), 5)
    with pytest.raises(AuditRefusedError) as refused:
        audit(layers_of(x, y, union, people=23), 5)
    assert refused.value.support == 1


def test_a_composite_with_one_hidden_item_is_refused() -> None:
    # The mean of two items beside one of them gives the other: a group of 4 hides behind the sum over both.
    answers_a, answers_b = list(range(8)), list(range(8, 12))
    with pytest.raises(AuditRefusedError) as refused:
        audit(layers_of(answers_a, answers_a + answers_b, people=12), 5)
    assert refused.value.support == 4


def test_the_door_shows_one_side_of_a_split_of_21_and_1() -> None:
    wave = a_wave({"co": None, "a": "co", "b": "co"}, {"a": [3] * 10 + [4] * 11, "b": [5]})
    release = release_wave(wave, plan=a_plan(), key=KEY)
    assert [cell.unit for cell in release.cells] == ["co"]
    assert {(r.unit, r.reason, r.carried_by) for r in release.refusals} == {
        ("a", "beside_few", "co"),
        ("b", "few", "co"),
    }


@pytest.mark.data
def test_linked_tables_do_not_give_a_small_unit_away(shared_data: Path) -> None:
    case = json.loads((shared_data / "sdc-known-answers" / "known_answers.json").read_text())[
        "C_linked_tables"
    ]
    rows = [(unit, county, size) for unit, county, size, count in case["rows"] for _ in range(count)]
    people = pd.DataFrame(rows, columns=["unit", "county", "size"])
    tree: dict[str, str | None] = {"all": None, **dict(zip(people["unit"], people["county"], strict=True))}
    tree |= dict.fromkeys(people["county"].unique(), "all")
    answers = pd.DataFrame(
        {"response": people.index, "unit": people["unit"], "item": "q1", "value": 3.0, "size": people["size"]}
    )
    roster = pd.DataFrame({"person": people.index, "unit": people["unit"]})
    plan = Plan(5, "standard", {"q1": Item("q1", 1, 5, 4)}, ("size",))
    release = release_wave(WaveInput("w", tree, roster, answers), plan=plan, key=KEY)
    # 36 people: counties and sizes both cut, and county-1 minus small would leave K + N = 10, N = 7, K = 3.
    layers = []
    for cell in release.cells:
        inside = people["unit"].isin(cell.covers)
        if cell.slice_attribute:
            inside &= people["size"].isin(cell.slice_values)
        layers.append(inside.to_numpy(np.int64))
    assert layers
    assert weak_parts(layers, 5) == []


@pytest.mark.data
def test_a_four_by_four_table_that_two_per_line_does_not_protect(shared_data: Path) -> None:
    case = json.loads((shared_data / "sdc-known-answers" / "known_answers.json").read_text())[
        "D_false_safe_4x4"
    ]
    hidden = [("wxyz".index(row), "abcd".index(column)) for row, column in case["primary"]]
    assert 4 in recomputed(hidden) or len(recomputed(hidden)) == 1
    assert recomputed(hidden) == ["wxyz".index("w") * 4 + "abcd".index("b")]
    safe = [*hidden, ("wxyz".index("x"), "abcd".index("b"))]
    assert recomputed(safe) == []


def recomputed(hidden: list[tuple[int, int]]) -> list[int]:
    """Return the hidden cells of a 4 x 4 table whose row and column sums are shown that are determined exactly."""
    equations = Equations()
    for row in range(4):
        equations.require_zero({r * 4 + c: 1 for r, c in hidden if r == row})
    for column in range(4):
        equations.require_zero({r * 4 + c: 1 for r, c in hidden if c == column})
    return [r * 4 + c for r, c in sorted(hidden) if not equations.reduced({r * 4 + c: 1})]


@pytest.mark.data
def test_one_small_cell_needs_others_beside_it(shared_data: Path) -> None:
    # sdcTable hides A/female (2 people) with three more cells; a minimum cut of 3 says the same of the whole table.
    frame = pd.read_csv(shared_data / "sdc-known-answers" / "microdata1.csv")
    table = pd.crosstab(frame["region"], frame["gender"]).to_numpy()
    assert table.min() < 3
    assert lightest_cut(table, int(table.sum(axis=1).min())) is None
    assert lightest_cut(table, int(table.sum()) + 1) is not None
