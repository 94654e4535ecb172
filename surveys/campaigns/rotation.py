"""Which share of a questionnaire a ballot cell is asked in a wave of a campaign; pure.

Everybody in a cell gets the same form, and the form follows from the cell and the number of the wave alone. So a
ballot says nothing by its questions that its cell does not say already, and the group in which an answer hides stays
as large as it was. Cells start at different blocks, so that every wave asks every block somewhere; each cell goes on
by one block a wave, so that after as many waves as there are blocks it was asked everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from surveys.exceptions import RotationError

# A block may be one question longer than the shortest, so that a construct need not stand in one block twice.
SLACK = 1


@dataclass(frozen=True, slots=True)
class Item:
    """A question in a rotation.

    `core` is asked in every wave; `needs` is the key of the question upon whose answer it is shown, "" for none.
    """

    key: str
    construct: str = ""
    core: bool = False
    needs: str = ""


def _bundles(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Return first item -> it and all that depend on it: they are asked together or not at all."""
    heads: dict[str, str] = {}
    bundles: dict[str, list[Item]] = {}
    for item in items:
        head = heads.get(item.needs, item.key)
        heads[item.key] = head
        bundles.setdefault(head, []).append(item)
    return bundles


def blocks(items: Sequence[Item], number: int) -> tuple[frozenset[str], ...]:
    """Return the keys of each block, the core in all of them; every question is in one block at least.

    Questions of one construct go to different blocks as far as that is possible, always to a block that is at most
    one question longer than the shortest.

    Parameters
    ----------
    items
        Questions in the order of the questionnaire; none gives empty blocks.
    number
        How many blocks, 1 or more; 0 or less raises `RotationError`.
    """
    if number < 1:
        raise RotationError(number, "one block at least")
    bundles = _bundles(items)
    core = {item.key for bundle in bundles.values() if any(one.core for one in bundle) for item in bundle}
    made: list[list[Item]] = [[] for _ in range(number)]
    free = [bundle for bundle in bundles.values() if bundle[0].key not in core]
    for bundle in sorted(free, key=lambda one: (-len(one), one[0].construct)):
        shortest = min(map(len, made))
        near = [block for block in made if len(block) <= shortest + SLACK]
        min(near, key=lambda block: (_shared(block, bundle), len(block))).extend(bundle)  # used at once
    return tuple(frozenset(core | {item.key for item in block}) for block in made)


def _shared(block: Iterable[Item], bundle: Iterable[Item]) -> int:
    """Return how many questions of a block measure what a bundle measures."""
    wanted = {item.construct for item in bundle if item.construct}
    return sum(item.construct in wanted for item in block)


def block_count(items: Sequence[Item], most: int) -> int:
    """Return the smallest number of blocks with which nobody is asked more than `most` questions in a wave.

    Raises `RotationError` where not even one question beside the core fits.
    """
    for number in range(1, len(items) + 1):
        if max(map(len, blocks(items, number))) <= most:
            return number
    if not items:
        return 1
    raise RotationError(most, "room for the core and one question that rotates, with all that depends on it")


def place_of(cell: str) -> int:
    """Return where a cell starts: from its code alone, so that it stays when other cells come and go."""
    return int.from_bytes(sha256(cell.encode()).digest()[:8])


def form(place: int, wave: int, number: int) -> int:
    """Return the block (0 to `number` - 1) of a cell in a wave, both counted from 0."""
    return (place + wave) % number


def asked_keys(items: Sequence[Item], *, cell: str, wave: int, number: int) -> frozenset[str]:
    """Return the keys of the questions that a cell is asked in a wave."""
    return blocks(items, number)[form(place_of(cell), wave, number)]


def coverage(items: Sequence[Item], number: int) -> Mapping[str, int]:
    """Return construct -> how many of the blocks of a cycle ask it; every construct of the items is in it."""
    made = blocks(items, number)
    constructs = {item.construct for item in items if item.construct}
    return {
        construct: sum(
            any(item.key in block and item.construct == construct for item in items) for block in made
        )
        for construct in constructs
    }
