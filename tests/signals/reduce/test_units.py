import numpy as np
import pytest

from signals.reduce.units import Layout, figure_of, mean_without_largest, mean_without_smallest


def test_ten_people_leave_eight() -> None:
    figure = figure_of(np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 8, 90]))
    assert figure.n == 10
    assert figure.value == 4.5


@pytest.mark.parametrize(("n", "cut"), [(10, 1), (20, 1), (39, 1), (40, 2), (59, 2), (60, 3), (200, 10)])
def test_one_in_twenty_is_cut_on_both_sides_and_at_least_one(n: int, cut: int) -> None:
    values = np.arange(n, dtype=float) ** 2
    assert figure_of(values).value == values[cut : n - cut].mean()


@pytest.mark.parametrize(
    ("left", "candidate"),
    [
        ([0, 0, 0, 0, 0, 0, 0, 0], True),  # nobody has any: x1 = 0
        ([0, 0, 0, 0, 0, 0, 0, 5], False),
        ([0, 0, 0, 0, 0, 0, 5, 5], False),
        ([0, 0, 0, 0, 0, 0.4, 5, 5], False),
        ([0, 0, 0, 0, 0, 0.5, 5, 5], True),  # exactly ten percent
        ([1, 1, 1, 1, 1, 1, 1, 1], True),
    ],
)
def test_p_percent_rule_looks_at_the_values_that_are_left(left: list[float], candidate: bool) -> None:
    values = np.array([0.0, *left, 9.0])
    assert figure_of(values).is_candidate is candidate


def test_p_percent_rule_of_an_index_from_minus_one_on_is_shifted() -> None:
    values = np.array([-1.0] * 10)
    assert figure_of(values, shift=1.0).is_candidate
    values = np.array([-1.0] * 8 + [1.0] * 2)
    assert not figure_of(values, shift=1.0).is_candidate
    assert figure_of(np.array([-0.9] * 10), shift=1.0).is_candidate


def test_means_without_two() -> None:
    values = np.array([0.0, 0, 1, 2, 3, 4, 50, 60])
    assert mean_without_largest(values) == 10 / 6
    assert mean_without_smallest(values) == 120 / 6


def test_a_unit_is_its_whole_subtree() -> None:
    tree = {"all": None, "a": "all", "b": "all", "a1": "a", "a2": "a"}
    layout = Layout(tree, ["a1", "b", "a", "a2", "all", "a1"])
    values = np.array([1.0, 2, 3, 4, 5, np.nan])
    found = {unit: each.tolist() for unit, each in layout.sorted_values(values, 1)}
    assert found == {"all": [1, 2, 3, 4, 5], "a": [1, 3, 4], "b": [2], "a1": [1], "a2": [4]}
    assert dict(layout.sorted_values(values, 4)).keys() == {"all"}
