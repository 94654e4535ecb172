import pytest

from privacy.gate import Cell, release_wave
from privacy.gate.groups import Group, nearest_multiple
from privacy.gate.scale import Scale
from tests.factories.door import KEY, Q1, a_plan, a_wave


def cells_of(**values: list[float]) -> dict[str, Cell]:
    tree: dict[str, str | None] = {"co": None} | dict.fromkeys(values, "co")
    release = release_wave(a_wave(tree, values), plan=a_plan(), key=KEY)
    return {cell.unit: cell for cell in release.cells}


MIXED = [1.0, 2, 3, 4, 5, 4, 3, 2, 5, 1, 4, 3]


@pytest.mark.parametrize("values", [[5.0] * 8, [4.0] * 8, [4.0] * 7 + [1], [5.0] * 7 + [4]])
def test_all_and_all_but_one_read_the_same(values: list[float]) -> None:
    cell = cells_of(a=values, b=MIXED, c=MIXED)["a"]
    assert cell.favourable is not None
    assert cell.favourable[0] <= 100 * 7 / 8
    assert cell.favourable[1] == 100


@pytest.mark.parametrize("values", [[1.0] * 6, [3.0] * 6, [3.0] * 5 + [4]])
def test_none_and_one_read_the_same(values: list[float]) -> None:
    cell = cells_of(a=values, b=MIXED, c=MIXED)["a"]
    assert cell.favourable is not None
    assert cell.favourable[0] == 0
    assert cell.favourable[1] >= 100 / 6


@pytest.mark.parametrize("values", [[5.0] * 8, [1.0] * 8, [5.0] * 7 + [4]])
def test_a_mean_that_says_everybody_is_hidden(values: list[float]) -> None:
    assert cells_of(a=values, b=MIXED, c=MIXED)["a"].mean is None


def test_the_band_does_not_tell_how_many_answered() -> None:
    bands = {cells_of(a=[4.0] * (n - 1) + [2], b=MIXED * 4)["a"].favourable for n in range(6, 10)}
    assert len(bands) == 1


def test_a_mixed_group_shows_mean_and_percent() -> None:
    cell = cells_of(a=MIXED, b=MIXED)["a"]
    assert (cell.mean, cell.favourable, cell.precision) == (3.1, (42, 42), "full")


def test_parent_and_siblings_make_room_for_a_band() -> None:
    # co, a and b exactly would give 0 favourable in c by subtraction.
    shown = cells_of(a=MIXED, b=MIXED, c=[1.0, 2, 3, 3, 2])
    exact = [unit for unit in ("co", "a", "b") if (share := shown[unit].favourable) and share[0] == share[1]]
    assert exact != ["co", "a", "b"]


def test_thirty_and_more_show_a_whole_percent() -> None:
    cell = cells_of(a=[5.0] * 40)["a"]
    assert (cell.mean, cell.favourable) == (5.0, (100, 100))


def test_an_item_without_favourable_answers_hides_an_extreme_mean_too() -> None:
    item = type(Q1)("q1", 1, 5, None)
    wave = a_wave({"co": None}, {"co": [5] * 6})
    (cell,) = release_wave(wave, plan=a_plan(items=[item]), key=KEY).cells
    assert (cell.mean, cell.favourable) == (None, None)


@pytest.mark.parametrize(
    ("value", "step", "low", "high", "expected"),
    [
        (35, 8, 7, 35, 32),
        (7, 8, 7, 35, 8),
        (20, 8, 7, 35, 16),
        (3, 5, 0, 7, 5),
        (7, 5, 0, 7, 5),
        (1, 20, 1, 9, 1),
    ],
)
def test_nearest_multiple_stays_inside(
    value: float, step: float, low: float, high: float, expected: float
) -> None:
    assert nearest_multiple(value, step, low, high) == expected


@pytest.mark.parametrize(
    ("liked", "total", "expected"),
    [(5, 25, True), (4, 25, False), (4, 23, True), (0, 5, True), (1, 5, False), (6, 25, False)],
)
def test_a_scale_knows_which_sums_go_with_a_count(liked: int, total: float, expected: bool) -> None:
    assert Scale.of(Q1, whole=True).allows(5, liked, total) is expected


def test_a_band_widens_to_a_fixed_grid() -> None:
    group = Group(0, 7, 22, 3, Scale.of(Q1, whole=True))
    group.widen(1)
    assert group.share == (25, 75) or group.share == (40, 60)
