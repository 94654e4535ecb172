"""Step 4: nobody may learn that everybody in a small group answered on one side.

In groups of under 30 the favourable counts {0, 1} and {n - 1, n} are one band. A band is kept honest by a *witness*:
another set of answers with the other count under which everything shown, of this group, of its siblings and of
everything above, reads the same. A witness is an integer point of the linear program that an outsider would solve, so
its bounds cannot shut the count in; where there is none, a sibling or the groups above show less until there is one:
a wider percent band first, then coarse, then nothing.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from privacy.gate.groups import Group, edge_band, one_sided

Shift = tuple[float, int]
ROUNDS = 4


def protect(groups: Iterable[Group], *, under: int) -> None:
    """Make every small one-sided group of one item as vague as it has to be.

    Parameters
    ----------
    groups
        All groups of one item with `up` and `down` set; changed in place.
    under
        Groups with fewer answers get bands.
    """
    every = sorted(groups, key=lambda group: (group.n, group.node, group.is_rest))
    targets = [group for group in every if group.n < under and _begin(group) and group.small]
    for _ in range(ROUNDS):
        if not sum(_settle(group) for group in targets):
            return
    for group in targets:
        if not _has_witness(group):
            _give_up(group)


def _begin(group: Group) -> bool:
    """Show the band of a one-sided group and hide a mean that tells the counts apart; say if it needs a witness."""
    side = one_sided(group)
    if group.coarse:
        return bool(side)
    if side:
        group.share = edge_band(group)
        group.mean_gone = group.small and not group.scale.allows(group.n, _other(group), group.total)
        return True
    if group.small and group.scale.shown:
        return not group.scale.hides_other_counts(group.n, group.liked, group.total)
    return False


def _other(group: Group) -> int:
    """Return the other count of a one-sided group's band."""
    return 1 - group.liked if one_sided(group) < 0 else 2 * group.n - 1 - group.liked


def _shifts(group: Group) -> Iterator[Shift]:
    """Yield changes of (sum, count) that would be a witness as far as the group itself is concerned."""
    if one_sided(group):
        liked = _other(group)
        low, high = group.scale.least(group.n, liked), group.scale.most(group.n, liked)
        start = min(max(group.total, low), high)
        for step in (0, 1, -1, 2, -2, 3, -3, 4, -4):
            if low <= start + step <= high:
                yield start + step - group.total, liked - group.liked
        return
    for more in (1, -1):
        if group.scale.allows(group.n, group.liked + more, group.total) and group.scale.hides_other_counts(
            group.n, group.liked + more, group.total
        ):
            yield 0.0, more


def _has_witness(group: Group) -> bool:
    return any(group.absorbs(*shift) and _hidden_above(group, shift) for shift in _shifts(group))


def _hidden_above(group: Group, shift: Shift) -> bool:
    """Say whether a change inside `group` can be made up for, or does not show, in everything around it."""
    here: Group | None = group
    while here is not None and here.up is not None:
        if _climbs(here.up, shift) or any(_balances(other, here.up, shift) for other in _others(here)):
            return True
        if not here.up.absorbs(*shift):
            return False
        here = here.up
    return True


def _climbs(group: Group | None, shift: Shift, until: Group | None = None) -> bool:
    """Say whether a change goes unseen in a group and all above it, up to but without `until`."""
    while group is not None and group is not until:
        if not group.absorbs(*shift):
            return False
        group = group.up
    return True


def _others(group: Group) -> Iterator[Group]:
    """Yield the small groups beside a group: its siblings, and those inside its siblings."""
    waiting = [other for other in reversed(group.peers) if other is not group]
    while waiting:
        other = waiting.pop()
        if other.small:
            yield other
        waiting.extend(reversed(other.down))


def _balances(other: Group, around: Group, shift: Shift) -> bool:
    """Say whether another group inside `around` can take back the change, or the part of it that shows above."""
    total, liked = shift
    if _climbs(other, (-total, -liked), around):
        return True
    if _climbs(other, (-total, 0), around) and _climbs(around, (0, liked)):
        return True
    return _climbs(other, (0, -liked), around) and _climbs(around, (total, 0))


def _settle(group: Group) -> bool:
    """Give a group a witness by making others vaguer; return whether anything had to change."""
    if _has_witness(group):
        return False
    if one_sided(group) == 0:
        group.share = None
        group.widen(next((more for _, more in _shifts(group)), 1))
        if _has_witness(group):
            return True
    for vaguer in (_wider_sibling, _wider_above, _coarser_sibling, _coarser_above):
        if any(vaguer(group, shift) for shift in _shifts(group) if group.absorbs(*shift)):
            return True
    return True


def _wider_sibling(group: Group, shift: Shift) -> bool:
    """Try other groups, those that are vague already and large ones first, with a wider percent band."""
    return any(_if_it_helps(group, shift, path, coarse=False) for path in _paths(group))


def _wider_above(group: Group, shift: Shift) -> bool:
    return _if_it_helps(group, shift, list(_ancestors(group)), coarse=False)


def _coarser_sibling(group: Group, shift: Shift) -> bool:
    return any(_if_it_helps(group, shift, path, coarse=True) for path in _paths(group))


def _coarser_above(group: Group, shift: Shift) -> bool:
    return _if_it_helps(group, shift, list(_ancestors(group)), coarse=True)


def _paths(group: Group) -> list[list[Group]]:
    """Return for every group that could take a change back: itself and what is above it, below the common node."""
    found = sorted(_others(group), key=lambda other: (other.share is None, -other.n, other.node))
    return [
        list(takewhile(lambda above: above is not group.up, (other, *_ancestors(other)))) for other in found
    ]


def _ancestors(group: Group) -> Iterator[Group]:
    above = group.up
    while above is not None:
        yield above
        above = above.up


def _if_it_helps(group: Group, shift: Shift, others: list[Group], *, coarse: bool) -> bool:
    """Make `others` vaguer where they show the change; keep that if the group has its witness then.

    `others` are groups beside, which would take the change back, or the groups above, which would show it.
    """
    before = [(other, other.share, other.share_gone, other.coarse) for other in others]
    sign = 1 if others and others[0] is group.up else -1
    for other in others:
        _blur(other, (sign * shift[0], sign * shift[1]), coarse=coarse)
    if _hidden_above(group, shift):
        return True
    for other, share, gone, was_coarse in before:
        other.share, other.share_gone, other.coarse = share, gone, was_coarse
    return False


def _blur(other: Group, shift: Shift, *, coarse: bool) -> None:
    """Show a wider percent band, and a coarse mean where allowed, if the change would show."""
    if coarse and other.mean(other.total + shift[0]) != other.mean(other.total):
        other.coarse = True
    if other.percent(other.liked + shift[1]) != other.percent(other.liked):
        other.widen(shift[1])


def _give_up(group: Group) -> None:
    """Show nothing of what could still give the count away: percent and mean of the group and all above it."""
    for other in (group, *_ancestors(group)):
        other.share_gone = other.mean_gone = True
        if _has_witness(group):
            return
