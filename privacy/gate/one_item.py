"""One item of a wave: which groups there are, and how exactly each may be shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from privacy.gate.groups import Group
from privacy.gate.over_time import OverTime
from privacy.gate.scale import Scale
from privacy.gate.tally import Tally
from privacy.gate.tree import Tree, tree_rule


@dataclass(frozen=True)
class Kept:
    """Released nodes of an item, what each keeps beside its released descendants, and those shown exactly."""

    rests: Mapping[int, int]
    exact: Collection[int]


def kept_nodes(
    tree: Tree, counts: list[int], *, k: int, time: OverTime | None, allowed: set[int] | None
) -> Kept:
    """Apply the tree rule and the time rule to one item.

    Parameters
    ----------
    tree, counts
        Answers below each node, shape (N,).
    k
        Threshold.
    time, allowed
        The time rule and the nodes it leaves; None where there is nothing to compare with. In strict mode nothing else
        is released; in standard mode everything else is coarse.
    """
    if time is None or allowed is None:
        rests = tree_rule(tree, counts, minimum=k)
        return Kept(rests, rests.keys())
    if not time.strict:
        rests = tree_rule(tree, counts, minimum=k)
        return Kept(rests, time.settled(rests.keys() & allowed))
    rests = tree_rule(tree, counts, minimum=k, allowed=allowed)
    settled = time.settled(rests.keys())
    rests = tree_rule(tree, counts, minimum=k, allowed=settled)
    return Kept(rests, rests.keys())


def groups_of(tree: Tree, counted: Tally, column: int, kept: Kept, scale: Scale) -> list[Group]:
    """Return the released nodes and rests of an item, linked to one another.

    A rest is what a node keeps beside its released descendants: shown as one merged group, never silently missing.
    It is coarse as soon as the node or one of those descendants is.
    """
    n, total, liked = (
        values[:, column].tolist() for values in (counted.n, counted.total, counted.favourable)
    )
    made: dict[int, Group] = {}
    for node in sorted(kept.rests):
        group = Group(node, n[node], total[node], liked[node], scale, coarse=node not in kept.exact)
        above = tree.parent[node]
        while above >= 0 and above not in made:
            above = tree.parent[above]
        if above >= 0:
            group.up = made[above]
            group.peers = group.up.down
            group.up.down.append(group)
        made[node] = group
    rests = [_rest(group) for group in made.values() if group.down and kept.rests[group.node]]
    return [*made.values(), *rests]


def _rest(group: Group) -> Group:
    """Return the rest of a node and hang it beside the children."""
    rest = Group(
        group.node,
        group.n - sum(child.n for child in group.down),
        group.total - sum(child.total for child in group.down),
        group.liked - sum(child.liked for child in group.down),
        group.scale,
        is_rest=True,
        coarse=group.coarse or any(child.coarse for child in group.down),
        up=group,
        peers=group.down,
    )
    group.down.append(rest)
    return rest


def covers_of(tree: Tree, group: Group) -> tuple[str, ...]:
    """Return the leaf units of a group; a rest leaves out those of the released children."""
    if not group.is_rest or group.up is None:
        return tree.covers(group.node)
    taken: set[str] = set()
    for other in group.peers:
        if not other.is_rest:
            taken.update(tree.covers(other.node))
    return tuple(leaf for leaf in tree.covers(group.node) if leaf not in taken)
