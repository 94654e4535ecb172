"""Global minimum cut of a weighted graph (Stoer and Wagner 1997) after contracting heavy edges."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from privacy.gate.tally import Array


def lightest_cut(table: Array, k: int) -> int | None:
    """Return the smallest non-zero cut of a table seen as a graph of rows and columns, or None if it is k or more.

    A combination of row sums and column sums is a difference of potentials on the edges (r, c), each of which stands
    for `table[r, c]` people; it is carried by few people exactly if a cut is light (Gusfield 1988; Kao 1996).

    Parameters
    ----------
    table
        Counts, shape (rows, columns); empty rows and columns are allowed, an empty table has no cut.
    k
        Cuts of k or more are of no interest.
    """
    rows, columns = np.nonzero(table)
    weights = table[rows, columns].astype(np.int64)
    ends = np.stack([rows, columns + table.shape[0]])
    size = sum(table.shape)
    while weights.size:
        heavy = weights >= k
        if not heavy.any():
            break
        graph = coo_array((weights[heavy], (ends[0][heavy], ends[1][heavy])), shape=(size, size))
        size, label = connected_components(graph, directed=False)
        ends = label[ends]
        ends, weights = _merged(ends, weights, size)
    return _stoer_wagner_parts(ends, weights, size, k) if weights.size else None


def _merged(ends: Array, weights: Array, size: int) -> tuple[Array, Array]:
    """Drop edges inside a contracted vertex and add up parallel ones."""
    outside = ends[0] != ends[1]
    low, high = np.sort(ends[:, outside], axis=0)
    names, place = np.unique(low * size + high, return_inverse=True)
    return np.stack([names // size, names % size]), np.bincount(place, weights=weights[outside]).astype(
        np.int64
    )


def _stoer_wagner_parts(ends: Array, weights: Array, size: int, k: int) -> int | None:
    graph = coo_array((weights, (ends[0], ends[1])), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    cuts = []
    for part in np.unique(label[ends[0]]):
        inside = label[ends[0]] == part
        _, local = np.unique(ends[:, inside], return_inverse=True)
        local = local.reshape(2, -1)
        matrix = np.zeros((int(local.max()) + 1,) * 2, dtype=np.int64)
        np.add.at(matrix, (local[0], local[1]), weights[inside])
        cuts.append(stoer_wagner(matrix + matrix.T, enough=k))
    light = [cut for cut in cuts if cut < k]
    return min(light) if light else None


def stoer_wagner(weights: Array, *, enough: int) -> int:
    """Return the global minimum cut of a connected graph, or any cut under it as soon as one under `enough` is met.

    Parameters
    ----------
    weights
        Symmetric, zero diagonal, shape (V, V), V >= 2.
    enough
        A cut below this ends the search: the caller only asks whether there is one.
    """
    graph = weights.copy()
    alive = list(range(len(graph)))
    best = int(graph.sum())
    while len(alive) > 1:
        order, reach = [], graph[alive[0]].copy()
        left = set(alive[1:])
        order.append(alive[0])
        while left:
            last = max(left, key=lambda vertex: (reach[vertex], -vertex))
            left.remove(last)
            order.append(last)
            cut = int(reach[last])
            reach = reach + graph[last]
        best = min(best, cut)
        if best < enough:
            return best
        before, last = order[-2], order[-1]
        graph[before] += graph[last]
        graph[:, before] += graph[:, last]
        graph[before, before] = 0
        graph[last], graph[:, last] = 0, 0
        alive.remove(last)
    return best
