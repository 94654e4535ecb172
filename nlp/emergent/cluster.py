"""Divides comments into topics: regions around the anchors of ordinary talk, and groups that no anchor explains.

Two well-known parts, so that small samples are divided at the same places every time:

- centroids begin at frozen anchors and move as far as their comments can carry them: the mean of MAP adaptation
  (Gauvain & Lee 1994; Reynolds et al. 2000 use a relevance of 8 to 20);
- average-linkage clustering (Sokal & Michener 1958) finds groups of comments that are closer to each other than to any
  anchor; they become centroids of their own, and are what "nobody foresaw" means here.

There is no chance in it: the same vectors give the same topics.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from nlp.classifiers.protocol import Figures
from nlp.emergent.codebook import unit

Labels = NDArray[np.int64]

# How many comments an anchor weighs against those of its region.
RELEVANCE = 20.0
ROUNDS = 3
# Mean cosine distance at which comments stop being one group, and how much nearer (cosine) to their own centroid than to
# the best anchor they must be. Both from planted topics: see docs/models/emergent.md.
APART = 0.85
NEARER = 0.12
# The tree of all pairs grows with the square: from here on groups are looked for among as many, chosen by their hash.
MOST_PAIRED = 4000
# A group must come back when a fifth of the comments is left out, here ten times: mean Jaccard of 0.75 at least (Hennig 2007:
# from there on a cluster is valid and stable).
DRAWS = 10
KEPT = 0.8
COMES_BACK = 0.75
# A comment that is no nearer to any centroid than this (cosine) belongs to no topic.
FLOOR = 0.15
LEAST = 5
OUTLIER = -1


@dataclass(frozen=True, slots=True)
class Clustering:
    """n comments in k topics: `labels` (n,) with -1 for none, `centroids` (k, d) of unit length, `born` (k,) of data."""

    labels: Labels
    centroids: Figures
    born: NDArray[np.bool_]


def least_size(count: int, floor: int = LEAST) -> int:
    """Return how many of `count` comments a topic needs: half the root of their number, `floor` at least."""
    return max(floor, int(np.ceil(np.sqrt(count) / 2)))


def _marks(rows: Figures) -> NDArray[np.uint64]:
    """Return a number per row that depends on nothing but the row, so that draws do not change with what else is there."""
    plain = np.ascontiguousarray(rows.astype(np.float32))
    digests = b"".join(hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in plain)
    return np.frombuffer(digests, dtype=np.uint64)


def _paired(marks: NDArray[np.uint64]) -> Labels:
    """Return the places of at most `MOST_PAIRED` rows, the same ones whatever else is there."""
    return np.sort(np.argsort(marks, kind="stable")[:MOST_PAIRED])


def _groups(distances: Figures, least: int) -> list[Labels]:
    """Return the places of groups of at least `least` rows, the largest first, from (n, n) cosine distances."""
    if len(distances) < max(least, 2):
        return []
    tree = linkage(squareform(distances, checks=False), "average")
    names = fcluster(tree, APART, "distance")
    found = [np.flatnonzero(names == name) for name in np.unique(names)]
    large = [group for group in found if len(group) >= least]
    return sorted(large, key=lambda group: (-len(group), int(group[0])))


def _own_similarity(rows: Figures) -> float:
    """Return how near each row is to the centroid of the others, on the mean."""
    others = unit(rows.sum(axis=0) - rows)
    return float((others * rows).sum(axis=1).mean())


def _comes_back(
    distances: Figures, marks: NDArray[np.uint64], groups: list[Labels], least: int
) -> list[float]:
    """Return each group's mean Jaccard with its likest group when a fifth of the rows is left out."""
    totals = np.zeros(len(groups))
    for draw in range(DRAWS):
        kept = np.flatnonzero((marks >> np.uint64(5 * draw)) % np.uint64(100) < 100 * KEPT)
        again = [
            set(kept[group].tolist())
            for group in _groups(distances[np.ix_(kept, kept)], max(2, int(KEPT * least)))
        ]
        there = set(kept.tolist())
        for number, group in enumerate(groups):
            mine = set(group.tolist()) & there
            totals[number] += max((len(mine & other) / len(mine | other) for other in again), default=0.0)
    return [float(total / DRAWS) for total in totals]


def _unexplained(rows: Figures, anchors: Figures, least: int) -> Figures:
    """Return the centroids (g, d) of groups that no anchor explains and that come back."""
    marks = _marks(rows)
    paired = _paired(marks)
    rows, marks = rows[paired], marks[paired]
    best = (rows @ anchors.T).max(axis=1) if len(anchors) else np.zeros(len(rows))
    distances = np.clip(1.0 - rows @ rows.T, 0.0, 2.0)
    groups = [
        group
        for group in _groups(distances, least)
        if _own_similarity(rows[group]) - best[group].mean() > NEARER
    ]
    sure = _comes_back(distances, marks, groups, least) if groups else []
    found = [rows[group].mean(axis=0) for group, back in zip(groups, sure, strict=True) if back >= COMES_BACK]
    return unit(np.array(found).reshape(len(found), rows.shape[1]))


def _adapted(rows: Figures, start: Figures) -> Figures:
    """Return the centroids after a few rounds: each the mean of its comments and of where it began."""
    centroids = start
    for _round in range(ROUNDS if len(start) else 0):
        labels = (rows @ centroids.T).argmax(axis=1)
        sums = np.zeros_like(start)
        np.add.at(sums, labels, rows)
        centroids = unit(RELEVANCE * start + sums)
    return centroids


def _nearest(rows: Figures, regions: Figures, groups: Figures) -> Labels:
    """Return the place of each row's centroid, regions first; none where all are no nearer than chance.

    A group takes a row from its region only by a margin, so that what a group takes does not hang on a hair.
    """
    if not len(regions) + len(groups):
        return np.full(len(rows), OUTLIER)
    near = rows @ np.vstack([regions, groups]).T
    near[:, len(regions) :] -= NEARER if len(regions) else 0.0
    return np.where(near.max(axis=1) >= FLOOR, near.argmax(axis=1), OUTLIER)


def cluster(rows: Figures, anchors: Figures, *, least: int | None = None) -> Clustering:
    """Divide n comments into topics.

    Parameters
    ----------
    rows
        (n, d), centred and of unit length; a row of zeros (nothing was said) belongs to no topic.
    anchors
        (k, d), unit rows, k may be 0: then a comment outside every group belongs to no topic.
    least
        Comments that a topic needs; half the root of n, five at least, where not given.

    Returns
    -------
    Clustering
        Without topics for fewer than `least` comments, n = 0 included. Same rows, same result.
    """
    said = rows.any(axis=1)
    spoken = rows[said]
    least = least_size(len(spoken)) if least is None else least
    labels = np.full(len(rows), OUTLIER, dtype=np.int64)
    if len(spoken) < least:
        return Clustering(labels, np.zeros((0, rows.shape[1])), np.zeros(0, dtype=bool))
    regions, groups = _adapted(spoken, anchors), _unexplained(spoken, anchors, least)
    first = _nearest(spoken, regions, groups)
    stays = np.bincount(first[first >= 0], minlength=len(regions) + len(groups)) >= least
    regions, groups = regions[stays[: len(regions)]], groups[stays[len(anchors) :]]
    labels[said] = _nearest(spoken, regions, groups)
    born = np.arange(len(regions) + len(groups)) >= len(regions)
    return Clustering(labels, np.vstack([regions, groups]), born)
