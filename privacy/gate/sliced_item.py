"""Slices of one item as groups, each hanging beside the other blocks of its node."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from privacy.exceptions import FrameError
from privacy.gate.groups import Group
from privacy.gate.slices import Answered, slices
from privacy.gate.tally import Array, Coded
from privacy.gate.tree import Tree

Codes = Mapping[str, tuple[Array, list[str]]]


@dataclass(frozen=True)
class Block:
    """A block of a slice: the attribute, its values, and the group of those answers."""

    attribute: str
    values: tuple[str, ...]
    group: Group


def slice_codes(rows: Coded, attributes: Sequence[str]) -> Codes:
    """Return for each attribute a code per row and the names of the codes; an empty value is a value of its own."""
    found: dict[str, tuple[Array, list[str]]] = {}
    for attribute in attributes:
        if attribute not in rows.frame:
            raise FrameError(what="slice", value=attribute, expected="a column of the answers")
        codes, values = pd.factorize(rows.frame[attribute].fillna("").astype(str), sort=True)
        found[attribute] = (codes.astype(np.int64), [str(value) for value in values])
    return found


def blocks_of(
    tree: Tree, rows: Coded, what: tuple[int, Codes], groups: Sequence[Group], *, least: int, k: int
) -> list[Block]:
    """Return the blocks that may be shown of one item.

    Parameters
    ----------
    tree, rows
        The tree and all answers of the wave.
    what
        The item's column, and the codes of the slice attributes.
    groups
        Released nodes and rests of the item.
    least, k
        Answers that a node needs to be sliced, and smallest support.
    """
    column, codes = what
    mine = np.flatnonzero(rows.item == column)
    nodes = {group.node: group for group in groups if not group.is_rest}
    node = tree.leaf_node[rows.leaf[mine]]
    group = _innermost(tree, nodes)[node]
    answered = Answered(
        # Answers in no released node belong to no sum: they are left out of every table.
        group[group >= 0],
        node[group >= 0],
        {name: code[mine][group >= 0] for name, (code, _) in codes.items()},
        {name: names for name, (_, names) in codes.items()},
    )
    value = rows.value[mine][group >= 0]
    found: list[Block] = []
    for sliced in slices(tree, nodes, answered, attributes=list(codes), k=k, least=least):
        names = answered.names[sliced.attribute]
        for place, cut in sliced.nodes.items():
            inside = (answered.node >= place) & (answered.node < tree.end[place])
            peers: list[Group] = []
            for values in sorted(cut):
                wanted = (
                    np.array([name in values for name in names])[answered.codes[sliced.attribute]] & inside
                )
                if wanted.any():
                    peers.append(_group(nodes[place], value[wanted], peers))
                    found.append(Block(sliced.attribute, values, peers[-1]))
    return found


def _innermost(tree: Tree, nodes: Mapping[int, Group]) -> Array:
    found: list[int] = []
    for node, above in enumerate(tree.parent):
        found.append(node if node in nodes else (found[above] if above >= 0 else -1))
    return np.array(found, dtype=np.int64)


def _group(whole: Group, values: Array, peers: list[Group]) -> Group:
    scale = whole.scale
    liked = int((values >= scale.edge).sum())
    return Group(
        whole.node,
        len(values),
        float(values.sum()),
        liked,
        scale,
        coarse=whole.coarse,
        up=whole,
        peers=peers,
    )
