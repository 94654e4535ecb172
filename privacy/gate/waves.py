"""One call per wave, at close, once: answers in, released cells and refusals out."""

import json
from collections.abc import Iterator, Sequence

import numpy as np

from privacy.gate.bands import n_band
from privacy.gate.before import Before
from privacy.gate.certificates import certificate, keyed_digest
from privacy.gate.groups import Group
from privacy.gate.homogeneity import protect
from privacy.gate.one_item import Kept, covers_of, groups_of, kept_nodes
from privacy.gate.over_time import OverTime
from privacy.gate.scale import Scale
from privacy.gate.sliced_item import Block, blocks_of, item_rows, slice_codes
from privacy.gate.tally import Coded, Tally, coded, tally
from privacy.gate.tree import Tree, nearest, tree_rule
from privacy.gate.types import Cell, Item, Plan, Published, Refused, Release, WaveInput
from privacy.gate.vaguer_slices import blur_slices
from privacy.policy import DEFAULT, VERSION, Policy


def release_wave(
    wave: WaveInput,
    *,
    earlier: Sequence[Published] = (),
    plan: Plan,
    policy: Policy = DEFAULT,
    key: bytes,
) -> Release:
    """Decide what of a wave may be released.

    Parameters
    ----------
    wave
        Frozen tree and roster, and the answers. No answers: nothing is released.
    earlier
        What was published before, oldest first.
    plan
        Items, slices, k and time mode, declared before launch; the stricter of plan and policy holds.
    policy
        Thresholds in force.
    key
        Secret of the keyed digest.

    Raises
    ------
    FrameError
        What the tree, the roster or the plan do not know; nothing is released then.
    """
    return _Door(wave, earlier, plan, policy, key).release()


