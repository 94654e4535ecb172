"""The attacker finds what was planted, and nothing where nothing is; so that its silence means something."""

from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.attacker import attack
from tests.attacks.combinations import null_space, rank, thin_combinations
from tests.attacks.planted import answers, line, world
from tests.attacks.released import Incidence, World, from_lines, incidence, with_inner_leaves

MIXED = [1, 5, 3, 4, 2, 4, 1, 5, 3, 2, 4, 5]


def test_attack_finds_a_group_that_is_small_itself() -> None:
    frame = answers({"a": MIXED, "b": [1, 5, 3]})

    outcome = attack([line(frame, ["b"])], world(frame))

    assert [leak.people for leak in outcome.thin][:1] == [3]


def test_attack_finds_parent_minus_children_under_a_bare_threshold() -> None:
    frame = answers({"a": MIXED[:6], "b": MIXED[:7], "c": MIXED[:3]})
    released = [line(frame, ["a", "b", "c"]), line(frame, ["a"]), line(frame, ["b"])]

    outcome = attack(released, world(frame), programs=False)

    (leak,) = outcome.thin
    assert leak.people == 3
    assert abs(leak.coefficients["a"] + leak.coefficients["a+b+c"]) < 1e-6


def test_attack_finds_a_parent_that_is_larger_by_one() -> None:
    frame = answers({"a": MIXED[:11], "b": [5], "c": MIXED[:10]})

    outcome = attack([line(frame, ["a", "b", "c"]), line(frame, ["a", "c"])], world(frame), programs=False)

    assert {leak.people for leak in outcome.thin} == {1}


def test_attack_finds_nothing_in_children_of_k() -> None:
    frame = answers({"a": MIXED[:6], "b": MIXED[:7], "c": MIXED[:5]})
    released = [line(frame, units) for units in (["a", "b", "c"], ["a"], ["b"], ["c"])]

    assert not attack(released, world(frame))


def test_attack_finds_a_slice_and_its_complement() -> None:
    frame = answers({"a": MIXED * 3}, tenure=["short"] * 33 + ["long"] * 3)
    released = [line(frame, ["a"]), line(frame, ["a"], part=("tenure", ["short"]))]

    outcome = attack(released, world(frame), programs=False)

    assert {leak.people for leak in outcome.thin} == {3}


def test_attack_finds_either_or_beside_both_parts() -> None:
    # X has 12, Y has 12, "X or Y" has 23: each pair is safe, the three together single out the one who is in both.
    frame = answers({"x": MIXED[:11], "both": [4], "y": MIXED[:11]})
    released = [line(frame, ["x", "both"]), line(frame, ["y", "both"]), line(frame, ["x", "both", "y"])]

    outcome = attack(released, world(frame), programs=False)

    assert [leak.people for leak in outcome.thin] == [1]


def test_attack_finds_a_wave_that_lost_one_person() -> None:
    before = answers({"a": MIXED[:11]}, wave="w1")
    after = answers({"a": MIXED[:10]}, wave="w2")
    roster = pd.DataFrame(
        [("w1", f"p{n}", "a") for n in range(11)] + [("w2", f"p{n}", "a") for n in range(10)],
        columns=["wave", "person", "unit"],
    )
    released = [line(before, ["a"]), line(after, ["a"])]

    outcome = attack(released, world(before, after, roster=roster), across=True, programs=False)

    assert not outcome.thin
    assert {leak.people for leak in outcome.across} == {1}


def test_attack_leaves_coarse_lines_out_across_waves() -> None:
    before, after = answers({"a": MIXED[:11]}, wave="w1"), answers({"a": MIXED[:10]}, wave="w2")
    roster = pd.DataFrame(
        [("w1", f"p{n}", "a") for n in range(11)] + [("w2", f"p{n}", "a") for n in range(10)],
        columns=["wave", "person", "unit"],
    )
    released = [line(before, ["a"]), line(after, ["a"], coarse=True)]

    assert not attack(released, world(before, after, roster=roster), across=True, programs=False)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ([2] * 4 + [3] * 4, "none favourable"),
        ([4] * 4 + [5] * 4, "all favourable"),
        ([1] * 8, "all at the bottom"),
        ([5] * 8, "all at the top"),
    ],
)
def test_attack_finds_a_group_that_agrees(values: list[int], what: str) -> None:
    frame = answers({"a": values})

    outcome = attack([line(frame, ["a"])], world(frame))

    assert what in {leak.what for leak in outcome.certain}


