"""Step 3: slices of large nodes by one attribute, in whole partitions whose every combination has k people.

One attribute cuts a tree of released nodes into blocks that are the same everywhere below its topmost sliced node.
The answers of a sliced node that are in no sliced node below it are its *region*; the released sums then span the
functions f(unit group) + g(region, block), and the regions can be looked at one by one: the table of unit groups by
blocks needs a minimum cut of k in each. A second attribute makes a third partition: it must pass the exact audit.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from privacy.gate.mincut import lightest_cut
from privacy.gate.support import weak_parts
from privacy.gate.tally import Array
from privacy.gate.tree import Tree, nearest


@dataclass(frozen=True)
class Sliced:
    """Where one attribute may be shown: sliced node -> its blocks, each a tuple of attribute values."""

    attribute: str
    nodes: dict[int, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Answered:
    """Answers to one item: the unit group and leaf node of each, shape (R,), and attribute codes with their names."""

    group: Array
    node: Array
    codes: Mapping[str, Array]
    names: Mapping[str, Sequence[str]]


def slices(
    tree: Tree, kept: Collection[int], answered: Answered, *, attributes: Sequence[str], k: int, least: int
) -> list[Sliced]:
    """Choose the slices of one item.

    Parameters
    ----------
    tree, kept
        The tree and the released nodes of the item.
    answered
        Its answers; 0 rows give no slice.
    attributes
        In the order of the plan: an earlier one is never given up for a later one.
    k, least
        Smallest support, and answers that a node needs to be sliced.
    """
    found: list[Sliced] = []
    for attribute in attributes:
        sliced = _by_one(tree, kept, answered, attribute, k=k, least=least)
        if found:
            sliced = _beside(tree, answered, found, sliced, k)
        if sliced.nodes:
            found.append(sliced)
    return found


def _by_one(
    tree: Tree, kept: Collection[int], answered: Answered, attribute: str, *, k: int, least: int
) -> Sliced:
    """Slice by one attribute alone: topmost nodes choose the blocks, nodes below follow where their table allows."""
    names, codes = answered.names[attribute], answered.codes[attribute]
    size = np.bincount(answered.node, minlength=len(tree.names))
    answers = tree.below(size)
    wanted = sorted(
        (n for n in kept if answers[n] >= least), key=lambda n: (-answers[n], tree.depth[n], tree.names[n])
    )
    region: dict[int, Array] = {}
    blocks: dict[int, list[list[int]]] = {}
    for node in wanted:
        inside = (answered.node >= node) & (answered.node < tree.end[node])
        table = _table(answered.group[inside], codes[inside], len(tree.names), len(names))
        above = nearest(tree, node, region)
        if above is None:
            chosen = _merged_until_safe(table, k)
            if chosen:
                blocks[node], region[node] = chosen, _joined(table, chosen)
            continue
        own = _joined(table, blocks[above])
        rest = region[above] - own
        if (own.sum(axis=0) > 0).sum() > 1 and lightest_cut(own, k) is None and lightest_cut(rest, k) is None:
            blocks[node], region[node], region[above] = blocks[above], own, rest
    named = {
        node: tuple(tuple(sorted(names[v] for v in block)) for block in chosen)
        for node, chosen in blocks.items()
    }
    return Sliced(attribute, named)


def _table(groups: Array, codes: Array, rows: int, columns: int) -> Array:
    return np.bincount(groups * columns + codes, minlength=rows * columns).reshape(rows, columns)


def _joined(table: Array, blocks: list[list[int]]) -> Array:
    """Add up the columns of each block."""
    return np.stack([table[:, block].sum(axis=1) for block in blocks], axis=1)


def _merged_until_safe(table: Array, k: int) -> list[list[int]] | None:
    """Merge the smallest values into one block until the cut is safe; None if fewer than two blocks are left."""
    sizes = table.sum(axis=0)
    order = [value for value in np.argsort(sizes, kind="stable").tolist() if sizes[value]]
    for merged in range(len(order) - 1):
        other = order[: merged + 1]
        chosen = [*([value] for value in order[merged + 1 :]), other]
        if lightest_cut(_joined(table, chosen), k) is None:
            return chosen
    return None


def _beside(tree: Tree, answered: Answered, found: Sequence[Sliced], sliced: Sliced, k: int) -> Sliced:
    """Keep of a further attribute what passes the exact audit beside everything found so far."""
    layers = [answered.group + 1, *(_layer(tree, answered, other)[0] for other in found)]
    nodes = dict(sliced.nodes)
    while nodes:
        layer, owner = _layer(tree, answered, Sliced(sliced.attribute, nodes))
        weak = weak_parts([*layers, layer], k)
        failing = {owner[group] for part in weak for which, group in part.groups if which == len(layers)}
        if not weak:
            break
        # A part may be named by other layers alone; then the smallest slice gives way.
        failing = failing or {max(nodes)}
        nodes = {node: blocks for node, blocks in nodes.items() if node not in failing}
    return Sliced(sliced.attribute, nodes)


def _layer(tree: Tree, answered: Answered, sliced: Sliced) -> tuple[Array, dict[int, int]]:
    """Return the (region, block) of every answer as a number, 0 for none, and the node that each number belongs to."""
    layer = np.zeros(len(answered.node), dtype=np.int64)
    owner: dict[int, int] = {}
    names, codes = answered.names[sliced.attribute], answered.codes[sliced.attribute]
    for node in sorted(sliced.nodes):
        inside = (answered.node >= node) & (answered.node < tree.end[node])
        block_of = {value: place for place, block in enumerate(sliced.nodes[node]) for value in block}
        lookup = np.array([block_of.get(name, 0) for name in names])
        start = len(owner) + 1
        layer[inside] = start + lookup[codes[inside]]
        owner.update(dict.fromkeys(range(start, start + len(sliced.nodes[node])), node))
    return layer, owner
