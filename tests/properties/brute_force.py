"""The invariant by brute force, written without a look at the door: small cases only."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from privacy.gate import Cell


def rows_over(cells: Sequence[Cell], people: pd.DataFrame) -> np.ndarray:
    """Return a 0/1 row per cell over people (columns `unit` and slice attributes), shape (cells, people)."""
    return np.array([_covers(cell, people) for cell in cells], dtype=float).reshape(len(cells), len(people))


def _covers(cell: Cell, people: pd.DataFrame) -> np.ndarray:
    units = set(cell.covers)
    # An inner unit's own members are written UNIT/*.
    inside = people["unit"].map(lambda unit: unit in units or f"{unit}/*" in units).to_numpy()
    if cell.slice_attribute:
        inside = inside & people[cell.slice_attribute].isin(cell.slice_values).to_numpy()
    return inside


def smallest_support(rows: np.ndarray, k: int) -> int:
    """Return the people of the smallest combination of fewer than k, or k when there is none.

    A combination lives on a set of people alone exactly when the rank of the rows drops without these columns.
    """
    if not rows.size:
        return k
    columns, sizes = np.unique(rows, axis=1, return_counts=True)
    full = np.linalg.matrix_rank(columns)
    found = k
    for chosen in _few(sizes, k):
        left = np.delete(columns, chosen, axis=1)
        if (np.linalg.matrix_rank(left) if left.size else 0) < full:
            found = min(found, int(sizes[list(chosen)].sum()))
    return found


def _few(sizes: np.ndarray, k: int) -> Iterator[tuple[int, ...]]:
    small = [place for place, size in enumerate(sizes) if size < k]
    for number in range(1, k):
        for chosen in combinations(small, number):
            if sizes[list(chosen)].sum() < k:
                yield chosen
