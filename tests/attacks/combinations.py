"""Linear combinations of released sums that involve few people: exact search.

Every released line is a 0/1 row over people. A combination of lines is a vector of the row space, and the people it
involves are its non-zero entries. Asked for: is there a non-zero vector with fewer than k people on it? People with
the same column (an atom) always come together, so the search runs over atoms with fewer than k people:

1. keep the combinations that vanish on every larger atom (a left null space, modulo the prime 2^31 - 1);
2. if any are left, look for those whose atoms add up to fewer than k people. A set of atoms carries a vector of a space
   exactly when the columns of the space's parity check on these atoms are linearly dependent; at most k - 1 atoms
   have to be tried together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from tests.attacks.released import Array, Incidence

PRIME = (1 << 31) - 1
MOST_SETS = 2_000_000


class CannotSayError(Exception):
    """So many small groups are left that the search would not end: neither safe nor unsafe."""


@dataclass(frozen=True)
class Thin:
    """A combination of released lines that involves `people` people: line -> coefficient."""

    wave: str
    item: str
    people: int
    coefficients: dict[str, float]

    def __str__(self) -> str:
        terms = " ".join(f"{value:+g} x {name}" for name, value in self.coefficients.items())
        return f"{self.wave} {self.item}: {self.people} people: {terms}"


def reduced(matrix: Array) -> tuple[Array, list[int]]:
    """Return the reduced row echelon form modulo PRIME without zero rows, and its pivot columns."""
    rows = np.array(matrix, dtype=np.int64) % PRIME
    pivots: list[int] = []
    for column in range(rows.shape[1]):
        start = len(pivots)
        below = np.flatnonzero(rows[start:, column])
        if not len(below):
            continue
        at = start + int(below[0])
        rows[[start, at]] = rows[[at, start]]
        rows[start] = rows[start] * pow(int(rows[start, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(rows[:, column])
        others = others[others != start]
        rows[others] = (rows[others] - rows[others, column][:, None] * rows[start] % PRIME) % PRIME
        pivots.append(column)
        if len(pivots) == rows.shape[0]:
            break
    return rows[: len(pivots)], pivots


def rank(matrix: Array) -> int:
    """Return the rank modulo PRIME."""
    return len(reduced(matrix)[1]) if matrix.size else 0


def null_space(matrix: Array) -> Array:
    """Return a basis of {x: matrix x = 0} modulo PRIME, one vector a row, shape (columns - rank, columns)."""
    echelon, pivots = reduced(matrix)
    free = [column for column in range(matrix.shape[1]) if column not in set(pivots)]
    basis = np.zeros((len(free), matrix.shape[1]), dtype=np.int64)
    for place, column in enumerate(free):
        basis[place, column] = 1
        basis[place, pivots] = -echelon[:, column] % PRIME
    return basis


def only_on(matrix: Array, columns: Array) -> Array:
    """Return a basis of the combinations of rows that vanish outside `columns` (a mask), restricted to them."""
    echelon, pivots = reduced(np.hstack([matrix[:, ~columns], matrix[:, columns]]))
    outside = int((~columns).sum())
    first = sum(pivot < outside for pivot in pivots)
    return echelon[first:, outside:]


def thin_combinations(found: Incidence, k: int) -> list[Thin]:
    """Return the smallest combinations of lines that involve fewer than k people; empty: there is none."""
    small = found.sizes < k
    if not small.any():
        return []
    space = only_on(found.matrix, small)
    atoms = np.flatnonzero(small)[space.any(axis=0)]
    space = space[:, space.any(axis=0)]
    return [_explain(found, atoms[list(part)]) for part in _dependent(space, found.sizes[atoms], k)]


def _dependent(space: Array, sizes: Array, k: int) -> Iterator[tuple[int, ...]]:
    """Yield the minimal sets of columns with fewer than k people on which a vector of the space lives."""
    check = null_space(space) if space.size else np.zeros((0, 0), dtype=np.int64)
    known: list[set[int]] = []
    for number in range(1, k):
        for part in _light(sizes, number, k):
            if any(smaller <= set(part) for smaller in known):
                continue
            if rank(check[:, list(part)]) < number:
                known.append(set(part))
                yield part


def _light(sizes: Array, number: int, k: int) -> Iterator[tuple[int, ...]]:
    """Yield the sets of `number` columns with fewer than k people together."""
    order = [int(place) for place in np.argsort(sizes, kind="stable")]
    smallest = sum(sorted(int(size) for size in sizes)[: number - 1])
    usable = [place for place in order if sizes[place] + smallest < k]
    if comb(len(usable), number) > MOST_SETS:
        raise CannotSayError(len(usable), number)
    return (part for part in combinations(usable, number) if sum(sizes[list(part)]) < k)


def _explain(found: Incidence, atoms: Array) -> Thin:
    """Return the combination that lives on these atoms, its coefficients found by least squares and checked."""
    outside = np.ones(found.matrix.shape[1], dtype=bool)
    outside[atoms] = False
    # One vector of the row space on these atoms: left null vectors of the outside, the largest inside.
    _, values, right = np.linalg.svd(found.matrix[:, outside].T.astype(float), full_matrices=True)
    left = right[int((values > 1e-9).sum()) :]
    inside = left @ found.matrix[:, atoms]
    weights = left[np.argmax(np.abs(inside).sum(axis=1))]
    weights = weights / np.abs(weights).max()
    names = found.names
    lines = {names[row]: round(float(weights[row]), 3) for row in np.flatnonzero(np.abs(weights) > 1e-6)}
    return Thin(found.lines[0].wave, found.lines[0].item, int(found.sizes[atoms].sum()), lines)


def differences(found: Incidence, k: int) -> list[Thin]:
    """Return pairs of lines whose groups differ by 1 to k - 1 people in one direction and by none in the other."""
    inside = found.matrix.astype(bool)
    thin: list[Thin] = []
    for one, other in combinations(range(len(found.lines)), 2):
        for large, small in ((one, other), (other, one)):
            if (inside[small] & ~inside[large]).any():
                continue
            people = found.n(inside[large] & ~inside[small])
            if 0 < people < k:
                line = found.lines[large]
                names = {found.names[large]: 1.0, found.names[small]: -1.0}
                thin.append(Thin(line.wave, line.item, people, names))
    return thin


def small_groups(found: Incidence, k: int) -> list[Thin]:
    """Return the lines that are about fewer than k people by themselves."""
    sizes: Sequence[int] = [found.n(row) for row in found.matrix]
    return [
        Thin(line.wave, line.item, size, {line.name: 1.0})
        for line, size in zip(found.lines, sizes, strict=True)
        if 0 < size < k
    ]
