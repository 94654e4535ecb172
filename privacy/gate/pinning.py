"""The linear program of an outsider who has everything that was shown of one item (HiGHS).

Variables are the favourable number and the sum of every class (unit group x blocks); every shown percent and mean
is a pair of bounds on a sum of classes. What the program cannot exclude, nobody can.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, vstack

from privacy.gate.groups import COUNT_STEP, Group
from privacy.gate.tally import Array

SLACK = 1e-7


@dataclass(frozen=True)
class Shown:
    """Everything shown of one item.

    Attributes
    ----------
    groups
        G groups.
    members
        Classes of each group, shape (G, C), 0 or 1.
    people
        Answers per class, shape (C,).
    """

    groups: Sequence[Group]
    members: csr_array
    people: Array


def favourable_bounds(shown: Shown, target: int) -> tuple[float, float]:
    """Return the smallest and largest favourable number of group `target` that everything shown allows.

    The number of answers of every group is taken as known, which can only help the outsider.
    """
    scale = shown.groups[0].scale
    classes = len(shown.people)
    counts, sums = shown.members, shown.members
    empty = csr_array(counts.shape)
    share, mean = _share_bounds(shown.groups), _mean_bounds(shown.groups)
    edge, below = float(scale.least(1, 1)), float(scale.below)
    eye = coo_array((np.ones(classes), (np.arange(classes),) * 2)).tocsr()
    rows: list[csr_array] = [
        _pair(counts, empty),
        _pair(-counts, empty),
        _pair(empty, sums),
        _pair(empty, -sums),
        _pair((edge - scale.bottom) * eye, -eye),
        _pair((below - scale.top) * eye, eye),
    ]
    limits = np.concatenate(
        [share[1], -share[0], mean[1], -mean[0], -scale.bottom * shown.people, below * shown.people]
    )
    box = [(0.0, float(n)) for n in shown.people] + [
        (float(scale.bottom * n), float(scale.top * n)) for n in shown.people
    ]
    aim = np.concatenate([shown.members[[target]].toarray().ravel(), np.zeros(classes)])
    matrix: Any = vstack(rows)
    ends = []
    for sign in (1.0, -1.0):
        answer: Any = linprog(sign * aim, A_ub=matrix, b_ub=limits + SLACK, bounds=box, method="highs")
        if answer.status != 0:
            return (float("nan"), float("nan"))
        ends.append(sign * float(answer.fun))
    return ends[0], ends[1]


def _pair(left: csr_array, right: csr_array) -> csr_array:
    """Put the part on favourable numbers beside the part on sums."""
    joined = coo_array(left), coo_array(right)
    width = left.shape[1]
    rows = np.concatenate([part.coords[0] for part in joined])
    columns = np.concatenate([joined[0].coords[1], joined[1].coords[1] + width])
    data = np.concatenate([part.data for part in joined])
    return coo_array((data, (rows, columns)), shape=(left.shape[0], 2 * width)).tocsr()


def _share_bounds(groups: Sequence[Group]) -> tuple[Array, Array]:
    """Return bounds on the favourable number of every group, each of shape (G,)."""
    low, high = [], []
    for group in groups:
        shown = group.percent(group.liked)
        if shown is None:
            bounds = (0.0, float(group.n))
        elif group.coarse and not group.share:
            centre = COUNT_STEP * round(shown[0] * group.n / 100 / COUNT_STEP)
            last = centre + COUNT_STEP > group.n
            bounds = (centre - COUNT_STEP / 2, float(group.n) if last else centre + COUNT_STEP / 2)
        else:
            half = 0 if group.share else 0.5
            bounds = ((shown[0] - half) * group.n / 100, (shown[1] + half) * group.n / 100)
        low.append(max(bounds[0], 0.0))
        high.append(min(bounds[1], float(group.n)))
    return np.array(low), np.array(high)


def _mean_bounds(groups: Sequence[Group]) -> tuple[Array, Array]:
    """Return bounds on the sum of every group, each of shape (G,)."""
    bounds = np.array([_sum_bounds(group) for group in groups]).reshape(-1, 2)
    return bounds[:, 0], bounds[:, 1]


def _sum_bounds(group: Group) -> tuple[float, float]:
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
