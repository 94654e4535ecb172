"""Which share of a questionnaire a cell is asked."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.campaigns.rotation import Item, asked_keys, block_count, blocks, coverage, form, place_of
from surveys.exceptions import RotationError

CONSTRUCTS = ("rest", "pay", "voice", "growth", "team", "role")


def bank(each: int, *, core: int = 1) -> list[Item]:
    items = [Item(f"core{number}", "core", core=True) for number in range(core)]
    return items + [Item(f"{name}{number}", name) for name in CONSTRUCTS for number in range(each)]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 6])
def test_every_question_is_in_a_block_and_the_core_in_all(number: int) -> None:
    items = bank(4)
    made = blocks(items, number)
    assert len(made) == number
    assert frozenset().union(*made) == {item.key for item in items}
    assert all("core0" in block for block in made)
    counts = Counter(key for block in made for key in block)
    assert {counts[item.key] for item in items if not item.core} == {1}


@pytest.mark.parametrize("number", [2, 3, 4])
def test_a_construct_with_enough_questions_is_in_every_block(number: int) -> None:
    assert set(coverage(bank(number), number).values()) == {number}


def test_a_construct_with_one_question_is_asked_once_a_cycle() -> None:
    assert coverage([Item("a", "rest"), Item("b", "pay")], 2) == {"rest": 1, "pay": 1}


# A machine that does other work meanwhile draws slowly; that says nothing about the blocks.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(CONSTRUCTS), max_size=40), st.integers(1, 8))
def test_blocks_differ_by_two_questions_at_most(constructs: list[str], number: int) -> None:
    made = blocks([Item(f"q{place}", name) for place, name in enumerate(constructs)], number)
    assert max(map(len, made)) - min(map(len, made)) <= 2


def test_a_question_is_never_asked_without_the_one_that_it_depends_on() -> None:
    items = [
        *bank(2),
        Item("why", "", needs="pay1"),
        Item("more", "", needs="why"),
        Item("say", "", needs="core0"),
    ]
    for block in blocks(items, 3):
        assert {"why", "more", "pay1"} <= block or not {"why", "more", "pay1"} & block
        assert {"core0", "say"} <= block


def test_nothing_to_ask_gives_empty_blocks() -> None:
    assert blocks([], 2) == (frozenset(), frozenset())
    assert block_count([], 5) == 1


@pytest.mark.parametrize("number", [0, -1])
def test_no_block_is_refused(number: int) -> None:
    with pytest.raises(RotationError):
        blocks(bank(1), number)


@pytest.mark.parametrize("most", [6, 7, 9, 13, 25])
def test_as_few_blocks_as_keep_to_the_most(most: int) -> None:
    items = bank(4)
    number = block_count(items, most)
    assert max(map(len, blocks(items, number))) <= most
    assert number == 1 or max(map(len, blocks(items, number - 1))) > most


def test_a_core_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(RotationError, match="room for the core"):
        block_count(bank(2, core=5), 5)


@given(st.integers(0, 2**64 - 1), st.integers(0, 100), st.integers(1, 8))
def test_a_cycle_asks_every_block_once(place: int, first: int, number: int) -> None:
    assert {form(place, first + step, number) for step in range(number)} == set(range(number))


def test_the_form_follows_from_the_cell_alone() -> None:
    items = bank(3)
    assert place_of("A") == place_of("A") != place_of("B")
    asked = [asked_keys(items, cell="A", wave=wave, number=3) for wave in range(6)]
    assert asked[:3] == asked[3:]
    assert len(set(asked[:3])) == 3


def test_cells_start_at_different_blocks() -> None:
    begun = Counter(form(place_of(f"U{number}"), 0, 3) for number in range(3000))
    assert min(begun.values()) > 900
