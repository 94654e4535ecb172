"""What an outsider can be certain of: the integer program over everything shown (HiGHS).

Unknowns are the favourable number and the sum of every *part* (people who are in the same shown groups); every percent
and mean shown bounds a sum of parts. A group is pinned when nobody, or everybody, in it must be favourable, or must
have chosen the lowest or the highest value. The number of people in every part is taken as known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from privacy.gate.groups import COUNT_STEP, Group
from privacy.gate.scale import Scale
from privacy.gate.tally import Array

SLACK = 1e-6
QUICK = 0.6


@dataclass(frozen=True)
class Shown:
    """Everything shown of one item, and the truth behind it.

    Attributes
    ----------
    groups
        G groups, all of one scale.
    members
        0 or 1: parts of each group, shape (G, C).
    people, liked, total
        Answers, favourable ones and sum of each part, shape (C,).
    """

    groups: Sequence[Group]
    members: Array
    people: Array
    liked: Array
    total: Array

    @property
    def scale(self) -> Scale:
        """The scale that all groups share."""
        return self.groups[0].scale


def pinned(shown: Shown, *, under: int, seconds: float = 5.0) -> bool:
    """Say whether any group or part with fewer than `under` answers is pinned, or may be.

    One program moves all suspects at once: it looks for answers under which as many of them as possible differ. Those
    that do are free; when no answers move any of the rest, the rest is pinned. A program that is not solved counts as
    pinned.
    """
    suspects = _suspects(shown, under)
    program = Program(shown, seconds)
    gap = QUICK
    while len(suspects):
        found = program.furthest(suspects.sum(axis=0), gap)
        if found is None:
            return True
        moved = suspects @ (found - program.truth) > 0.5
        if not moved.any() and not gap:
            return True
        # A quick answer need not be the best one: before anything counts as pinned, the best is asked for.
        gap = QUICK if moved.any() else 0.0
        suspects = suspects[~moved]
    return False


def _suspects(shown: Shown, under: int) -> Array:
    """Return a direction for every group and part that is truly on one end, shape (S, 2 C): counts, then sums.

    Where somebody in a group truly differs, nobody can be certain of all.
    """
    rows = np.concatenate([shown.members, np.eye(len(shown.people), dtype=np.int64)])
    n, liked, total = (rows @ values for values in (shown.people, shown.liked, shown.total))
    scale, nothing = shown.scale, np.zeros_like(rows)
    few = (n > 0) & (n < under)
    counts, sums = np.hstack([rows, nothing]), np.hstack([nothing, rows])
    ends = [sums[few & (total == n * scale.bottom)], -sums[few & (total == n * scale.top)]]
    if scale.shown:
        ends += [counts[few & (liked == 0)], -counts[few & (liked == n)]]
    return np.concatenate(ends).astype(np.float64)


class Program:
    """Constraints of everything shown; `truth` is one solution."""

    def __init__(self, shown: Shown, seconds: float) -> None:
        scale, parts = shown.scale, len(shown.people)
        members, eye = shown.members.astype(np.float64), np.eye(parts)
        nothing = np.zeros_like(members)
        shares = np.array([share_bounds(group) for group in shown.groups])
        sums = np.array([sum_bounds(group) for group in shown.groups])
        edge = scale.least(1, 1)
        rows = np.vstack(
            [
                np.hstack([members, nothing]),
                np.hstack([nothing, members]),
                np.hstack([-(edge - scale.bottom) * eye, eye]),
                np.hstack([-(scale.top - scale.below) * eye, eye]),
            ]
        )
        free = np.full(parts, np.inf)
        low = np.concatenate([shares[:, 0], sums[:, 0], shown.people * scale.bottom, -free])
        high = np.concatenate([shares[:, 1], sums[:, 1], free, shown.people * scale.below])
        self._constraints = LinearConstraint(rows, low - SLACK, high + SLACK)
        n = shown.people.astype(np.float64)
        self._bounds = Bounds(np.concatenate([0 * n, n * scale.bottom]), np.concatenate([n, n * scale.top]))
        self._whole = np.concatenate([np.ones(parts), np.full(parts, float(scale.whole))])
        self._seconds = seconds
        self.truth = np.concatenate([shown.liked, shown.total]).astype(np.float64)

    def furthest(self, direction: Array, gap: float) -> Array | None:
        """Return a solution far in a direction (within `gap` of the furthest), None when there is none in time."""
        answer: Any = milp(
            -direction,
            constraints=self._constraints,
            bounds=self._bounds,
            integrality=self._whole,
            options={"time_limit": self._seconds, "mip_rel_gap": gap},
        )
        return None if answer.x is None else np.asarray(answer.x)


def share_bounds(group: Group) -> tuple[float, float]:
    """Return what the percent shown says of the favourable number."""
    shown = group.percent(group.liked)
    if shown is None:
        return 0.0, float(group.n)
    if group.share:
        return shown[0] * group.n / 100, shown[1] * group.n / 100
    if not group.coarse:
        return max(0.0, (shown[0] - 0.5) * group.n / 100), min(group.n, (shown[1] + 0.5) * group.n / 100)
    centre = COUNT_STEP * round(shown[0] * group.n / 100 / COUNT_STEP)
    last = centre + COUNT_STEP > group.n
    return max(0.0, centre - COUNT_STEP / 2), float(group.n) if last else centre + COUNT_STEP / 2


def sum_bounds(group: Group) -> tuple[float, float]:
    """Return what the mean shown says of the sum; a coarse sum was moved inside the scale at its ends."""
    shown = group.mean(group.total)
    least, most = group.n * group.scale.bottom, group.n * group.scale.top
    if shown is None:
        return least, most
    if not group.coarse:
        return max(least, (shown - 0.05) * group.n), min(most, (shown + 0.05) * group.n)
    step = group.scale.step
    centre = step * round(shown * group.n / step)
    low = least if centre - step < least else centre - step / 2
    high = most if centre + step > most else centre + step / 2
    return low, high
