"""Ballot cells of random companies."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.cells import plan_cells


@st.composite
def companies(draw: st.DrawFn) -> tuple[dict[str, str | None], dict[str, int]]:
    size = draw(st.integers(1, 25))
    tree: dict[str, str | None] = {"u0": None}
    for number in range(1, size):
        tree[f"u{number}"] = f"u{draw(st.integers(0, number - 1))}"
    counts = {unit: draw(st.integers(0, 25)) for unit in tree}
    counts["u0"] += max(0, 10 - sum(counts.values()))
    return tree, counts


@settings(max_examples=300, deadline=None)
@given(companies())
def test_everybody_is_in_exactly_one_cell_that_is_large_enough(
    company: tuple[dict[str, str | None], dict[str, int]],
) -> None:
    tree, counts = company
    cells = plan_cells(tree, counts, 10)

    covered = [unit for cell in cells for unit in cell.covers]
    assert sorted(covered) == sorted(unit for unit, count in counts.items() if count)
    assert all(cell.size >= 10 for cell in cells)
    assert all(cell.size == sum(counts[unit] for unit in cell.covers) for cell in cells)
    assert len({cell.code for cell in cells}) == len(cells)


@settings(max_examples=300, deadline=None)
@given(companies())
def test_unit_that_is_large_enough_is_never_hidden_without_need(
    company: tuple[dict[str, str | None], dict[str, int]],
) -> None:
    tree, counts = company
    merged = [cell for cell in plan_cells(tree, counts, 10) if len(cell.covers) > 1]

    for cell in merged:
        assert any(counts[unit] < 10 for unit in cell.covers)


@settings(max_examples=300, deadline=None)
@given(companies())
def test_cells_are_the_leaves_of_a_tree_at_the_door(
    company: tuple[dict[str, str | None], dict[str, int]],
) -> None:
    tree, counts = company
    cells = {cell.code: cell.parent for cell in plan_cells(tree, counts, 10)}

    assert set(cells.values()).isdisjoint(cells)
    above = {parent for parent in cells.values() if parent}
    while above:
        node = above.pop()
        assert node not in cells
        above |= {tree[node]} - {None}  # type: ignore[arg-type]
