import pytest

from engagement.demo.world.chance import chance
from engagement.demo.world.organisation import LARGEST, SMALLEST, UnitPlan, organisation


def units_of(people: int, seed: int = 1) -> tuple[UnitPlan, ...]:
    return organisation(people, chance(seed, "units"))


def test_the_full_company_has_120_units_and_1200_people_in_four_levels() -> None:
    units = units_of(1200)

    assert len(units) == 120
    assert sum(unit.size for unit in units) == 1200
    assert {unit.depth for unit in units} == {0, 1, 2, 3}


@pytest.mark.parametrize("people", [150, 160, 300, 777, 1200, 3000])
@pytest.mark.parametrize("seed", [1, 2])
def test_sizes_lie_between_3_and_40_and_add_up(people: int, seed: int) -> None:
    sizes = [unit.size for unit in units_of(people, seed)]

    assert min(sizes) >= SMALLEST
    assert max(sizes) <= LARGEST
    assert sum(sizes) == people


@pytest.mark.parametrize("people", [150, 300, 1200])
def test_units_are_a_tree_with_one_root_and_parents_before_children(people: int) -> None:
    seen: set[str] = set()
    for unit in units_of(people):
        assert (unit.parent is None) == (not seen)
        assert unit.parent is None or unit.parent in seen
        seen.add(unit.code)
    assert len(seen) == len(units_of(people))


def test_both_places_and_every_kind_of_work_occur() -> None:
    units = units_of(1200)

    assert {unit.place for unit in units} == {"berlin", "suzhou"}
    assert {unit.work for unit in units} == {"office", "early", "late", "field"}


def test_every_unit_has_a_name_of_its_own_in_both_languages() -> None:
    units = units_of(1200)

    assert len({unit.name for unit in units}) == len({unit.name_zh for unit in units}) == 120
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in unit.name_zh) for unit in units)


def test_a_unit_says_whether_there_are_units_below_it() -> None:
    units = units_of(1200)
    parents = {unit.parent for unit in units}

    assert all(unit.has_children == (unit.code in parents) for unit in units)


def test_a_small_company_keeps_the_units_of_the_story() -> None:
    codes = {unit.code for unit in units_of(160)}

    assert {"SW-CLD-COR", "HW-ELE-FIR", "SW-HOS-MOB", "SW-IMG-VIE", "SW-IMG-REC"} <= codes


def test_more_people_than_all_units_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        units_of(5000)
