from collections.abc import Mapping, Sequence

import pytest

from privacy.gate import Cell, Release, WaveInput, release_wave
from tests.factories.door import KEY, a_plan, a_roster, answers_of, people

TREE: dict[str, str | None] = {"co": None, "a": "co", "b": "co", "c": "co"}
STAFF = {"a": people("a", 8), "b": people("b", 9), "c": people("c", 12)}


def released(mode: str, *rosters: Mapping[str, Sequence[str]]) -> list[Release]:
    """Release waves in which everybody answers; a person gives the same answer in every wave."""
    found: list[Release] = []
    for number, staff in enumerate(rosters):
        values = {unit: [int(name[1:]) % 4 + 1 for name in names] for unit, names in staff.items()}
        wave = WaveInput(f"w{number}", TREE, a_roster(staff), answers_of(values))
        found.append(
            release_wave(wave, earlier=[r.published for r in found], plan=a_plan(time_mode=mode), key=KEY)
        )
    return found


def shown(release: Release) -> dict[str, Cell]:
    return {cell.unit + (" rest" if cell.is_remainder else ""): cell for cell in release.cells}


def without(staff: Mapping[str, Sequence[str]], *leavers: str) -> dict[str, list[str]]:
    return {unit: [name for name in names if name not in leavers] for unit, names in staff.items()}


@pytest.mark.parametrize("mode", ["strict", "standard"])
def test_nobody_moved_everything_is_exact(mode: str) -> None:
    second = shown(released(mode, STAFF, STAFF)[1])
    assert set(second) == {"co", "a", "b", "c"}
    assert {cell.precision for cell in second.values()} == {"full"}
    assert {cell.trend for cell in second.values()} == {"0.0"}


def test_one_leaver_leaves_no_comparable_pair_in_strict_mode() -> None:
    second = released("strict", STAFF, without(STAFF, "a0"))[1]
    # The leaver's unit and everything above it differ by one person: they are merged upward, here into nothing.
    assert set(shown(second)) == {"b", "c"}
    assert {(refusal.unit, refusal.reason) for refusal in second.refusals} == {("co", "time"), ("a", "time")}


def test_one_leaver_makes_unit_and_company_coarse_in_standard_mode() -> None:
    second = shown(released("standard", STAFF, without(STAFF, "a0"))[1])
    assert second["a"].precision == second["co"].precision == "coarse"
    assert second["b"].precision == second["c"].precision == "full"
    assert second["a"].trend in {"up", "flat", "down"}


def test_a_coarse_sum_is_a_multiple_of_twice_the_range_and_a_count_one_of_five() -> None:
    cell = shown(released("standard", STAFF, without(STAFF, "c0"))[1])["c"]
    assert cell.mean is not None
    assert cell.favourable is not None
    assert min(abs(cell.mean * 11 - 8 * step) for step in range(8)) <= 0.05 * 11
    assert min(abs(cell.favourable[0] * 11 / 100 - 5 * step) for step in range(4)) <= 0.06


@pytest.mark.parametrize("mode", ["strict", "standard"])
def test_five_leavers_are_enough(mode: str) -> None:
    second = shown(released(mode, STAFF, without(STAFF, "c0", "c1", "c2", "c3", "c4"))[1])
    assert second["c"].precision == second["co"].precision == "full"


def test_two_who_change_places_leave_the_company_as_it_was() -> None:
    swapped = without(STAFF, "a0", "b0")
    swapped["a"].append("b0")
    swapped["b"].append("a0")
    second = shown(released("standard", STAFF, swapped)[1])
    assert second["co"].precision == "full"
    assert second["a"].precision == second["b"].precision == "coarse"


def test_a_rest_is_never_more_exact_than_what_is_beside_it() -> None:
    # Five joiners in c and one leaver in a: the company and c may be exact, but together with b they would give a.
    staff = without(STAFF, "a0") | {"c": [*STAFF["c"], *people("n", 5)]}
    second = shown(released("standard", STAFF, staff)[1])
    assert second["a"].precision == "coarse"
    assert [second[unit].precision for unit in ("co", "b", "c")].count("coarse") >= 1


def test_an_earlier_wave_counts_even_if_the_last_one_is_the_same() -> None:
    fewer = without(STAFF, "a0")
    third = shown(released("standard", STAFF, fewer, fewer)[2])
    assert third["a"].precision == "coarse"


def test_a_trend_is_null_where_nothing_comparable_was_shown() -> None:
    first = shown(released("standard", STAFF)[0])
    assert {cell.trend for cell in first.values()} == {""}


def test_another_item_does_not_count_as_earlier() -> None:
    first = released("strict", STAFF)[0]
    fewer = without(STAFF, "a0")
    values = {unit: [3] * len(names) for unit, names in fewer.items()}
    item = a_plan().items["q1"]
    plan = a_plan(time_mode="strict", items=[type(item)("q2", 1, 5, 4)])
    wave = WaveInput("w2", TREE, a_roster(fewer), answers_of(values, item="q2"))
    second = release_wave(wave, earlier=[first.published], plan=plan, key=KEY)
    assert {cell.unit for cell in second.cells} == {"co", "a", "b", "c"}