def test_attack_finds_agreement_behind_a_band_that_the_mean_gives_away() -> None:
    # The band says "at most one of ten"; a mean of 1.1 leaves no room for anybody at 4 or above.
    frame = answers({"a": [1] * 9 + [2]})

    outcome = attack([line(frame, ["a"], low=0, high=10)], world(frame))

    assert {leak.what for leak in outcome.certain} == {"none favourable"}


def test_attack_finds_agreement_of_a_rest_that_was_never_published() -> None:
    frame = answers({"a": MIXED, "b": [5, 5, 5, 5, 5, 5]})
    released = [line(frame, ["a", "b"]), line(frame, ["a"])]

    outcome = attack(released, world(frame))

    assert "all favourable" in {leak.what for leak in outcome.certain}
    assert {leak.people for leak in outcome.certain} == {6}


def test_attack_accepts_a_band_without_a_mean() -> None:
    frame = answers({"a": [1] * 10})

    assert not attack([line(frame, ["a"], low=0, high=10, mean=None)], world(frame))


def test_attack_says_nothing_about_large_groups_that_agree() -> None:
    frame = answers({"a": [5] * 30})

    assert not attack([line(frame, ["a"])], world(frame)).certain


def test_programs_do_not_need_the_truth() -> None:
    frame = answers({"a": [2] * 8})
    blind = world(frame)
    blind = World(blind.answers.drop(columns="value"), blind.roster, blind.scales)

    outcome = attack([line(frame, ["a"])], blind)

    assert "none favourable" in {leak.what for leak in outcome.certain}


def test_from_lines_reads_what_release_table_writes() -> None:
    row = {
        "wave": "w1", "item": "q", "units": ["a", "b"], "slice": {"attribute": "tenure", "values": ["short"]},
        "n_band": "10-14", "mean": 3.4, "favourable_pct": [0, 10], "precision": "coarse", "trend": None,
        "certificate": {},
    }  # fmt: skip

    (read,) = from_lines([row])

    assert (set(read.units), read.attribute, set(read.chosen)) == ({"a", "b"}, "tenure", {"short"})
    assert (read.low, read.high, read.coarse, read.trend) == (0, 10, True, "")


def test_with_inner_leaves_names_people_of_a_unit_with_children() -> None:
    frame = pd.DataFrame({"unit": ["top", "a"]})

    assert list(with_inner_leaves(frame, {"top": None, "a": "top"})["unit"]) == ["top/*", "a"]


def _by_brute_force(found: Incidence, k: int) -> set[frozenset[int]]:
    """Return the minimal sets of atoms under k people that carry a combination, by trying them all in floats."""
    whole = np.linalg.matrix_rank(found.matrix)
    atoms = range(len(found.sizes))
    hits: set[frozenset[int]] = set()
    for part in chain.from_iterable(combinations(atoms, number) for number in range(1, k)):
        rest = np.delete(found.matrix, list(part), axis=1)
        light = found.sizes[list(part)].sum() < k
        if light and (np.linalg.matrix_rank(rest) if rest.size else 0) < whole:
            hits.add(frozenset(part))
    return {hit for hit in hits if not any(other < hit for other in hits)}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_thin_combinations_agree_with_trying_everything(data: st.DataObject) -> None:
    people = data.draw(st.integers(4, 14))
    groups = data.draw(st.lists(st.sets(st.integers(0, people - 1), min_size=1), min_size=1, max_size=6))
    frame = answers({str(number): [3] for number in range(people)})
    found = incidence([line(frame, [str(number) for number in group]) for group in groups], frame)

    expected = _by_brute_force(found, 5)

    assert len(thin_combinations(found, 5)) == len(expected)
    assert sorted(leak.people for leak in thin_combinations(found, 5)) == sorted(
        int(found.sizes[list(hit)].sum()) for hit in expected
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=5, max_size=5), min_size=1, max_size=6))
def test_rank_and_null_space_agree_with_floats(rows: list[list[int]]) -> None:
    matrix = np.array(rows)

    assert rank(matrix) == np.linalg.matrix_rank(matrix)
    assert len(null_space(matrix)) == 5 - rank(matrix)
    assert not (matrix @ null_space(matrix).T % ((1 << 31) - 1)).any()
