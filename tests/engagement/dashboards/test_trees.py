from engagement.dashboards import trees
from engagement.dashboards.trees import Merged

TREE = {"R": None, "A": "R", "B": "R", "A1": "A", "A2": "A"}
SHARED = Merged("A1+A2", ("A1", "A2"), "A")


def test_with_cells_adds_merged_cells_and_keeps_units() -> None:
    tree = trees.with_cells(TREE, [SHARED, Merged("B", ("B",), "A")])
    assert tree == {**TREE, "A1+A2": "A"}


def test_root_of_a_tree_and_of_nothing() -> None:
    assert trees.root_of(TREE) == "R"
    assert trees.root_of({}) == ""


def test_children_in_order() -> None:
    assert trees.children_of(TREE, "A") == ["A1", "A2"]
    assert trees.children_of(TREE, "A1") == []


def test_path_from_the_top() -> None:
    assert trees.path_to(TREE, "A1") == ["R", "A", "A1"]


def test_carrier_is_the_merged_cell_else_the_nearest_released_unit_above() -> None:
    assert trees.carrier(TREE, "A1", {"R", "A1+A2"}, [SHARED]) == "A1+A2"
    assert trees.carrier(TREE, "A1", {"R", "A"}, [SHARED]) == "A"
    assert trees.carrier(TREE, "A1", {"R"}, []) == "R"
    assert trees.carrier(TREE, "R", {"A"}, []) is None


def test_a_cell_is_not_carried_by_itself() -> None:
    assert trees.carrier(TREE, "B", {"B", "R"}, [Merged("B", ("B",), "R")]) == "R"


def test_nearest_released_is_the_node_itself_where_it_can_be() -> None:
    assert trees.nearest_released(TREE, "A1", {"A1", "R"}, []) == "A1"
    assert trees.nearest_released(TREE, "A1", {"R"}, []) == "R"
