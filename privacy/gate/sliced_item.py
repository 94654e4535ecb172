"""Slices of one item as groups, each hanging beside the other blocks of its node."""

from collections.abc import Collection, Mapping, Sequence
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
    """A block of a slice: the attribute, its values, the group of those answers, and which answers of the item."""

    attribute: str
    values: tuple[str, ...]
    group: Group
    rows: Array


def slice_codes(rows: Coded, attributes: Sequence[str]) -> Codes:
    """Return for each attribute a code per row and the names of the codes; an empty value is a value of its own."""
    found: dict[str, tuple[Array, list[str]]] = {}
    for attribute in attributes:
        if attribute not in rows.frame:
            raise FrameError(what="slice", value=attribute, expected="a column of the answers")
        codes, values = pd.factorize(rows.frame[attribute].fillna("").astype(str), sort=True)
        found[attribute] = (codes.astype(np.int64), [str(value) for value in values])
    return found


@dataclass(frozen=True)
class ItemRows:
    """Answers to one item that are in some released node: what slices need, and the value of each, shape (R,)."""

    answered: Answered
    value: Array


def item_rows(tree: Tree, rows: Coded, column: int, codes: Codes, groups: Sequence[Group]) -> ItemRows:
    """Select the answers to the item in `column`; those in no released node belong to no sum and are left out."""
    mine = np.flatnonzero(rows.item == column)
    node = tree.leaf_node[rows.leaf[mine]]
    group = _innermost(tree, {group.node for group in groups})[node]
    inside = group >= 0
    answered = Answered(
        group[inside],
        node[inside],
        {name: code[mine][inside] for name, (code, _) in codes.items()},
        {name: names for name, (_, names) in codes.items()},
    )
    return ItemRows(answered, rows.value[mine][inside])


def blocks_of(tree: Tree, rows: ItemRows, groups: Sequence[Group], *, least: int, k: int) -> list[Block]:
    """Return the blocks that may be shown of one item.

    Parameters
    ----------
    tree, rows
        The tree and the item's answers.
    groups
        Released nodes and rests of the item.
    least, k
        Answers that a node needs to be sliced, and smallest support.
    """
    answered = rows.answered
    nodes = {group.node: group for group in groups if not group.is_rest}
    found: list[Block] = []
    for sliced in slices(tree, nodes, answered, attributes=list(answered.codes), k=k, least=least):
        names, codes = answered.names[sliced.attribute], answered.codes[sliced.attribute]
        for place, cut in sliced.nodes.items():
            inside = (answered.node >= place) & (answered.node < tree.end[place])
            peers: list[Group] = []
            for values in sorted(cut):
                wanted = inside & np.array([name in values for name in names])[codes]
                if wanted.any():
                    peers.append(_group(nodes[place], rows.value[wanted], peers))
                    found.append(Block(sliced.attribute, values, peers[-1], wanted))
    return found


def _innermost(tree: Tree, nodes: Collection[int]) -> Array:
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
