"""Merging units into ballot cells."""

import pytest

from surveys.cells import CellPlan, plan_cells
from surveys.exceptions import LaunchError

TREE = {
    "ROOT": None,
    "DEPT": "ROOT",
    "A": "DEPT",
    "B": "DEPT",
    "C": "DEPT",
    "SALES": "ROOT",
    "S1": "SALES",
    "S2": "SALES",
}


def cells(**counts: int) -> list[CellPlan]:
    return plan_cells(TREE, counts, 10)


def codes(**counts: int) -> dict[str, tuple[str, ...]]:
    return {cell.code: cell.covers for cell in cells(**counts)}


def test_large_units_stand_alone() -> None:
    assert cells(A=10, S1=12) == [
        CellPlan("A", ("A",), "DEPT", 10),
        CellPlan("S1", ("S1",), "SALES", 12),
    ]


def test_small_siblings_are_merged_under_their_node() -> None:
    assert codes(A=4, B=6, C=15, S1=10) == {"A+B": ("A", "B"), "C": ("C",), "S1": ("S1",)}


def test_merged_cell_hangs_under_the_node_of_its_units() -> None:
    merged = {cell.code: cell for cell in cells(A=4, B=6, C=15, S1=10)}["A+B"]

    assert (merged.parent, merged.size) == ("DEPT", 10)


def test_cell_that_fills_a_node_takes_its_code() -> None:
    assert cells(A=4, B=3, C=5, S1=10) == [
        CellPlan("DEPT", ("A", "B", "C"), "ROOT", 12),
        CellPlan("S1", ("S1",), "SALES", 10),
    ]


def test_small_rest_joins_the_smallest_neighbour() -> None:
    assert codes(A=3, B=12, C=11, S1=10) == {"A+C": ("A", "C"), "B": ("B",), "S1": ("S1",)}


def test_lonely_head_of_a_department_joins_its_smallest_team() -> None:
    assert codes(DEPT=1, A=12, B=11, S1=10) == {"A": ("A",), "B+DEPT": ("B", "DEPT"), "S1": ("S1",)}


def test_large_unit_with_units_below_is_a_cell_of_its_own() -> None:
    assert cells(DEPT=10, A=10) == [
        CellPlan("A", ("A",), "DEPT", 10),
        CellPlan("DEPT/*", ("DEPT",), "DEPT", 10),
    ]


def test_heads_without_neighbours_are_carried_up_and_meet_there() -> None:
    tree = {"ROOT": None, "D1": "ROOT", "M1": "D1", "A": "M1", "B": "M1"}
    tree |= {"D2": "ROOT", "M2": "D2", "C": "M2", "D": "M2"}
    counts = {"A": 12, "B": 12, "C": 12, "D": 12, "D1": 5, "D2": 5}

    assert "D1+D2" in {cell.code for cell in plan_cells(tree, counts, 10)}


def test_small_company_is_one_cell() -> None:
    assert cells(A=2, B=3, S1=5) == [CellPlan("ROOT", ("A", "B", "S1"), "", 10)]


def test_company_below_the_minimum_is_refused() -> None:
    with pytest.raises(LaunchError, match="9 people are asked: expected 10 at least"):
        cells(A=4, S1=5)


def test_people_in_two_trees_are_refused() -> None:
    with pytest.raises(LaunchError, match="2 separate trees"):
        plan_cells({"R1": None, "R2": None}, {"R1": 20, "R2": 20}, 10)


def test_units_without_people_leave_no_trace() -> None:
    assert codes(A=20, S2=0) == {"A": ("A",)}


def test_long_code_of_many_units_is_shortened_and_stays_unique() -> None:
    names = [f"UNIT-WITH-A-LONG-NAME-{number:02d}" for number in range(8)]
    tree = {"ROOT": None, **dict.fromkeys(names, "ROOT"), "X": "ROOT"}
    counts = {**dict.fromkeys(names, 5), "X": 30}
    made = plan_cells(tree, counts, 10)

    assert all(len(cell.code) <= 64 for cell in made)
    assert len({cell.code for cell in made}) == len(made) == 5
