"""Step 4 for slices: blocks show less until unit groups and blocks together pin nobody.

A slice crosses the unit groups inside its node, so siblings can no longer make up for one another. Here the integer
program of `pinning` decides, node by node; what stays pinned makes the blocks of that node vaguer step by step, until
they show nothing but that they exist (whether a block exists may not depend on answers). Where the table has more than
`MOST_PARTS` parts the program is not tried: blocks under `LARGE` get a percent band and a coarse mean at once.
"""

from collections.abc import Sequence

import numpy as np

from privacy.gate.groups import Group
from privacy.gate.pinning import Shown, pinned
from privacy.gate.sliced_item import Block, ItemRows
from privacy.gate.tally import Array
from privacy.gate.tree import Tree

MOST_PARTS = 600
MOST_ROWS = 20_000
LARGE = 100


def blur_slices(
    tree: Tree, rows: ItemRows, groups: Sequence[Group], blocks: Sequence[Block], *, under: int
) -> None:
    """Make blocks as vague as they have to be; they are changed in place.

    Parameters
    ----------
    tree, rows, groups
        The tree, the item's answers, and its released nodes and rests (already protected).
    blocks
        Slices that pass step 3, protected together with the groups.
    under
        Groups with fewer answers must not be pinned.
    """
    for node in sorted({block.group.node for block in blocks}, reverse=True):
        _settle(tree, rows, groups, (node, blocks), under)


def _settle(
    tree: Tree, rows: ItemRows, groups: Sequence[Group], what: tuple[int, Sequence[Block]], under: int
) -> None:
    """Make the blocks of one node vaguer until nothing inside it is pinned."""
    node, blocks = what
    end = int(tree.end[node])
    mine = [block.group for block in blocks if block.group.node == node]
    inside = [block for block in blocks if node <= block.group.node < end]
    around = [group for group in groups if node <= group.node < end]
    shown = _shown(tree, rows, around, inside)
    if shown is None:
        for group in mine:
            if group.n < LARGE:
                _rough(group)
        return
    # Blocks of nodes further down cross the unit groups too: they give way when this node's own did not help.
    for groups_to_blur in (mine, [block.group for block in inside]):
        for vaguer in (_banded, _rough, _share_hidden, _mean_hidden):
            if not pinned(shown, under=under):
                return
            for group in groups_to_blur:
                vaguer(group)


def _banded(group: Group) -> None:
    group.widen(1 if group.liked < group.n else -1)


def _rough(group: Group) -> None:
    _banded(group)
    group.coarse = True


def _share_hidden(group: Group) -> None:
    group.share_gone = True


def _mean_hidden(group: Group) -> None:
    group.mean_gone = True


def _shown(tree: Tree, rows: ItemRows, groups: list[Group], blocks: list[Block]) -> Shown | None:
    """Return everything shown inside a node, over parts; None when there are too many."""
    answered = rows.answered
    top = groups[0].node
    here = np.flatnonzero((answered.node >= top) & (answered.node < tree.end[top]))
    if len(here) > MOST_ROWS:
        return None
    lines = [_covered(tree, group, rows, here) for group in groups] + [block.rows[here] for block in blocks]
    covered = np.array(lines, dtype=np.int64)
    # People in the same lines share a random sum over them; 2^-63 is the chance that others do too.
    names = np.random.default_rng(7).integers(-(2**62), 2**62, len(lines)) @ covered
    _, first, part = np.unique(names, return_index=True, return_inverse=True)
    members = covered[:, first]
    size = len(first)
    if size > MOST_PARTS:
        return None
    value = rows.value[here]
    liked = value >= groups[0].scale.edge
    return Shown(
        [*groups, *(block.group for block in blocks)],
        members,
        np.bincount(part, minlength=size),
        np.bincount(part, weights=liked, minlength=size),
        np.bincount(part, weights=value, minlength=size),
    )


def _covered(tree: Tree, group: Group, rows: ItemRows, here: Array) -> Array:
    """Return which of the answers `here` a released node or rest covers."""
    if group.is_rest:
        rest: Array = rows.answered.group[here] == group.node
        return rest
    node = rows.answered.node[here]
    inside: Array = (node >= group.node) & (node < tree.end[group.node])
    return inside
