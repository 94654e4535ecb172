"""Counting answers: one pass over the frames, then arrays per leaf and item."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from privacy.exceptions import FrameError
from privacy.gate.scale import Scale
from privacy.gate.tree import Tree
from privacy.gate.types import Item, Plan

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Tally:
    """Answers per node and item: number, sum and favourable number, each of shape (N, Q)."""

    n: Array
    total: Array
    favourable: Array


@dataclass(frozen=True)
class Coded:
    """Answers as numbers: leaf, item and value of each row, shape (R,), and the frame they came from."""

    leaf: Array
    item: Array
    value: Array
    frame: pd.DataFrame


def coded(tree: Tree, answers: pd.DataFrame, plan: Plan) -> Coded:
    """Turn a frame of answers into arrays, refusing what the plan and the tree do not know.

    An empty value is an item not answered: the row is left out.

    Raises
    ------
    FrameError
        An unknown unit or item, a value outside its bounds, or two answers of one response to one item.
    """
    frame = answers[answers["value"].notna()]
    items = {key: place for place, key in enumerate(plan.items)}
    leaf = _codes(frame["unit"], tree.leaf_of, "unit")
    item = _codes(frame["item"], items, "item")
    value = frame["value"].to_numpy(np.float64)
    _refuse_out_of_bounds(item, value, list(plan.items.values()))
    response = pd.factorize(frame["response"])[0].astype(np.int64)
    if pd.Series(response * max(len(items), 1) + item).duplicated().any():
        raise FrameError(what="response", value="repeated", expected="one answer of a response to an item")
    return Coded(leaf, item, value, frame)


def _codes(column: pd.Series, known: dict[str, int], what: str) -> Array:
    """Return the number of each value; refuse the first unknown one."""
    codes, values = pd.factorize(column)
    numbers = [known.get(str(value), -1) for value in values]
    if -1 in numbers:
        raise FrameError(what, values[numbers.index(-1)], f"a known {what}")
    return np.asarray(numbers, dtype=np.int64)[codes] if len(numbers) else np.zeros(0, dtype=np.int64)


def _refuse_out_of_bounds(item: Array, value: Array, items: list[Item]) -> None:
    low = np.array([each.minimum for each in items] or [0.0])[item]
    high = np.array([each.maximum for each in items] or [0.0])[item]
    wrong = ~((value >= low) & (value <= high))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise FrameError(what="value", value=value[place], expected=f"{low[place]:g} to {high[place]:g}")


def tally(tree: Tree, rows: Coded, scales: Sequence[Scale]) -> Tally:
    """Count and add up answers per node and item (one scale per item)."""
    shape = (len(tree.leaves), len(scales))
    cell = rows.leaf * len(scales) + rows.item
    liked = rows.value >= np.array([scale.edge for scale in scales] or [0.0])[rows.item]
    size = shape[0] * shape[1]

    def per_node(weights: Array | None) -> Array:
        return tree.sums(np.bincount(cell, weights=weights, minlength=size).reshape(shape))

    return Tally(per_node(None), per_node(rows.value), per_node(liked.astype(np.float64)).astype(np.int64))
