"""The time rule: what this wave may say beside what earlier waves said of nearly the same people.

Two tests, both over rosters (who was asked), never over answers:

* *churn* - joiners plus leavers of a group between this roster and each earlier published one are 0 or at least k;
  also for what a node keeps beside its released descendants;
* *joint k-support* - the sums of all waves together, as rows over people, keep k-support (`support.weak_parts`).

Nodes that fail are merged upward in strict mode and coarse in standard mode.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from privacy.gate.support import weak_parts
from privacy.gate.tally import Array
from privacy.gate.tree import OWN, Tree, nearest
from privacy.gate.types import Published

ROUNDS = 200


@dataclass(frozen=True)
class Moves:
    """People who sit elsewhere than at an earlier wave: pairs of nodes (before, now), -1 for not on the roster."""

    before: Array
    now: Array


class OverTime:
    """The time rule of one wave against the earlier waves that published an item.

    Parameters
    ----------
    tree
        N nodes of this wave.
    roster
        Columns `person`, `unit`.
    earlier
        Earlier waves, oldest first; none: everything may be released as far as time is concerned.
    items
        Items whose earlier cells count.
    heard
        Nodes below which somebody answered one of the items, shape (N,). In standard mode people of other nodes count
        in no sum of this wave; strict mode looks at rosters alone.
    rule
        Threshold, and whether the mode is strict.
    """

    def __init__(
        self,
        tree: Tree,
        roster: pd.DataFrame,
        earlier: Sequence[Published],
        *,
        items: Collection[str],
        heard: Array,
        rule: tuple[int, bool],
    ) -> None:
        self.tree = tree
        self.k, self.strict = rule
        people = pd.Index(
            pd.unique(pd.concat([roster["person"], *(wave.roster["person"] for wave in earlier)]))
        )
        self._seat = _seats(people, roster, tree.seat)
        self._moves = [_moves(_seats(people, wave.roster, tree.seat), self._seat) for wave in earlier]
        self._layers = [_published_groups(people, wave, items, self.strict) for wave in earlier]
        self._counts = (self._seat >= 0) & (self.strict | heard[np.maximum(self._seat, 0)])
        seated = self._seat[self._seat >= 0]
        self.roster_sizes = tree.below(np.bincount(seated, minlength=len(tree.names)))
        churns = [self.churn_of_nodes(moves) for moves in self._moves]
        self._still = np.all([self._fits(churn) for churn in churns], axis=0) if churns else None

    def stands_still(self, node: int) -> bool:
        """Say whether nobody joined, left or moved inside a node since any of the earlier waves."""
        end = int(self.tree.end[node])
        return not any(
            (((m.now >= node) & (m.now < end)) | ((m.before >= node) & (m.before < end))).any()
            for m in self._moves
        )

    def churn_of_nodes(self, moves: Moves) -> Array:
        """Return joiners plus leavers of every node, shape (N,)."""
        size = len(self.tree.names)
        touched = np.zeros(size, dtype=np.int64)
        for side in (moves.before, moves.now):
            touched += np.bincount(side[side >= 0], minlength=size)
        inside = (moves.before >= 0) & (moves.now >= 0)
        pairs, times = np.unique(
            np.stack([moves.before[inside], moves.now[inside]], axis=1), axis=0, return_counts=True
        )
        for (before, now), count in zip(pairs.tolist(), times.tolist(), strict=True):
            touched[self._common(before, now)] -= 2 * count
        return self.tree.below(touched)

    def _common(self, one: int, other: int) -> int:
        """Return the lowest node that holds both."""
        while not one <= other < self.tree.end[one]:
            one = self.tree.parent[one]
        return one

    def _fits(self, churn: Array) -> Array:
        fits: Array = (churn == 0) | (churn >= self.k)
        return fits

    def comparable(self, wanted: Iterable[int]) -> set[int]:
        """Return the nodes among `wanted` whose sums may be known exactly beside all earlier ones.

        From a part that fails, the smallest group gives way: a node without released descendants, or the smallest
        child beside a failing rest; what is left is tried again.
        """
        family = {node for node in wanted if self._still is None or self._still[node]}
        if not self._moves and not self.strict:
            return family
        for _ in range(ROUNDS):
            family = self.settled(family)
            failing = self._failing(family)
            if not failing:
                return family
            family -= failing
        return set()

    def settled(self, family: Collection[int]) -> set[int]:
        """Drop the smallest child beside every rest whose churn is 1 to k - 1, until no such rest is left."""
        kept = set(family)
        while kept and (wrong := self._wrong_rests(kept)):
            kept -= {self._gives_way(node, kept) for node in wrong}
        return kept

    def _wrong_rests(self, family: set[int]) -> set[int]:
        """Return nodes whose own part (without released descendants) changed by 1 to k - 1 people."""
        groups = self.groups(family)
        wrong: set[int] = set()
        for moves in self._moves:
            before, now = _group_of(groups, moves.before), _group_of(groups, moves.now)
            changed = before != now
            sides = np.concatenate([before[changed], now[changed]])
            churn = np.bincount(sides[sides >= 0], minlength=len(groups))
            wrong.update(np.flatnonzero((churn > 0) & (churn < self.k)).tolist())
        return wrong

    def groups(self, family: Collection[int]) -> Array:
        """Return for every node its nearest node of `family` (itself included), -1 for none, shape (N,)."""
        found: list[int] = []
        for node, above in enumerate(self.tree.parent):
            found.append(node if node in family else (found[above] if above >= 0 else -1))
        return np.array(found, dtype=np.int64)

    def _gives_way(self, node: int, family: Collection[int]) -> int:
        """Return the smallest released child of a node, or the node itself when it has none."""
        inside = [other for other in family if node < other < self.tree.end[node]]
        children = [other for other in inside if nearest(self.tree, other, family) == node]
        return min(children or [node], key=lambda other: (self.roster_sizes[other], -other))

    def _failing(self, family: set[int]) -> set[int]:
        """Return the nodes that have to give way so that fewer combinations fail; empty when none fails."""
        layer = np.where(self._counts, _group_of(self.groups(family), self._seat) + 1, 0)
        weak = weak_parts([*self._layers, layer], self.k)
        failing: set[int] = set()
        for part in weak:
            mine = [group - 1 for which, group in part.groups if which == len(self._layers)]
            if part.support is not None:
                mine = sorted(mine, key=lambda node: (self._own_size(layer, node), -node))[:1]
            failing.update(self._gives_way(node, family) for node in mine)
        return failing

    def _own_size(self, layer: Array, node: int) -> int:
        return int((layer == node + 1).sum())


def _seats(people: pd.Index, roster: pd.DataFrame, seat: dict[str, int]) -> Array:
    """Return the node in which each person sits, -1 for none, shape (P,)."""
    places = np.full(len(people), -1, dtype=np.int64)
    units = roster["unit"].map(seat).fillna(-1).to_numpy(np.int64)
    places[people.get_indexer(pd.Index(roster["person"]))] = units
    return places


def _moves(before: Array, now: Array) -> Moves:
    changed = before != now
    return Moves(before[changed], now[changed])


def _group_of(groups: Array, seats: Array) -> Array:
    """Return the group of each seat, -1 for none; a seat of -1 is nobody's."""
    return np.where(seats >= 0, groups[np.maximum(seats, 0)], -1)


def _published_groups(people: pd.Index, wave: Published, items: Collection[str], strict: bool) -> Array:
    """Return the disjoint part of an earlier wave's published nodes that each person was in, 0 for none.

    Only sums that are known exactly count: coarse cells are left out in standard mode. A released rest is the
    difference of released nodes and adds nothing.
    """
    covers: dict[str, tuple[str, ...]] = {}
    for cell in wave.cells:
        exact = strict or cell.precision == "full"
        if exact and not cell.is_remainder and not cell.slice_attribute and cell.item in items:
            covers[cell.unit] = cell.covers
    innermost: dict[str, int] = {}
    nested = sorted(covers.items(), key=lambda pair: (-len(pair[1]), pair[0].count(OWN), pair[0]))
    for number, (_, leaves) in enumerate(nested, start=1):
        innermost.update(dict.fromkeys(leaves, number))
    seats = {leaf.removesuffix(OWN): number for leaf, number in innermost.items()}
    return np.maximum(_seats(people, wave.roster, seats), 0)
