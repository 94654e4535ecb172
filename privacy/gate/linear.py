"""Sparse linear equations modulo the prime 2^61 - 1: exact arithmetic for questions about null spaces."""

from collections.abc import Mapping
from typing import Final

PRIME: Final = 2**61 - 1

Vector = dict[int, int]


class Equations:
    """Homogeneous equations, kept solved: an eliminated variable is a combination of later ones.

    The variable with the smallest number is eliminated first, so what stays free has the largest numbers.
    """

    def __init__(self) -> None:
        self._solved: dict[int, Vector] = {}

    def reduced(self, vector: Mapping[int, int]) -> Vector:
        """Return `vector` in free variables only; empty when the equations make it zero."""
        out: Vector = {}
        for variable, factor in vector.items():
            known = self._known(variable)
            for free, share in ((variable, 1),) if known is None else known.items():
                total = (out.get(free, 0) + factor * share) % PRIME
                if total:
                    out[free] = total
                else:
                    out.pop(free, None)
        return out

    def _known(self, variable: int) -> Vector | None:
        """Return what an eliminated variable equals, brought up to date; None for a free one."""
        known = self._solved.get(variable)
        if known is not None and any(other in self._solved for other in known):
            known = self._solved[variable] = self.reduced(known)
        return known

    def require_zero(self, vector: Mapping[int, int]) -> None:
        """Add the equation `vector` = 0."""
        rest = self.reduced(vector)
        if rest:
            first = min(rest)
            factor = -pow(rest.pop(first), PRIME - 2, PRIME)
            self._solved[first] = {variable: share * factor % PRIME for variable, share in rest.items()}


def direction(vector: Vector) -> tuple[tuple[int, int], ...]:
    """Return a name for all multiples of a non-zero vector."""
    entries = sorted(vector.items())
    lead = entries[0][1]
    if lead != 1:
        inverse = pow(lead, PRIME - 2, PRIME)
        entries = [(variable, factor * inverse % PRIME) for variable, factor in entries]
    return tuple(entries)


def row_basis(rows: list[list[int]]) -> tuple[list[list[int]], list[int]]:
    """Return the reduced row echelon form (non-zero rows) and its pivot columns.

    Parameters
    ----------
    rows
        Matrix of shape (d, m), entries modulo `PRIME`; d = 0 gives ([], []).
    """
    left = [row[:] for row in rows]
    pivots: list[int] = []
    for column in range(len(rows[0]) if rows else 0):
        place = len(pivots)
        source = next((i for i in range(place, len(left)) if left[i][column]), None)
        if source is None:
            continue
        left[place], left[source] = left[source], left[place]
        inverse = pow(left[place][column], PRIME - 2, PRIME)
        lead = left[place] = [entry * inverse % PRIME for entry in left[place]]
        for i, row in enumerate(left):
            if i != place and row[column]:
                left[i] = [(x - row[column] * y) % PRIME for x, y in zip(row, lead, strict=True)]
        pivots.append(column)
    return left[: len(pivots)], pivots
