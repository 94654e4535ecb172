"""A second share of large groups: how many answered on the unfavourable side, beside the favourable share.

Two shares of a small group pin its people down, so this one leaves only for groups of `policy.large_group` answers
that stand beside 0 or as many, and only where it leaves every small group inside as uncertain as it was: for each of
them there must be other answers, with which everything shown and the second shares too would read the same, and under
which it is not true that everybody (or nobody) in it is favourable, neutral or unfavourable. Either the group changes
alone where nothing above shows it, or a group beside it takes the change back; the other groups may then have any
unfavourable number that their favourable number and sum allow, as long as the total stays what it is.

A large group that fails gives way, and its people count in the large group above.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from privacy.gate.bands import n_band
from privacy.gate.certificates import certificate
from privacy.gate.groups import Group, one_sided
from privacy.gate.scale import Scale
from privacy.gate.tally import Array, coded
from privacy.gate.tree import Tree, nearest, tree_rule
from privacy.gate.types import Cell, Item, Plan, Release, WaveInput
from privacy.policy import VERSION, Policy

SUFFIX = ":unfavourable"


@dataclass(frozen=True)
class Counted:
    """Answers of one item: per node, shape (N,), and the innermost shown groups with their unfavourable number."""

    item: Item
    scale: Scale
    edge: float
    n: Array
    bad: Array
    parts: dict[Group, int]


def unfavourable(
    wave: WaveInput, release: Release, *, plan: Plan, bad: Mapping[str, float], policy: Policy
) -> Release:
    """Return a release with the unfavourable shares added that may leave beside it.

    Parameters
    ----------
    wave, release, plan
        What went into `release_wave` and what came out.
    bad
        Item -> highest unfavourable value, e.g. 6 of 10. Items that are not named get no second share.
    policy
        `large_group` answers are needed, in the group and in what it stands beside.

    Returns
    -------
    Release
        Cells named `ITEM:unfavourable` with a whole percentage and no mean are added; refusals stay.
    """
    tree = Tree(wave.tree, set(wave.roster["unit"].unique()) | set(wave.answers["unit"].unique()))
    rows = coded(tree, wave.answers, plan)
    shown: dict[str, list[Cell]] = {}
    for cell in release.cells:
        shown.setdefault(cell.item, []).append(cell)
    more: list[Cell] = []
    for column, item in enumerate(plan.items.values()):
        cells = shown.get(item.key, [])
        if item.key in bad and cells and not any(cell.slice_attribute for cell in cells):
            mine = rows.item == column
            counted = _count(tree, item, bad[item.key], (rows.leaf[mine], rows.value[mine]), cells)
            more.extend(_cells(tree, counted, cells, release.digest, policy))
    return Release((*release.cells, *more), release.refusals, release.digest, release.published)


def _count(
    tree: Tree, item: Item, edge: float, answers: tuple[Array, Array], cells: Iterable[Cell]
) -> Counted:
    leaf, value = answers
    scale = Scale.of(item, whole=bool((value % 1 == 0).all()))

    def per_node(weights: Array) -> Array:
        return tree.sums(np.bincount(leaf, weights=weights.astype(np.float64), minlength=len(tree.leaves)))

    n, total, liked, bad = map(per_node, (np.ones_like(value), value, value >= scale.edge, value <= edge))
    sums = {
        node: (int(n[node]), float(total[node]), int(liked[node]), int(bad[node])) for node in range(len(n))
    }
    return Counted(item, scale, edge, n, bad, _parts(tree, scale, sums, list(cells)))


def _parts(
    tree: Tree, scale: Scale, sums: Mapping[int, tuple[int, float, int, int]], cells: list[Cell]
) -> dict[Group, int]:
    """Rebuild what is shown as linked groups; return those with no other inside, with their unfavourable numbers."""
    whole = {tree.index[cell.unit]: cell for cell in cells if not cell.is_remainder}
    rests = {tree.index[cell.unit]: cell for cell in cells if cell.is_remainder}
    made: dict[int, Group] = {}
    bad: dict[Group, int] = {}
    for node in sorted(whole):
        n, total, liked, wrong = sums[node]
        group = _as_shown(Group(node, n, total, liked, scale), whole[node])
        above = nearest(tree, node, made)
        if above is not None:
            _hang(group, made[above])
        made[node], bad[group] = group, wrong
    for node, cell in rests.items():
        up = made[node]
        left = [mine - sum(theirs) for mine, theirs in zip(
            sums[node], zip(*(sums[child.node] for child in up.down), strict=True), strict=True)]  # fmt: skip
        rest = _as_shown(Group(node, int(left[0]), left[1], int(left[2]), scale, is_rest=True), cell)
        _hang(rest, up)
        bad[rest] = int(left[3])
    return {group: number for group, number in bad.items() if group.small}


def _as_shown(group: Group, cell: Cell) -> Group:
    group.coarse = cell.precision == "coarse"
    group.mean_gone = cell.mean is None
    group.share_gone = cell.favourable is None
    if cell.favourable is not None and cell.favourable[0] != cell.favourable[1]:
        group.share = cell.favourable
    return group


def _hang(group: Group, up: Group) -> None:
    group.up, group.peers = up, up.down
    up.down.append(group)


def _cells(
    tree: Tree, counted: Counted, cells: Iterable[Cell], digest: str, policy: Policy
) -> Iterator[Cell]:
    """Yield the second shares of an item; none without whole numbers or without a neutral step."""
    if not counted.scale.whole or counted.edge + 1 > counted.scale.below:
        return
    proof = certificate(
        rule="unfavourable", support=policy.large_group, digest=digest, policy_version=VERSION
    )
    for node in sorted(_kept(tree, counted, _exact(tree, cells), policy)):
        n = int(counted.n[node])
        percent = round(100 * int(counted.bad[node]) / n)
        yield Cell(
            item=counted.item.key + SUFFIX, unit=tree.names[node], covers=tree.covers(node), is_remainder=False,
            slice_attribute="", slice_values=(), n_band=n_band(n), mean=None, favourable=(percent, percent),
            precision="full", trend="", certificate=proof,
        )  # fmt: skip


def _exact(tree: Tree, cells: Iterable[Cell]) -> set[int]:
    """Return the nodes whose favourable share is shown exactly."""
    return {
        tree.index[cell.unit]
        for cell in cells
        if not cell.is_remainder
        and cell.precision == "full"
        and cell.favourable is not None
        and cell.favourable[0] == cell.favourable[1]
    }


def _kept(tree: Tree, counted: Counted, allowed: set[int], policy: Policy) -> set[int]:
    """Return the large nodes whose second share may be shown; those that would say too much give way."""
    counts = [int(n) for n in counted.n.tolist()]
    while True:
        kept = tree_rule(tree, counts, minimum=policy.large_group, allowed=allowed)
        inside: dict[int, dict[Group, int]] = {node: {} for node in kept}
        for group, bad in counted.parts.items():
            home = group.node if group.node in kept else nearest(tree, group.node, kept)
            if home is not None:
                inside[home][group] = bad
        failing = {
            node
            for node, parts in inside.items()
            if not Total(parts, counted.edge).hides_all(policy.homogeneity)
        }
        if not failing:
            return set(kept)
        allowed = allowed - failing


Range = tuple[int, int]
Shift = tuple[float, int]


class Total:
    """The unfavourable number of some groups together, taken as known.

    Parameters
    ----------
    parts
        Disjoint groups with nothing shown inside -> unfavourable number.
    edge
        Highest unfavourable value.
    """

    def __init__(self, parts: Mapping[Group, int], edge: float) -> None:
        self.parts, self.edge = parts, edge
        self.ranges = {group: self.allowed(group, (0.0, 0)) for group in parts}
        self.low = sum(low for low, _ in self.ranges.values())
        self.high = sum(high for _, high in self.ranges.values())
        self.bad = sum(parts.values())

    def allowed(self, group: Group, shift: Shift) -> Range:
        """Return the unfavourable numbers that number, favourable number and sum allow, after a change of these."""
        scale, total, liked = group.scale, group.total + shift[0], group.liked + shift[1]
        others = group.n - liked
        most = min(total - scale.edge * liked, scale.below * others)
        least = max(total - scale.top * liked, scale.bottom * others)
        low = ceil((others * (self.edge + 1) - most) / (self.edge + 1 - scale.bottom))
        high = floor((others * scale.below - least) / (scale.below - self.edge))
        return max(0, low), min(others, high)

    def hides_all(self, under: int) -> bool:
        """Say whether every part with fewer than `under` answers keeps other answers on every side."""
        return all(self._hides(group, bad) for group, bad in self.parts.items() if 0 < group.n < under)

    def _hides(self, group: Group, bad: int) -> bool:
        others = group.n - group.liked
        if one_sided(group) and not self._differs(group, _other_counts(group), within=None):
            return False
        if bad == 0 and not self._differs(group, _near(group), within=(1, group.n)):
            return False
        return bad < others or self._differs(group, _near(group), within=(0, -1))

    def _differs(self, group: Group, shifts: Iterable[Shift], *, within: Range | None) -> bool:
        """Say whether one of the changes goes unseen and leaves the group an unfavourable number inside a range.

        A negative end of the range counts down from those who are not favourable. Where none does even without the
        total, the total takes nothing away.
        """
        possible = False
        for shift in shifts:
            for other in _taken_back(group, shift) if group.absorbs(*shift) else ():
                span = self._span({group: shift, **other}, group, within)
                possible = possible or span is not None
                if span is not None and span[0] <= self.bad <= span[1]:
                    return True
        return not possible

    def _span(self, changed: Mapping[Group, Shift], group: Group, within: Range | None) -> Range | None:
        """Return what the total could be after changes; None where they cannot be."""
        low, high = self.low, self.high
        for each, shift in changed.items():
            least, most = self.allowed(each, shift)
            if each is group and within is not None:
                end = within[1] if within[1] >= 0 else each.n - each.liked - shift[1] + within[1]
                least, most = max(least, within[0]), min(most, end)
            if each not in self.ranges or least > most:
                return None
            low, high = low + least - self.ranges[each][0], high + most - self.ranges[each][1]
        return low, high


def _taken_back(group: Group, shift: Shift) -> Iterator[dict[Group, Shift]]:
    """Yield who else changes so that a change of `group` goes unseen: nobody, or one group beside it."""
    above = group.up
    while above is not None and above.absorbs(*shift):
        above = above.up
    if above is None:
        yield {}
    back = (-shift[0], -shift[1])
    for other in group.peers:
        if other is not group and other.small and other.absorbs(*back):
            yield {other: back}


def _other_counts(group: Group) -> Iterator[Shift]:
    """Yield changes to the other favourable number of a one-sided group's band, small changes of the sum first."""
    liked = 1 - group.liked if one_sided(group) < 0 else 2 * group.n - 1 - group.liked
    for step in range(int(group.scale.top - group.scale.bottom) + 1):
        for total in {float(step), -float(step)}:
            yield total, liked - group.liked


def _near(group: Group) -> Iterator[Shift]:
    """Yield no change, then small ones."""
    yield 0.0, 0
    for liked in (-1, 1, 0):
        for step in range(3):
            for total in {float(step), -float(step)}:
                yield total, liked
