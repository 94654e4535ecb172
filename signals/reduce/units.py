"""From people to units: trimmed means, the p% rule, and the mean without the two largest or smallest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.metrics import LEFT_OUT, P_RULE, TRIM_DIVISOR

Numbers = NDArray[np.float64]


class Layout:
    """People in the order of a walk through the tree, so that every unit's subtree is one slice.

    Attributes
    ----------
    order
        Numbers of people, shape (P,).
    slices
        Unit -> (first, last) place in `order`, last exclusive.
    """

    def __init__(self, tree: Mapping[str, str | None], units: Sequence[str]) -> None:
        below: dict[str | None, list[str]] = {}
        for unit, parent in sorted(tree.items()):
            below.setdefault(parent, []).append(unit)
        sitting: dict[str, list[int]] = {}
        for number, unit in enumerate(units):
            sitting.setdefault(unit, []).append(number)
        order: list[int] = []
        self.slices: dict[str, tuple[int, int]] = {}
        first: dict[str, int] = {}
        stack = [(root, False) for root in below.get(None, [])]
        while stack:
            unit, is_done = stack.pop()
            if is_done:
                self.slices[unit] = (first[unit], len(order))
                continue
            first[unit] = len(order)
            order += sitting.get(unit, [])
            stack.append((unit, True))
            stack += [(child, False) for child in below.get(unit, [])]
        self.order = np.array(order, np.intp)

    def sorted_values(self, values: Numbers, at_least: int) -> Iterator[tuple[str, Numbers]]:
        """Yield every unit with the sorted values of its subtree, where there are `at_least` of them.

        Parameters
        ----------
        values
            One per person, shape (P,); NaN for none.
        """
        laid = values[self.order]
        there = ~np.isnan(laid)
        before = np.concatenate([[0], np.cumsum(there)])
        kept = laid[there]
        for unit, (first, last) in self.slices.items():
            low, high = before[first], before[last]
            if high - low >= at_least:
                yield unit, np.sort(kept[low:high])


@dataclass(frozen=True, slots=True)
class Figure:
    """A unit's trimmed mean: n people, and whether the p% rule lets it be a candidate."""

    n: int
    value: float
    is_candidate: bool


def figure_of(values: Numbers, shift: float = 0.0) -> Figure:
    """Return the trimmed mean of sorted values.

    Parameters
    ----------
    values
        Sorted and clipped, shape (n,), n >= 3.
    shift
        Added to the values for the p% rule, which is meant for values from 0 on.

    Notes
    -----
    g = max(1, n // 20) smallest and largest are dropped. p% rule: without the two largest contributions the rest must
    hide the largest one to within 10 %, or that one is 0.
    """
    cut = max(1, len(values) // TRIM_DIVISOR)
    kept = values[cut:-cut]
    shifted = kept + shift
    largest = shifted[-1]
    rest = shifted[:-2].sum()
    # A hair of tolerance, because sums of decimal fractions are not exact.
    return Figure(len(values), float(kept.mean()), bool(largest == 0 or rest >= P_RULE * largest - 1e-9))


def mean_without_largest(values: Numbers) -> float:
    """Return the mean of sorted values without the two largest."""
    return float(values[:-LEFT_OUT].mean())


def mean_without_smallest(values: Numbers) -> float:
    """Return the mean of sorted values without the two smallest."""
    return float(values[LEFT_OUT:].mean())
