"""The exact audit: every non-zero combination of released sums must involve at least k people.

People are described by layers. A layer is one family of disjoint groups (the released tree of a wave cut into its
disjoint parts, or the blocks of a slice); a released sum is a sum of groups, and the sums of a layer span exactly the
functions that are constant on its groups. A combination of all layers gives a person the sum of one free number per
layer. People in the same groups of every layer are one *class* and always get the same value.

1. A combination of fewer than k people is zero on every class of k or more: those equations are solved first.
2. Classes whose value is the same up to a factor vanish together; where they make up k people, that value is zero too.
   This repeats until nothing changes (contraction of heavy edges, in the case of two layers).
3. What is left falls into independent parts. A part is safe if no set of classes with fewer than k people carries a
   non-zero combination alone: no such set of columns of its null-space matrix is dependent (dual matroid).
4. A part that is too large, or takes too long, counts as found: the audit refuses when it does not know.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from privacy.exceptions import AuditRefusedError
from privacy.gate.linear import PRIME, Equations, Vector, direction, row_basis
from privacy.gate.tally import Array

LARGEST_PART: Final = 48
SECONDS: Final = 5.0


@dataclass(frozen=True)
class Weak:
    """A part in which fewer than k people carry a combination, or may do so.

    `groups` are (layer, group) of free numbers in it; `support` is the number of people, None when it is not known.
    """

    groups: tuple[tuple[int, int], ...]
    support: int | None


def weak_parts(layers: Sequence[Array], k: int, *, seconds: float = SECONDS) -> list[Weak]:
    """Return the parts in which a combination of 1 to k - 1 people exists or cannot be excluded.

    Parameters
    ----------
    layers
        One array of shape (P,) per layer: the group of every person, 0 for none. Group numbers are positive.
        No person, or no layer: an empty list.
    k
        Smallest number of people that a combination may involve.
    seconds
        After this the parts that are left count as found.
    """
    if not layers or not len(layers[0]):
        return []
    deadline = time.monotonic() + seconds
    signatures, people = classes(layers)
    width = int(signatures.max(initial=0)) + 1
    light = _light_directions(signatures, people, k, width)
    found = []
    for part in _parts(light):
        support = _smallest(part, k, deadline)
        if support is None or support < k:
            names = sorted({variable for vector, _ in part for variable in vector})
            found.append(Weak(tuple(divmod(name, width) for name in names), support))
    return found


def audit(layers: Sequence[Array], k: int, *, seconds: float = SECONDS) -> None:
    """Refuse layers that do not keep k-support.

    Raises
    ------
    AuditRefusedError
        A combination of fewer than k people exists, or could not be excluded in time.
    """
    if found := weak_parts(layers, k, seconds=seconds):
        raise AuditRefusedError(found[0].support, k)


def classes(layers: Sequence[Array]) -> tuple[Array, Array]:
    """Return the distinct rows of the layers side by side, shape (C, T), and how many people have each, shape (C,)."""
    code = np.zeros(len(layers[0]), dtype=np.int64)
    for layer in layers:
        _, code = np.unique(code * (int(layer.max(initial=0)) + 1) + layer, return_inverse=True)
    _, first, people = np.unique(code, return_index=True, return_counts=True)
    return np.stack([layer[first] for layer in layers], axis=1), people


def _light_directions(signatures: Array, people: Array, k: int, width: int) -> list[tuple[Vector, int]]:
    """Return the values (as vectors of free numbers) that still may be non-zero, with the people who have them."""
    equations = Equations()
    offsets = np.arange(signatures.shape[1]) * width
    vectors = [
        dict.fromkeys((row + offsets)[row > 0].tolist(), 1)
        for row in signatures  # one free number per layer
    ]
    small: list[tuple[Vector, int]] = []
    for vector, size in zip(vectors, people.tolist(), strict=True):
        if size >= k:
            equations.require_zero(vector)
        else:
            small.append((vector, size))
    while True:
        merged: dict[tuple[tuple[int, int], ...], int] = {}
        for vector, size in small:
            if rest := equations.reduced(vector):
                name = direction(rest)
                merged[name] = merged.get(name, 0) + size
        small = [(dict(name), size) for name, size in merged.items()]
        heavy = [vector for vector, size in small if size >= k]
        if not heavy:
            return small
        for vector in heavy:
            equations.require_zero(vector)


def _parts(light: list[tuple[Vector, int]]) -> list[list[tuple[Vector, int]]]:
    """Split the directions into parts that share no free number."""
    above: dict[int, int] = {}

    def top(variable: int) -> int:
        while (parent := above.setdefault(variable, variable)) != variable:
            above[variable] = above.setdefault(parent, parent)
            variable = parent
        return variable

    for vector, _ in light:
        first, *others = vector
        for other in others:
            above[top(other)] = top(first)
    parts: dict[int, list[tuple[Vector, int]]] = {}
    for vector, size in light:
        parts.setdefault(top(next(iter(vector))), []).append((vector, size))
    return list(parts.values())


def _smallest(part: list[tuple[Vector, int]], k: int, deadline: float) -> int | None:
    """Return the people of a combination with fewer than k, k if there is none, None when it is not known."""
    sizes = [size for _, size in part]
    if sum(sizes) < k or len(part) == 1:
        return sum(sizes)
    if len(part) > LARGEST_PART:
        return None
    variables = sorted({variable for vector, _ in part for variable in vector})
    rows = [[vector.get(variable, 0) for vector, _ in part] for variable in variables]
    columns = _null_columns(rows, k)
    order = sorted(range(len(part)), key=lambda place: sizes[place])
    try:
        best = _dependent([columns[i] for i in order], [sizes[i] for i in order], k - 1, deadline)
    except TimeoutError:
        return None
    return k if best is None else best


def _null_columns(rows: list[list[int]], k: int) -> list[list[int]]:
    """Return one column per class such that a set of classes carries a combination iff its columns are dependent.

    The columns of the null-space matrix are mapped to k - 1 dimensions at random (fixed seed): dependent sets stay
    dependent, and a set of at most k - 1 independent ones becomes dependent with a chance of about 2^-61.
    """
    basis, pivots = row_basis(rows)
    width = len(rows[0])
    free = [column for column in range(width) if column not in set(pivots)]
    chance = random.Random(20)  # noqa: S311  # a fixed projection, not a secret
    projection = [[chance.randrange(PRIME) for _ in range(k - 1)] for _ in free]
    columns = [[0] * (k - 1) for _ in range(width)]
    for place, column in enumerate(free):
        columns[column] = projection[place]
    for row, column in zip(basis, pivots, strict=True):
        columns[column] = [
            -sum(row[other] * projection[place][d] for place, other in enumerate(free)) % PRIME
            for d in range(k - 1)
        ]
    return columns


def _dependent(columns: list[list[int]], sizes: list[int], budget: int, deadline: float) -> int | None:
    """Return the people of a dependent set of columns within `budget` people, or None; smallest sizes first."""
    if time.monotonic() > deadline:
        raise TimeoutError
    for place, column in enumerate(columns):
        if sizes[place] <= budget and not any(column):
            return sizes[place]
    for place, column in enumerate(columns):
        left = budget - sizes[place]
        if left < 1 or place + 1 == len(columns):
            break
        below = _dependent(
            [_without(other, column) for other in columns[place + 1 :]], sizes[place + 1 :], left, deadline
        )
        if below is not None:
            return below + sizes[place]
    return None


def _without(column: list[int], direction_out: list[int]) -> list[int]:
    """Return a column modulo another one (its first non-zero entry is eliminated)."""
    lead = next(place for place, entry in enumerate(direction_out) if entry)
    factor = column[lead] * pow(direction_out[lead], PRIME - 2, PRIME) % PRIME
    return [(x - factor * y) % PRIME for x, y in zip(column, direction_out, strict=True)]