class _Door:
    """One pass of one wave through the door; holds what all its items share."""

    def __init__(
        self, wave: WaveInput, earlier: Sequence[Published], plan: Plan, policy: Policy, key: bytes
    ) -> None:
        self.wave, self.plan, self.policy = wave, plan, policy
        self.k = max(plan.k, policy.k)
        self.strict = "strict" in (plan.time_mode, policy.time_mode)
        self.tree = Tree(wave.tree, set(wave.roster["unit"].unique()) | set(wave.answers["unit"].unique()))
        self.rows: Coded = coded(self.tree, wave.answers, plan)
        self.scales = self._scales()
        self.counted: Tally = tally(self.tree, self.rows, self.scales)
        self.before = Before(earlier)
        self.digest = self._digest(key)
        self.times: dict[tuple[int, ...], tuple[OverTime, set[int]]] = {}
        self.codes = slice_codes(self.rows, plan.slices)

    def _digest(self, key: bytes) -> str:
        settings = [
            self.plan.k,
            self.plan.time_mode,
            sorted(self.plan.items),
            self.plan.slices,
            self.policy.as_json(),
        ]
        texts = [self.wave.name, json.dumps(sorted(self.wave.tree.items(), key=str)), json.dumps(settings)]
        return keyed_digest(key, texts, [self.wave.roster[["person", "unit"]], self.wave.answers])

    def _scales(self) -> list[Scale]:
        """Return the scale of each item, told apart by whether all its answers are whole numbers."""
        items = list(self.plan.items.values())
        broken = np.bincount(self.rows.item[self.rows.value % 1 != 0], minlength=len(items))
        return [Scale.of(item, whole=not odd) for item, odd in zip(items, broken.tolist(), strict=True)]

    def release(self) -> Release:
        """Take every item through the door."""
        self._compare_with_earlier()
        cells: list[Cell] = []
        refusals: list[Refused] = []
        for column, item in enumerate(self.plan.items.values()):
            kept = self._kept(column, item)
            cells.extend(self._cells(column, item, kept))
            refusals.extend(self._refusals(column, item, kept))
        published = Published(self.wave.name, self.wave.roster, tuple(cells))
        return Release(published.cells, tuple(refusals), self.digest, published)

    def _compare_with_earlier(self) -> None:
        """Apply the time rule once for all items that the same earlier waves published."""
        wanted: dict[tuple[int, ...], list[int]] = {}
        for column, item in enumerate(self.plan.items):
            places = self.before.with_item(item)
            if places or self.strict:
                wanted.setdefault(places, []).append(column)
        names = list(self.plan.items)
        for places, columns in wanted.items():
            time = OverTime(
                self.tree,
                self.wave.roster,
                [self.before.waves[place] for place in places],
                items={names[column] for column in columns},
                heard=np.asarray(self.counted.n[:, columns].sum(axis=1) > 0),
                rule=(self.k, self.strict),
            )
            nodes: set[int] = set()
            for column in columns:
                nodes.update(tree_rule(self.tree, self.counted.n[:, column].tolist(), minimum=self.k))
            self.times[places] = (time, time.comparable(nodes))

    def _kept(self, column: int, item: Item) -> Kept:
        time, allowed = self.times.get(self.before.with_item(item.key), (None, None))
        counts = self.counted.n[:, column].tolist()
        return kept_nodes(self.tree, counts, k=self.k, time=time, allowed=allowed)

    def _cells(self, column: int, item: Item, kept: Kept) -> Iterator[Cell]:
        groups = groups_of(self.tree, self.counted, column, kept, self.scales[column])
        blocks = self._blocks(column, item, kept, groups)
        proofs = {rule: self._proof(rule) for rule in ("tree", "rest", "slice")}
        for group in groups:
            rule = "rest" if group.is_rest else "tree"
            yield self._cell(item, group, covers_of(self.tree, group), proofs[rule], None)
        for block in blocks:
            yield self._cell(item, block.group, self.tree.covers(block.group.node), proofs["slice"], block)

    def _blocks(self, column: int, item: Item, kept: Kept, groups: list[Group]) -> list[Block]:
        """Choose the slices; make them and the groups as vague as time, then as everything shown together asks for."""
        if not self.plan.slices:
            protect(groups, under=self.policy.homogeneity)
            return []
        rows = item_rows(self.tree, self.rows, column, self.codes, groups)
        chosen = blocks_of(self.tree, rows, groups, least=self.policy.slice_answers, k=self.k)
        time, _ = self.times.get(self.before.with_item(item.key), (None, None))
        if time is not None:
            same = [self._still_the_same(time, item, block, chosen, kept) for block in chosen]
            chosen = [block for block, still in zip(chosen, same, strict=True) if still or not self.strict]
        # In one go: a block that makes its node coarse may take away what another group's band rested on.
        protect([*groups, *(block.group for block in chosen)], under=self.policy.homogeneity)
        blur_slices(self.tree, rows, groups, chosen, under=self.policy.homogeneity)
        return chosen

    def _still_the_same(
        self, time: OverTime, item: Item, block: Block, chosen: list[Block], kept: Kept
    ) -> bool:
        """Say whether a slice may be exact beside earlier waves; where it may not, it becomes coarse."""
        node = block.group.node
        below = range(node, int(self.tree.end[node]))
        inside = ({self.tree.names[n] for n in below}, {self.tree.names[n] for n in below if n in kept.rests})
        cut = [b.values for b in chosen if b.group.node == node and b.attribute == block.attribute]
        unit = self.tree.names[node]
        same = time.stands_still(node) and self.before.same_cut(item.key, block.attribute, unit, cut, inside)
        block.group.coarse = block.group.coarse or not same
        return same

    def _proof(self, rule: str) -> dict[str, object]:
        name = f"{rule}, {'strict' if self.strict else 'standard'}"
        return certificate(rule=name, support=self.k, digest=self.digest, policy_version=VERSION)

    def _cell(
        self, item: Item, group: Group, covers: tuple[str, ...], proof: dict[str, object], block: Block | None
    ) -> Cell:
        cell = Cell(
            item=item.key,
            unit=self.tree.names[group.node],
            covers=covers,
            is_remainder=group.is_rest,
            slice_attribute=block.attribute if block else "",
            slice_values=block.values if block else (),
            n_band=n_band(group.n),
            mean=group.mean(group.total),
            favourable=group.percent(group.liked),
            precision="coarse" if group.coarse else "full",
            trend="",
            certificate=proof,
        )
        trend = self.before.trend(cell, item.maximum - item.minimum) if self.before.waves else ""
        return cell if not trend else _with_trend(cell, trend)

    def _refusals(self, column: int, item: Item, kept: Kept) -> Iterator[Refused]:
        """Say of every node that is not shown why: only counts of answers and rosters decide."""
        names = self.tree.names
        for node, n in enumerate(self.counted.n[:, column].tolist()):
            if node in kept.rests:
                continue
            above = nearest(self.tree, node, kept.rests)
            reason = "few" if n < self.k else "beside_few"
            if self.strict and n >= self.k and self._out_of_time(item, node):
                reason = "time"
            yield Refused(item.key, names[node], reason, "" if above is None else names[above])

    def _out_of_time(self, item: Item, node: int) -> bool:
        _, allowed = self.times.get(self.before.with_item(item.key), (None, None))
        return allowed is not None and node not in allowed


def _with_trend(cell: Cell, trend: str) -> Cell:
    return Cell(**{name: getattr(cell, name) for name in Cell.__slots__} | {"trend": trend})
