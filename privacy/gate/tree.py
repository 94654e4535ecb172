"""The unit tree as arrays, and the tree rule (largest first, residuals of 0 or at least k)."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np

from privacy.exceptions import FrameError

OWN = "/*"


class Tree:
    """A unit tree whose leaves are laid out so that every node covers one contiguous range of them.

    A unit with children and own members gets a child `UNIT/*` that stands for those members.

    Parameters
    ----------
    parents
        Node -> parent; exactly one root -> None.
    members
        Units that people sit in; inner ones get a leaf of their own.

    Attributes
    ----------
    names
        Nodes, parents before children, shape (N,).
    parent
        Index of the parent, -1 for the root, shape (N,).
    end
        Nodes `i` to `end[i]` (exclusive) are node i and everything below it, shape (N,).
    first, last
        Half-open range of leaves covered, shape (N,).
    leaves, leaf_node
        Names and nodes of the leaves in layout order, shape (L,).
    """

    def __init__(self, parents: Mapping[str, str | None], members: Collection[str] = ()) -> None:
        children = _children(parents)
        self.own = frozenset(unit for unit in members if children.get(unit))
        self.names: list[str] = []
        self.depth: list[int] = []
        up: list[int] = []
        stack: list[tuple[str, int, int]] = [(root, -1, 0) for root in children[None]]
        while stack:
            name, above, depth = stack.pop()
            place = len(self.names)
            self.names.append(name)
            self.depth.append(depth)
            up.append(above)
            stack.extend((child, place, depth + 1) for child in reversed(children.get(name, ())))
            if name in self.own:
                stack.append((name + OWN, place, depth + 1))
        self._refuse_what_was_not_reached(parents)
        self.parent: list[int] = up
        self._lay_out()

    def _refuse_what_was_not_reached(self, parents: Mapping[str, str | None]) -> None:
        if missing := set(parents) - set(self.names):
            raise FrameError(what="unit", value=min(missing), expected="a tree: this unit is part of a cycle")

    def _lay_out(self) -> None:
        """Give the leaves numbers in order of visit, so that a node's leaves stand side by side."""
        size = len(self.names)
        inner = np.zeros(size, dtype=bool)
        inner[[above for above in self.parent if above >= 0]] = True
        self.end = np.arange(1, size + 1)
        for node in range(size - 1, 0, -1):
            above = self.parent[node]
            self.end[above] = max(self.end[above], self.end[node])
        before = np.concatenate([[0], np.cumsum(~inner)]).astype(np.int64)
        self.first, self.last = before[:-1], before[self.end]
        self.leaf_node = np.flatnonzero(~inner)
        self.leaves = [self.names[node] for node in self.leaf_node]

    @cached_property
    def index(self) -> dict[str, int]:
        """Node name -> place."""
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def leaf_of(self) -> dict[str, int]:
        """Unit in which people sit -> place of its leaf."""
        places = {name: place for place, name in enumerate(self.leaves)}
        return {
            name.removesuffix(OWN) if name[:-2] in self.own else name: place for name, place in places.items()
        }

    def covers(self, node: int) -> tuple[str, ...]:
        """Return the leaves below a node."""
        return tuple(self.leaves[self.first[node] : self.last[node]])

    @cached_property
    def seat(self) -> dict[str, int]:
        """Unit in which people sit -> the node that holds exactly them (`UNIT/*` for inner ones)."""
        found = dict(self.index)
        found.update({unit: self.index[unit + OWN] for unit in self.own})
        return found

    def below(self, per_node: np.ndarray) -> np.ndarray:
        """Add values per node, shape (N,), over every node's subtree, shape (N,)."""
        running = np.concatenate([np.zeros(1, per_node.dtype), np.cumsum(per_node)])
        summed: np.ndarray = running[self.end] - running[:-1]
        return summed

    def sums(self, per_leaf: np.ndarray) -> np.ndarray:
        """Add values per leaf, shape (L, ...), up to values per node, shape (N, ...)."""
        running = np.concatenate(
            [np.zeros((1, *per_leaf.shape[1:]), per_leaf.dtype), np.cumsum(per_leaf, axis=0)]
        )
        summed: np.ndarray = running[self.last] - running[self.first]
        return summed


def _children(parents: Mapping[str, str | None]) -> dict[str | None, list[str]]:
    """Return parent -> children by name, having refused what is no tree."""
    children: dict[str | None, list[str]] = {}
    for unit, above in sorted(parents.items()):
        if above is not None and above not in parents:
            raise FrameError(what="parent", value=above, expected="a unit of the tree")
        children.setdefault(above, []).append(unit)
    if len(children.get(None, ())) != 1:
        raise FrameError(
            what="root", value=children.get(None, []), expected="exactly one unit without a parent"
        )
    return children


def tree_rule(
    tree: Tree, counts: Sequence[int], *, minimum: int, allowed: Collection[int] | None = None
) -> dict[int, int]:
    """Choose the nodes that may be released for one item.

    Nodes are taken largest first (then depth, then name). One is released if it has `minimum` answers and what its
    nearest released ancestor keeps beside it is 0 or at least `minimum`. Every combination of released sums then
    involves at least `minimum` people, because the sums are a triangular transform of disjoint groups of that size.

    Parameters
    ----------
    tree
        N nodes.
    counts
        Answers below each node, shape (N,).
    minimum
        k.
    allowed
        Nodes that the time rule leaves (None: all).

    Returns
    -------
    dict
        Released node -> what it keeps beside its released descendants; its nearest released ancestor is found by
        walking up. Empty when nothing has `minimum` answers.
    """
    wanted = [
        node for node in (range(len(counts)) if allowed is None else allowed) if counts[node] >= minimum
    ]
    wanted.sort(key=lambda node: (-counts[node], tree.depth[node], tree.names[node]))
    kept: dict[int, int] = {}
    for node in wanted:
        above = nearest(tree, node, kept)
        if above is None:
            kept[node] = counts[node]
            continue
        rest = kept[above] - counts[node]
        if rest == 0 or rest >= minimum:
            kept[above], kept[node] = rest, counts[node]
    return kept


def nearest(tree: Tree, node: int, among: Collection[int]) -> int | None:
    """Return the nearest ancestor of `node` that is in `among`, or None."""
    above = tree.parent[node]
    while above >= 0:
        if above in among:
            return above
        above = tree.parent[above]
    return None


def released_nodes(tree: Mapping[str, str | None], counts: Mapping[str, int], *, minimum: int) -> set[str]:
    """Return the nodes that step 2 of the door releases.

    Parameters
    ----------
    tree
        Node -> parent; one root -> None.
    counts
        People below each node (its whole subtree); a node that is not named has 0.
    minimum
        Smallest group, and smallest rest beside a group.

    Examples
    --------
    >>> sorted(released_nodes({"all": None, "a": "all", "b": "all"}, {"all": 12, "a": 9, "b": 3}, minimum=5))
    ['all']
    >>> sorted(released_nodes({"all": None, "a": "all", "b": "all"}, {"all": 12, "a": 7, "b": 5}, minimum=5))
    ['a', 'all', 'b']
    """
    laid = Tree(tree)
    kept = tree_rule(laid, [counts.get(name, 0) for name in laid.names], minimum=minimum)
    return {laid.names[node] for node in kept}
